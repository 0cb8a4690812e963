import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { mutation, type Plan, readOriginals } from './plan.js';
import { type Progress, Tally } from './report.js';

/**
 * `fuzz:bytes COUNT SEED FILE…`: mutations of object files and BTF blobs, each loaded and judged within a time and with a memory that are
 * bounded. The same seed and files give the same mutations. `--btf FILE` has the types of the kernel that objects are loaded for, `--first N`
 * begins with another number, `--write FILE` writes that mutation down instead. Ends with status 1 when something went wrong with one.
 */
const { values, positionals } = parseArgs({
  options: {
    btf: { type: 'string', default: 'test/programs/kernel-6.1.btf' },
    first: { type: 'string', default: '0' },
    write: { type: 'string' },
  },
  allowPositionals: true,
});
const [count, seed, ...files] = positionals;
if (!Number.isInteger(Number(count)) || !Number.isInteger(Number(seed)) || files.length === 0) {
  process.stderr.write('usage: COUNT SEED FILE… [--btf FILE] [--first NUMBER] [--write FILE]\n');
  process.exit(2);
}
const plan: Plan = { count: Number(count), first: Number(values.first), seed: Number(seed), files, btf: values.btf };

/** Milliseconds without an input done after which the one at hand hangs. */
const HANGS_MS = 60_000;
const HEAP_MB = 1024;

/** Runs a part of the plan until it is done or an input ends it; gives the number of the first input that was not tried. */
function runPart(first: number, tally: Tally): Promise<number> {
  const end = plan.first + plan.count;
  const now = new Int32Array(new SharedArrayBuffer(4));
  Atomics.store(now, 0, first);
  return new Promise((resolve) => {
    const worker = new Worker(new URL('./worker.js', import.meta.url), {
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
      tally.offenders.push({ index, name: mutation(originals, plan.seed, index).name, kind: offence, what });
      resolve(index + 1);
    });
  });
}

const originals = readOriginals(files);
if (values.write !== undefined) {
  writeFileSync(values.write, mutation(originals, plan.seed, plan.first).bytes);
} else {
  const tally = new Tally();
  const start = performance.now();
  for (let next = plan.first; next < plan.first + plan.count; ) next = await runPart(next, tally);
  for (const [what, total] of [...tally.counts].sort()) process.stdout.write(`${what.padEnd(24)} ${total}\n`);
  process.stdout.write(`${'slowest'.padEnd(24)} ${tally.slowest.toFixed(0)} ms\n`);
  process.stdout.write(`${'most memory'.padEnd(24)} ${(tally.hungriest / 1024 / 1024).toFixed(1)} MiB\n`);
  process.stdout.write(`${'time'.padEnd(24)} ${((performance.now() - start) / 1000).toFixed(0)} s\n`);
  for (const { index, name, kind, what } of tally.offenders) {
    process.stdout.write(`${kind}: ${name}, --first ${index} with seed ${plan.seed}: ${what}\n`);
  }
  process.exitCode = tally.offenders.length === 0 ? 0 : 1;
}
