import { workerData } from 'node:worker_threads';
import { tryAll } from '../run/try-all.js';
import { mutation, type Plan, readOriginals, readTarget } from './plan.js';
import { tryBytes } from './try.js';

async function run({ plan, now }: { readonly plan: Plan; readonly now: Int32Array }): Promise<void> {
  const originals = readOriginals(plan.files);
  const target = await readTarget(plan.btf);
  tryAll(plan, now, (index) => {
    const { name, bytes } = mutation(originals, plan.seed, index);
    return { name, bytes, run: () => tryBytes(bytes, target) };
  });
}

await run(workerData);
