import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kernel } from '@kfuncspec/rules/6.1';
import { kernelOptions, loadObject } from '../load/index.js';
import { kernelTypes } from '../parity/kernel-types.js';

/**
 * `node object-programs.js DIR KERNEL-BTF [MODULES]`: the programs of object files as `.jsonl` on standard output, to be disturbed and judged.
 * Left out are those that program JSON can't say: such as ask for the kernel's variables or settings, or hold what the loader spoiled.
 */
const [dir, btf, modulesDir] = process.argv.slice(2);
if (dir === undefined || btf === undefined) {
  process.stderr.write('usage: DIR KERNEL-BTF [MODULES]\n');
  process.exit(2);
}
const { btf: targetBtf, modules } = kernelTypes(btf, modulesDir);
for (const file of readdirSync(dir).sort()) {
  if (!file.endsWith('.o')) continue;
  const object = loadObject(readFileSync(join(dir, file)), { ...kernelOptions(kernel), targetBtf, modules });
  if (!object.ok) continue;
  for (const { name, load } of object.value.programs) {
    const code = load();
    if (!code.ok || code.value.poisoned.length > 0) continue;
    const { symbols = [], unknownConstants = [] } = code.value.program;
    if (symbols.length > 0 || unknownConstants.length > 0) continue;
    // whoever loads program JSON freezes no map
    const maps = code.value.json.maps.map(({ frozen, contents, ...map }) => map);
    process.stdout.write(`${JSON.stringify({ ...code.value.json, name: `${file}: ${name}`, maps })}\n`);
  }
}
