import { parentPort, workerData } from 'node:worker_threads';
import { mutation, type Plan, readOriginals, readTarget } from './plan.js';
import { Tally } from './report.js';
import { tryBytes } from './try.js';

/** Milliseconds of the processor that an input may take before it counts as slow. */
const SLOW_MS = 2000;
/** Bytes that an input may take for each of its own, besides what any takes. */
const MOST_BYTES_EACH = 200;
const ANY_INPUT = 24 * 1024 * 1024;
const REPORT_EVERY = 250;

/** Tries the mutations of a plan one by one and writes into `now` which one it is at, so that somebody else can tell when one hangs. */
async function run({ plan, now }: { readonly plan: Plan; readonly now: Int32Array }): Promise<void> {
  const originals = readOriginals(plan.files);
  const target = await readTarget(plan.btf);
  let tally = new Tally();
  const report = (): void => {
    parentPort?.postMessage(tally.toProgress());
    tally = new Tally();
  };
  for (let index = plan.first; index < plan.first + plan.count; index++) {
    Atomics.store(now, 0, index);
    const { name, bytes } = mutation(originals, plan.seed, index);
    const before = memory();
    const start = process.cpuUsage();
    const outcome = tryBytes(bytes, target);
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

await run(workerData);
