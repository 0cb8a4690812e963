import { readFileSync } from 'node:fs';
import { kernel } from '@kfuncspec/rules/6.1';
import { kernelOptions, loadObject, parseBtf } from '../load/index.js';

/** `node load-object.js OBJECT BTF`: loads an object for the first time in this process and prints how that went, as JSON. */
const [objectFile = '', btfFile = ''] = process.argv.slice(2);
const object = readFileSync(objectFile);
const types = readFileSync(btfFile);
const options = kernelOptions(kernel);

const start = performance.now();
const btf = parseBtf(types, { origin: 'kernel' });
if (!btf.ok) throw new Error(`${btfFile}: ${btf.error.message}`);
const loaded = loadObject(object, { ...options, targetBtf: btf.value });
if (!loaded.ok) throw new Error(`${objectFile}: ${loaded.error.message}`);
let instructions = 0;
let failures = 0;
for (const program of loaded.value.programs) {
  const code = program.load();
  if (code.ok) instructions += code.value.program.insns.length;
  else failures++;
}
const milliseconds = performance.now() - start;
process.stdout.write(JSON.stringify({ milliseconds, instructions, failures, types: btf.value.count }));
