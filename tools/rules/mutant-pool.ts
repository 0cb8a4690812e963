import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SourceFile } from '../../generator/grammar/ast.js';
import type { Answer, Task, WorkerData } from './mutant.js';
import type { Mutation } from './mutations.js';
import { makeSwitchboard } from './switchboard.js';

/** A mutation that sends the machine round in circles was noticed too; milliseconds, of which a busy machine takes its part. */
const PATIENCE = 60_000;

/** An emitted package stays in memory for good, so a worker is replaced after so many. */
const WORKER_LIFE = 240;

/** Judges each mutation in one of `jobs` workers; `tell` gets each with its answer and how many have one by now. */
export async function judgeAll(
  files: readonly SourceFile[],
  kernel: string,
  mutations: readonly Mutation[],
  jobs: number,
  tell: (mutation: Mutation, answer: Answer, done: number) => void,
): Promise<void> {
  // inside the project, so that emitted modules find the runtime
  const folder = mkdtempSync(join('node_modules', '.mutants-'));
  try {
    const board = makeSwitchboard(folder, kernel, files, mutations);
    const tasks = mutations
      .map((mutation) => ({ mutation, task: taskOf(mutation, board.switches.get(mutation)) }))
      .sort((a, b) => Number(a.task.switch === undefined) - Number(b.task.switch === undefined));
    let next = 0;
    let done = 0;
    const work = async (): Promise<void> => {
      while (next < tasks.length) {
        const workerData: WorkerData = { folder: mkdtempSync(join(folder, 'worker-')), switches: board.module };
        const worker = new Worker(new URL('./mutant.js', import.meta.url), { workerData });
        try {
          await once(worker, 'message');
          for (let generated = 0; generated < WORKER_LIFE; ) {
            const one = tasks[next++];
            if (one === undefined) break;
            const answer = await ask(worker, one.task);
            tell(one.mutation, answer ?? { outcome: 'noticed', by: 'no end' }, ++done);
            if (answer === undefined) break;
            if (one.task.switch === undefined) generated++;
          }
        } finally {
          await worker.terminate();
          rmSync(workerData.folder, { recursive: true, force: true });
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(jobs, tasks.length) }, work));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function taskOf({ file, text, rows, kfunc }: Mutation, number: number | undefined): Task {
  return { file, text, rows, ...(kfunc === undefined ? {} : { kfunc }), ...(number === undefined ? {} : { switch: number }) };
}

/** Undefined when there is no answer in time; the worker has said that it is ready. */
function ask(worker: Worker, task: Task): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(undefined), PATIENCE);
    const settle = (answer: Answer | undefined) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', reject);
      resolve(answer);
    };
    worker.on('message', settle).on('error', reject);
    worker.postMessage(task);
  });
}
