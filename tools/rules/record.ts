import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { compare, kernelText, verdictText } from '../parity/compare.js';
import { askJudge } from '../parity/judge.js';
import { kernelVerdict } from '../parity/rows.js';
import { type Case, caseFiles, readCases } from './cases.js';
import { type RecordedVerdict, writeVerdicts } from './verdicts.js';

/**
 * `node record.js FOLDER JUDGE…`: asks a real kernel about every case below FOLDER and writes its verdicts beside them. JUDGE is a command
 * that takes a file of program JSON and a file for its answers, such as `python3 ../shared/oracle/judge.py 6.1`. Says where we differ.
 */
const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined) {
  process.stderr.write('usage: FOLDER JUDGE-COMMAND [ARGS…]\n');
  process.exit(2);
}

const files = caseFiles(folder).map((file) => ({ file, cases: readCases(folder, file, kernel) }));
const lines = askJudge(
  command,
  args,
  files.flatMap(({ cases }) => cases.map(({ json }) => json)),
);

let next = 0;
let differing = 0;
for (const { file, cases } of files) {
  const verdicts = new Map<string, RecordedVerdict>();
  for (const one of cases) record(one, lines[next++] ?? 'null', verdicts);
  writeVerdicts(folder, file, kernel, verdicts);
}
process.stdout.write(`${next} cases recorded, ${differing} on which we differ\n`);
process.exitCode = differing === 0 ? 0 : 1;

function record(one: Case, answer: string, verdicts: Map<string, RecordedVerdict>): void {
  const parsed: unknown = JSON.parse(answer);
  const verdict = kernelVerdict(parsed);
  if (verdict === undefined) {
    differing++;
    process.stdout.write(`${one.file}: ${one.name}: the kernel gave no verdict: ${answer.slice(0, 300)}\n`);
    return;
  }
  const ours = checkProgram(kernel, one.program);
  const kind = compare(verdict, ours);
  verdicts.set(one.name, ours.kind === 'inconclusive' ? { ...verdict, unmodelled: ours.rule } : verdict);
  if (kind === 'equal' || kind === 'no answer') return;
  differing++;
  process.stdout.write(`${one.file}: ${one.name}: ${kind}\n  kernel: ${kernelText(verdict)}\n  ours:   ${verdictText(ours)}\n`);
}
