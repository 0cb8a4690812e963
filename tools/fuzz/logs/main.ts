import { parseArgs } from 'node:util';
import { runPlan, seededRange } from '../run/run.js';
import { mutation, readOriginals } from './plan.js';

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
const plan = seededRange(positionals, values.first, 'COUNT SEED FILE… [--first NUMBER] [--write FILE]');
if (plan === undefined) process.exitCode = 2;
else {
  const originals = readOriginals(plan.files);
  const worker = new URL('./worker.js', import.meta.url);
  process.exitCode = await runPlan(plan, worker, (index) => mutation(originals, plan.seed, index), values.write);
}
