import { parseArgs } from 'node:util';
import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram, type TypeTables } from '@kfuncspec/runtime/v1';
import { kernelFacts } from '../load/kernel-facts.js';
import { ProgramJsonLoader } from '../load/program-json.js';
import { compare, KINDS, type Kind, kernelText, verdictText } from './compare.js';
import { kernelTypes } from './kernel-types.js';
import { goldenRows, judgedRows } from './rows.js';

/**
 * `node main.js GOLDEN.jsonl[.gz] [VERDICTS.jsonl]`: how our verdicts compare with a kernel's. With `--show KIND[:N]` the first N programs
 * of a kind are printed with both verdicts; with `--btf KERNEL-BTF [--modules DIR]` types are read out of the kernel's own BTF.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    show: { type: 'string', multiple: true, default: [] },
    btf: { type: 'string' },
    modules: { type: 'string' },
  },
});
const shows = new Map<string, number>();
for (const arg of values.show) {
  const [kind = '', count = '5'] = arg.split(':');
  shows.set(kind, Number(count));
}
const [programs, verdicts] = positionals;
if (programs === undefined) {
  process.stderr.write('usage: GOLDEN.jsonl[.gz] [VERDICTS.jsonl] [--show KIND:N] [--btf KERNEL-BTF [--modules DIR]]\n');
  process.exit(2);
}

function typeTables(): TypeTables | undefined {
  return values.btf === undefined ? undefined : kernelTypes(values.btf, values.modules).tables(kernelFacts(kernel));
}

const tables = typeTables();
const rows = verdicts === undefined ? goldenRows(programs) : judgedRows(programs, verdicts);
const loader = new ProgramJsonLoader(kernelFacts(kernel));
const counts = new Map<Kind, number>();
const reasons = new Map<string, number>();
let judged = 0;
const start = performance.now();
for (const row of rows) {
  if (row.expect === undefined) continue;
  const program = loader.load(row.text);
  if (!program.ok) {
    process.stdout.write(`${row.name}: ${program.error.message}\n`);
    continue;
  }
  judged++;
  const ours = checkProgram(kernel, tables === undefined ? program.value : { ...program.value, typeTables: tables });
  const kind = compare(row.expect, ours);
  counts.set(kind, (counts.get(kind) ?? 0) + 1);
  if (ours.kind === 'inconclusive') reasons.set(ours.rule, (reasons.get(ours.rule) ?? 0) + 1);
  const left = shows.get(kind) ?? 0;
  if (left > 0) {
    shows.set(kind, left - 1);
    process.stdout.write(`${kind}: ${row.name}\n  kernel: ${kernelText(row.expect)}\n  ours:   ${verdictText(ours)}\n`);
  }
}
const seconds = (performance.now() - start) / 1000;
process.stdout.write(`${judged} programs in ${seconds.toFixed(1)} s\n`);
for (const kind of KINDS) process.stdout.write(`${String(counts.get(kind) ?? 0).padStart(8)}  ${kind}\n`);
for (const [rule, count] of [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 30))
  process.stdout.write(`${String(count).padStart(8)}    ${rule}\n`);
