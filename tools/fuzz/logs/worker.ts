import { workerData } from 'node:worker_threads';
import { tryAll } from '../run/try-all.js';
import { mutation, type Plan, readOriginals, readTarget } from './plan.js';
import { tryLog } from './try.js';

async function run({ plan, now }: { readonly plan: Plan; readonly now: Int32Array }): Promise<void> {
  const originals = readOriginals(plan.files);
  const target = await readTarget();
  tryAll(plan, now, (index) => {
    const { from, bytes } = mutation(originals, plan.seed, index);
    return { name: from.name, bytes, run: () => tryLog(bytes, from.row, target) };
  });
}

await run(workerData);
