import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { kernelFacts } from '../load/kernel_facts.js';
import { ProgramJsonLoader } from '../load/program_json.js';
import { compare, KINDS, type Kind, kernelText, verdictText } from './compare.js';
import { goldenRows, judgedRows } from './rows.js';

/**
 * `node main.js GOLDEN.jsonl[.gz] [VERDICTS.jsonl]`: how our verdicts compare with a kernel's. With `--show KIND[:N]` the first N programs
 * of a kind are printed with both verdicts.
 */
const args = process.argv.slice(2);
const shows = new Map<string, number>();
const files: string[] = [];
for (let i = 0; i < args.length; i++) {
  const arg = args[i] ?? '';
  if (arg === '--show') {
    const [kind = '', count = '5'] = (args[++i] ?? '').split(':');
    shows.set(kind, Number(count));
  } else files.push(arg);
}
const [programs, verdicts] = files;
if (programs === undefined) {
  process.stderr.write('usage: GOLDEN.jsonl[.gz] [VERDICTS.jsonl] [--show KIND:N]\n');
  process.exit(2);
}

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
  const ours = checkProgram(kernel, program.value);
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
