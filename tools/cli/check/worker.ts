/** A thread that judges one input after the other. */

import { parentPort, workerData } from 'node:worker_threads';
import { Examiner } from './examine.js';
import type { Outcome } from './outcome.js';
import type { Answer, Task, WorkerStart } from './protocol.js';

/** Outcomes that are handed over at once. */
const BATCH = 64;

const port = parentPort;
if (port === null) throw new Error('a worker without a main thread');
const { plan }: WorkerStart = workerData;
const examiner = Examiner.create(plan);

async function work({ input }: Task, answer: (answer: Answer) => void): Promise<void> {
  const { examine, selection } = await examiner.then((ready) => ({ examine: ready.examine.bind(ready), selection: ready.selection }));
  let outcomes: Outcome[] = [];
  const handOver = (): void => {
    if (outcomes.length > 0) answer({ kind: 'outcomes', outcomes });
    outcomes = [];
  };
  await examine(input, (outcome) => {
    if (outcomes.push(outcome) >= BATCH) handOver();
  });
  handOver();
  answer({ kind: 'done', selection: selection.report() });
}

port.on('message', (task: Task) => {
  work(task, (answer) => port.postMessage(answer)).catch((error: unknown) => {
    // ends this thread; the main one tells what it was working on
    setImmediate(() => {
      throw error;
    });
  });
});
