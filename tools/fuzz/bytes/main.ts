import { parseArgs } from 'node:util';
import { runPlan, seededRange } from '../run/run.js';
import { mutation, type Plan, readOriginals } from './plan.js';

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
const range = seededRange(positionals, values.first, 'COUNT SEED FILE… [--btf FILE] [--first NUMBER] [--write FILE]');
if (range === undefined) process.exitCode = 2;
else {
  const plan: Plan = { ...range, btf: values.btf };
  const originals = readOriginals(plan.files);
  const worker = new URL('./worker.js', import.meta.url);
  process.exitCode = await runPlan(plan, worker, (index) => mutation(originals, plan.seed, index), values.write);
}
