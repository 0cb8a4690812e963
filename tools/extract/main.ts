import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { FACTS_FORMAT, type FactsHeader } from '../../generator/facts/format.js';
import { declarationsOf } from './declarations.js';
import { type KernelBtf, moduleBtf, vmlinuxBtf } from './kernel-btf.js';
import { factLines } from './lines.js';
import { readRoots, rootRequest } from './roots.js';

/**
 * `extract --kernel 6.1 --btf vmlinux.btf [--module NAME=FILE]… [--spec DIR] [--roots FILE] [--only MODULE] [--out FILE]`: the facts
 * of one kernel, from raw BTF (/sys/kernel/btf/vmlinux and /sys/kernel/btf/MODULE of the running kernel have that form), for the
 * kfuncs that the spec declares and what the roots file names. `--only` writes a module's own lines alone, for a spec directory
 * that extends spec/ with that module's kfuncs.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      kernel: { type: 'string' },
      btf: { type: 'string' },
      module: { type: 'string', multiple: true, default: [] },
      roots: { type: 'string', default: 'tools/extract/roots.txt' },
      spec: { type: 'string', default: 'spec' },
      only: { type: 'string' },
      out: { type: 'string' },
    },
  });
  if (!values.kernel || !values.btf) throw new Error('--kernel and --btf are needed');
  const vmlinux = vmlinuxBtf(readFileSync(values.btf));
  const modules = values.module.map((spec): KernelBtf => {
    const [name, file] = spec.split('=', 2);
    if (!name || !file) throw new Error(`--module takes NAME=FILE, not '${spec}'`);
    return moduleBtf(name, readFileSync(file), vmlinux);
  });
  const kfuncs = declarationsOf(values.spec, 'kfunc').map((kfunc) => kfunc.name.text);
  const requests = [...readRoots(readFileSync(values.roots, 'utf8')), ...kfuncs.map((name) => rootRequest('func', name, 2))];
  const btfs = [vmlinux, ...modules];
  const { lines: all, missing } = factLines(btfs, requests, new Set(kfuncs));
  const lines = all.filter((line) => !values.only || line.btf === values.only);
  const header: FactsHeader = { format: FACTS_FORMAT, kernel: values.kernel, btfs: values.only ? [values.only] : btfs.map((b) => b.name) };
  const text = `${[header, ...lines].map((line) => JSON.stringify(line)).join('\n')}\n`;
  writeFileSync(values.out ?? `spec/facts/${values.kernel}/types.jsonl`, text);
  for (const name of missing) process.stderr.write(`not found: ${name}\n`);
  process.stderr.write(`${lines.length} types, ${Buffer.byteLength(text)} bytes\n`);
}

main();
