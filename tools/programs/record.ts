import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readLines } from '../parity/rows.js';
import { cFiles, compileFolder, objectName } from './compile.js';
import { type ObjectVerdict, objectVerdict, writeObjectVerdicts } from './verdicts.js';

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

const work = mkdtempSync(join(tmpdir(), 'programs-'));
try {
  const objects = join(work, 'objects');
  const answers = join(work, 'answers.jsonl');
  compileFolder(folder, objects);
  const { status } = spawnSync(command, [...args, kernel, objects, answers], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} failed (status ${status})`);
  const rows = readLines(answers).map((line) => fields(JSON.parse(line)));
  for (const file of cFiles(folder)) {
    const own = rows.filter((row) => row.object === objectName(file));
    const verdicts = new Map(own.map((row) => [String(row.program), verdictOf(row, join(work, 'answers.logs'))]));
    writeObjectVerdicts(folder, file, kernel, verdicts);
    process.stdout.write(`${file}: ${verdicts.size} programs\n`);
  }
} finally {
  rmSync(work, { recursive: true });
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

function verdictOf(row: Readonly<Record<string, unknown>>, logs: string): ObjectVerdict {
  const { verdict, errno, last_error_line: line, verified_insns: processed, log_file: file } = row;
  const log = typeof file === 'string' && existsSync(join(logs, file)) ? readFileSync(join(logs, file), 'latin1') : '';
  const message = typeof line === 'string' ? line.replace(/^libbpf: (?:prog '\w+': )?/, '') : null;
  const said = objectVerdict(verdict === 'error' ? { verdict, message } : { verdict, errno, insn: lastInsn(log), message, processed });
  if (said === undefined) throw new Error(`no verdict: ${JSON.stringify(row)}`);
  return said;
}

/** The last instruction that a log shows: the one at fault. Loaders write over what they poisoned. */
function lastInsn(log: string): number | null {
  const last = [...log.matchAll(/^(\d+): (?:\([0-9a-f]{2}\) |<invalid )/gm)].at(-1)?.[1];
  return last === undefined ? null : Number(last);
}
