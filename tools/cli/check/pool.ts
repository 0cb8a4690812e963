/** Judging many inputs on several threads. What breaks a thread spoils the input that it was working on, and no other. */

import { Worker } from 'node:worker_threads';
import type { Plan } from './examine.js';
import type { Answer, Task, WorkerStart } from './protocol.js';

/** Takes what comes back. */
export interface PoolClient {
  answer(task: Task, answer: Answer): void;
  /** The thread broke while it worked on this. */
  broken(task: Task, reason: string): void;
  /** Resolves when results may go on coming: their reader keeps up. */
  ready(): Promise<void>;
}

/** Gives the tasks to so many threads, in order, and resolves when all are done. */
export async function runPool(tasks: readonly Task[], threads: number, plan: Plan, client: PoolClient): Promise<void> {
  const queue = [...tasks].reverse();
  const next = (): Task | undefined => queue.pop();
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, () => keepBusy(plan, next, client)));
}

/** Keeps one thread busy until there is nothing left; a broken one is followed by another. */
async function keepBusy(plan: Plan, next: () => Task | undefined, client: PoolClient): Promise<void> {
  let thread: Thread | null = null;
  for (let task = next(); task !== undefined; task = next()) {
    await client.ready();
    thread ??= new Thread(plan);
    const current: Task = task;
    const reason = await thread.run(current, (answer) => client.answer(current, answer));
    if (reason === null) continue;
    client.broken(current, reason);
    await thread.end();
    thread = null;
  }
  await thread?.end();
}

/** A thread, which works on one task at a time. */
class Thread {
  private readonly worker: Worker;
  /** Why it can't go on. */
  private broken: string | null = null;
  private answered: (answer: Answer) => void = () => {};
  private finished: (reason: string | null) => void = () => {};

  constructor(plan: Plan) {
    const workerData: WorkerStart = { plan };
    this.worker = new Worker(new URL('./worker.js', import.meta.url), { workerData });
    this.worker.on('message', (answer: Answer) => {
      this.answered(answer);
      if (answer.kind === 'done') this.finished(null);
    });
    this.worker.on('error', (error: unknown) => this.fail(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)));
    this.worker.on('exit', (code) => this.fail(`its thread ended with ${code}`));
  }

  /** Resolves to null when the task is done, else to what broke the thread. */
  run(task: Task, answered: (answer: Answer) => void): Promise<string | null> {
    return new Promise((resolve) => {
      if (this.broken !== null) {
        resolve(this.broken);
        return;
      }
      this.answered = answered;
      this.finished = resolve;
      this.worker.postMessage(task);
    });
  }

  async end(): Promise<void> {
    await this.worker.terminate();
  }

  private fail(reason: string): void {
    this.broken ??= reason;
    this.finished(this.broken);
  }
}
