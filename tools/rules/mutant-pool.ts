import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer } from './mutant.js';
import type { Mutation } from './mutations.js';

/** A mutation that sends the machine round in circles was noticed too; milliseconds. */
const PATIENCE = 60_000;

/** An emitted package stays in memory for good, so a worker is replaced after so many. */
const WORKER_LIFE = 120;

/** Judges each mutation in one of `jobs` workers; `tell` gets each with its answer and how many have one by now. */
export async function judgeAll(
  mutations: readonly Mutation[],
  jobs: number,
  tell: (mutation: Mutation, answer: Answer, done: number) => void,
): Promise<void> {
  let next = 0;
  let done = 0;
  const work = async (): Promise<void> => {
    while (next < mutations.length) {
      // inside the project, so that emitted modules find the runtime
      const folder = mkdtempSync(join('node_modules', '.mutants-'));
      const worker = new Worker(new URL('./mutant.js', import.meta.url), { workerData: folder });
      try {
        for (let life = 0; life < WORKER_LIFE; life++) {
          const mutation = mutations[next++];
          if (mutation === undefined) break;
          const answer = await ask(worker, mutation);
          tell(mutation, answer ?? { outcome: 'noticed', by: 'no end' }, ++done);
          if (answer === undefined) break;
        }
      } finally {
        await worker.terminate();
        rmSync(folder, { recursive: true, force: true });
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(jobs, mutations.length) }, work));
}

/** Undefined when there is no answer in time. */
function ask(worker: Worker, mutation: Mutation): Promise<Answer | undefined> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle(undefined), PATIENCE);
    const settle = (answer: Answer | undefined) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', reject);
      resolve(answer);
    };
    worker.on('message', settle).on('error', reject);
    worker.postMessage(mutation);
  });
}
