import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { printTally, supervise } from '../run/supervise.js';
import { mutation, type Plan, readOriginals } from './plan.js';

/**
 * `fuzz:logs COUNT SEED FILE…`: mutations of logs, each read, explained, and followed with its program if there is one, within a time and
 * with a memory that are bounded. The files are logs, or rows of program JSON with a `log`. The same seed and files give the same mutations.
 * `--first N` begins with another number, `--write FILE` writes that mutation down instead. Ends with status 1 when something went wrong
 * with one.
 */
const { values, positionals } = parseArgs({
  options: { first: { type: 'string', default: '0' }, write: { type: 'string' } },
  allowPositionals: true,
});
const [count, seed, ...files] = positionals;
if (!Number.isInteger(Number(count)) || !Number.isInteger(Number(seed)) || files.length === 0) {
  process.stderr.write('usage: COUNT SEED FILE… [--first NUMBER] [--write FILE]\n');
  process.exit(2);
}
const plan: Plan = { count: Number(count), first: Number(values.first), seed: Number(seed), files };

const originals = readOriginals(files);
if (values.write !== undefined) {
  writeFileSync(values.write, mutation(originals, plan.seed, plan.first).bytes);
} else {
  const start = performance.now();
  const worker = new URL('./worker.js', import.meta.url);
  const tally = await supervise({ worker, plan, nameOf: (index) => mutation(originals, plan.seed, index).from.name });
  process.exitCode = printTally(tally, plan.seed, (performance.now() - start) / 1000);
}
