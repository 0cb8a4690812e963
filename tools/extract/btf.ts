import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { vmlinuxBtf } from './kernel-btf.js';
import { namesOf } from './object-names.js';
import { rootsOf, subset } from './subset.js';

/**
 * `extract:btf --btf vmlinux.btf --out FILE OBJECT…`: those of a kernel's types that the objects ask for, as raw BTF. A whole kernel's BTF has
 * megabytes; this is enough to relocate these objects anywhere.
 */
const { values, positionals } = parseArgs({
  options: { btf: { type: 'string' }, out: { type: 'string' } },
  allowPositionals: true,
});
if (!values.btf || !values.out || positionals.length === 0) throw new Error('--btf, --out and objects are needed');
const { types } = vmlinuxBtf(readFileSync(values.btf));
const wanted = new Set<string>();
for (const file of positionals) {
  const names = namesOf(readFileSync(file));
  if (!names.ok) throw new Error(`${file}: ${names.error.message}`);
  for (const name of names.value) wanted.add(name);
}
const bytes = subset(types, rootsOf(types, wanted));
writeFileSync(values.out, bytes);
process.stderr.write(`${vmlinuxBtf(bytes).types.count - 1} of ${types.count - 1} types, ${bytes.length} bytes\n`);
