import { askObjects } from '../parity/judge.js';
import type { ObjectRow } from '../parity/object-rows.js';
import { cFiles, compileFolder, objectName } from './compile.js';
import { type ObjectVerdict, writeObjectVerdicts } from './verdicts.js';

/**
 * `node record.js FOLDER KERNEL COMMAND…`: compiles the C files of a folder, asks a real kernel about every program, and writes what it said
 * beside them. COMMAND takes the kernel, a folder of objects and a file for the answers, as `bash ../shared/oracle/run-objs.sh` does; the logs
 * stand in a folder beside the answers.
 */
const [folder, kernel, command, ...args] = process.argv.slice(2);
if (folder === undefined || kernel === undefined || command === undefined) {
  process.stderr.write('usage: FOLDER KERNEL COMMAND [ARGS…]\n');
  process.exit(2);
}

/** What libbpf writes in front of what it warns of. */
const WARNING = /^libbpf: (?:prog '\w+': )?/;

const rows = askObjects(command, [...args, kernel], (objects) => compileFolder(folder, objects));
for (const file of cFiles(folder)) {
  const own = rows.filter((row) => row.object === objectName(file));
  const verdicts = new Map(own.map((row) => [String(row.program), verdictOf(row)]));
  writeObjectVerdicts(folder, file, kernel, verdicts);
  process.stdout.write(`${file}: ${verdicts.size} programs\n`);
}

function verdictOf({ said, reason }: ObjectRow): ObjectVerdict {
  return said ?? { verdict: 'error', message: reason.replace(WARNING, '') };
}
