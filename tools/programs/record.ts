import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectRow, objectRows } from '../parity/object-rows.js';
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

const work = mkdtempSync(join(tmpdir(), 'programs-'));
try {
  const objects = join(work, 'objects');
  const answers = join(work, 'answers.jsonl');
  compileFolder(folder, objects);
  const { status } = spawnSync(command, [...args, kernel, objects, answers], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} failed (status ${status})`);
  const rows = objectRows(answers);
  for (const file of cFiles(folder)) {
    const own = rows.filter((row) => row.object === objectName(file));
    const verdicts = new Map(own.map((row) => [String(row.program), verdictOf(row)]));
    writeObjectVerdicts(folder, file, kernel, verdicts);
    process.stdout.write(`${file}: ${verdicts.size} programs\n`);
  }
} finally {
  rmSync(work, { recursive: true });
}

function verdictOf({ said, reason }: ObjectRow): ObjectVerdict {
  return said ?? { verdict: 'error', message: reason.replace(WARNING, '') };
}
