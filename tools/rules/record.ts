import { kernel } from '@kfuncspec/rules/6.1';
import { askJudge } from '../parity/judge.js';
import { kernelVerdict } from '../parity/rows.js';
import { caseFiles, isObject, readCases } from './cases.js';
import { Recorder } from './recorder.js';
import { writeVerdicts } from './verdicts.js';

/**
 * `node record.js FOLDER JUDGE…`: asks a real kernel about every case below FOLDER that is a text, and writes its verdicts
 * beside them (record-objects.js does so for objects). JUDGE is a command
 * that takes a file of program JSON and a file for its answers, such as `python3 ../shared/oracle/judge.py 6.1`. Says where we differ.
 */
const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined) {
  process.stderr.write('usage: FOLDER JUDGE-COMMAND [ARGS…]\n');
  process.exit(2);
}

const files = caseFiles(folder)
  .filter((file) => !isObject(file))
  .map((file) => ({ file, cases: readCases(folder, file, kernel) }));
const lines = askJudge(
  command,
  args,
  files.flatMap(({ cases }) => cases.map(({ json }) => json)),
);

let next = 0;
const recorder = new Recorder();
for (const { file, cases } of files) {
  const answers = cases.map((one) => ({ one, answer: lines[next++] ?? 'null' }));
  const verdicts = answers.map(({ one, answer }) => recorder.record(one, kernelVerdict(JSON.parse(answer)), answer));
  writeVerdicts(folder, file, kernel, new Map(verdicts.flat()));
}
recorder.report();
