import { workerData } from 'node:worker_threads';
import type { SeededRange } from '../run/run.js';
import { tryAll } from '../run/try-all.js';
import { mutation, readOriginals, readTarget } from './plan.js';
import { tryLog } from './try.js';

async function run({ plan, now }: { readonly plan: SeededRange; readonly now: Int32Array }): Promise<void> {
  const originals = readOriginals(plan.files);
  const target = await readTarget();
  tryAll(plan, now, (index) => {
    const { name, from, bytes } = mutation(originals, plan.seed, index);
    return { name, bytes, run: () => tryLog(bytes, from.row, target) };
  });
}

await run(workerData);
