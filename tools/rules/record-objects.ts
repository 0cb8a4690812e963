import { copyFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { kernel } from '@kfuncspec/rules/6.1';
import { askObjects } from '../parity/judge.js';
import { caseFiles, isObject, readCases } from './cases.js';
import { Recorder } from './recorder.js';
import { writeVerdicts } from './verdicts.js';

/**
 * `node record-objects.js FOLDER RUN…`: has a real kernel load every object of cases below FOLDER and writes its verdicts beside them. RUN is
 * a command that takes a directory of objects and a file for its answers, such as `../shared/oracle/run-objs.sh 6.1`. Says where we differ.
 */
const [folder, command, ...args] = process.argv.slice(2);
if (folder === undefined || command === undefined) {
  process.stderr.write('usage: FOLDER RUN-COMMAND [ARGS…]\n');
  process.exit(2);
}

const files = caseFiles(folder).filter(isObject);
const rows = askObjects(command, args, (objects) => {
  for (const file of files) copyFileSync(join(folder, file), join(objects, basename(file)));
});
const recorder = new Recorder();
for (const file of files) {
  const verdicts = readCases(folder, file, kernel).map((one) => {
    const row = rows.find(({ object, program }) => object === basename(file) && program === one.name);
    return recorder.record(one, row?.said, row?.reason ?? 'no answer');
  });
  writeVerdicts(folder, file, kernel, new Map(verdicts.flat()));
}
recorder.report();
