import { Worker } from 'node:worker_threads';
import { type Progress, Tally } from './report.js';

/** A run of mutations by number: `count` of them from `first` on. */
export interface Range {
  readonly first: number;
  readonly count: number;
}

/** What is run, and where. */
export interface Supervised<P extends Range> {
  /** A module that calls `tryAll`. */
  readonly worker: URL;
  readonly plan: P;
  /** What a mutation was made from. */
  readonly nameOf: (index: number) => string;
}

/** Milliseconds without an input done after which the one at hand hangs. */
const HANGS_MS = 60_000;
const HEAP_MB = 1024;

/** Tries all mutations of a plan in a thread of their own; one that hangs, takes all memory or ends the thread is noted, and the next one follows. */
export async function supervise<P extends Range>(supervised: Supervised<P>): Promise<Tally> {
  const { first, count } = supervised.plan;
  const tally = new Tally();
  for (let next = first; next < first + count; ) next = await runPart(supervised, next, tally);
  return tally;
}

/** Runs a part of the plan until it is done or an input ends it; gives the number of the first input that was not tried. */
function runPart<P extends Range>({ worker: url, plan, nameOf }: Supervised<P>, first: number, tally: Tally): Promise<number> {
  const end = plan.first + plan.count;
  const now = new Int32Array(new SharedArrayBuffer(4));
  Atomics.store(now, 0, first);
  return new Promise((resolve) => {
    const worker = new Worker(url, {
      workerData: { plan: { ...plan, first, count: end - first }, now },
      resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
    });
    let last = first;
    let since = performance.now();
    let offence: 'hang' | 'memory' | 'crash' = 'crash';
    let what = '';
    const watch = setInterval(() => {
      const at = Atomics.load(now, 0);
      if (at !== last) [last, since] = [at, performance.now()];
      else if (performance.now() - since > HANGS_MS) {
        [offence, what] = ['hang', `not done after ${HANGS_MS / 1000} s`];
        void worker.terminate();
      }
    }, 500);
    worker.on('message', (progress: Progress) => tally.add(progress));
    worker.on('error', (error) => {
      what = error.message;
      if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') offence = 'memory';
    });
    worker.on('exit', (status) => {
      clearInterval(watch);
      if (status === 0 && offence === 'crash' && what === '') return resolve(end);
      const index = Atomics.load(now, 0);
      tally.offenders.push({ index, name: nameOf(index), kind: offence, what });
      resolve(index + 1);
    });
  });
}

/** Prints what came of a run; gives the exit status. */
export function printTally(tally: Tally, seed: number, seconds: number): number {
  for (const [what, total] of [...tally.counts].sort()) process.stdout.write(`${what.padEnd(24)} ${total}\n`);
  process.stdout.write(`${'slowest'.padEnd(24)} ${tally.slowest.toFixed(0)} ms\n`);
  process.stdout.write(`${'most memory'.padEnd(24)} ${(tally.hungriest / 1024 / 1024).toFixed(1)} MiB\n`);
  process.stdout.write(`${'time'.padEnd(24)} ${seconds.toFixed(0)} s\n`);
  for (const { index, name, kind, what } of tally.offenders) {
    process.stdout.write(`${kind}: ${name}, --first ${index} with seed ${seed}: ${what}\n`);
  }
  return tally.offenders.length === 0 ? 0 : 1;
}
