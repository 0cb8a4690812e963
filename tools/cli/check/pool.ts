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
  await Promise.all(Array.from({ length: Math.min(threads, tasks.length) }, () => runThread(plan, next, client)));
}

/** Keeps one thread busy until there is nothing left; a broken one is followed by another. */
async function runThread(plan: Plan, next: () => Task | undefined, client: PoolClient): Promise<void> {
  let worker: Worker | null = null;
  for (let task = next(); task !== undefined; task = next()) {
    await client.ready();
    worker ??= start(plan);
    const reason = await runTask(worker, task, client);
    if (reason === null) continue;
    client.broken(task, reason);
    void worker.terminate();
    worker = null;
  }
  await worker?.terminate();
}

function start(plan: Plan): Worker {
  const workerData: WorkerStart = { plan };
  return new Worker(new URL('./worker.js', import.meta.url), { workerData });
}

/** Null when the task is done, else why the thread broke. */
function runTask(worker: Worker, task: Task, client: PoolClient): Promise<string | null> {
  return new Promise((resolve) => {
    const finish = (reason: string | null): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
      resolve(reason);
    };
    const onMessage = (answer: Answer): void => {
      client.answer(task, answer);
      if (answer.kind === 'done') finish(null);
    };
    const onError = (error: unknown): void => finish(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
    const onExit = (code: number): void => finish(`its thread ended with ${code}`);
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(task);
  });
}
