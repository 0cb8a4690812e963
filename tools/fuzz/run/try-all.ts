import { parentPort } from 'node:worker_threads';
import { type Outcome, Tally } from './report.js';
import type { Range } from './supervise.js';

/** Milliseconds of the processor that an input may take before it counts as slow. */
const SLOW_MS = 2000;
/** Bytes that an input may take for each of its own, besides what any takes. */
const MOST_BYTES_EACH = 200;
const ANY_INPUT = 24 * 1024 * 1024;
const REPORT_EVERY = 250;

/** One mutation, and what becomes of it. */
export interface Attempt {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly run: () => Outcome;
}

/** Tries mutations one by one and writes into `now` which one it is at, so that somebody else can tell when one hangs. */
export function tryAll({ first, count }: Range, now: Int32Array, attempt: (index: number) => Attempt): void {
  let tally = new Tally();
  const report = (): void => {
    parentPort?.postMessage(tally.toProgress());
    tally = new Tally();
  };
  for (let index = first; index < first + count; index++) {
    Atomics.store(now, 0, index);
    const { name, bytes, run } = attempt(index);
    const before = memory();
    const start = process.cpuUsage();
    const outcome = run();
    const { user, system } = process.cpuUsage(start);
    const took = (user + system) / 1000;
    const grown = Math.max(0, memory() - before);
    tally.count(outcome);
    tally.slowest = Math.max(tally.slowest, took);
    tally.hungriest = Math.max(tally.hungriest, grown);
    const offend = (kind: 'crash' | 'message' | 'slow' | 'memory', what: string) => tally.offenders.push({ index, name, kind, what });
    if (outcome.ending === 'crash' || outcome.ending === 'message') offend(outcome.ending, outcome.what ?? '');
    if (took > SLOW_MS) offend('slow', `${took.toFixed(0)} ms for ${bytes.length} bytes`);
    if (grown > ANY_INPUT + MOST_BYTES_EACH * bytes.length) offend('memory', `${grown} bytes for ${bytes.length} bytes`);
    if ((index + 1) % REPORT_EVERY === 0) report();
  }
  report();
}

/** Bytes in use, garbage and all: what an input makes is counted unless a collection comes just then. */
function memory(): number {
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + Math.max(external, arrayBuffers);
}
