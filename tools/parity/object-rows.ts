import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KernelVerdict } from './compare.js';
import { kernelVerdict, lastShown, readLines, record } from './rows.js';

/** What happened to one program of an object when libbpf loaded it into a kernel. */
export interface ObjectRow {
  readonly object: string;
  readonly section: string | null;
  /** null: the object as a whole could not be opened. */
  readonly program: string | null;
  /** Undefined when the program never got a verdict. */
  readonly said: KernelVerdict | undefined;
  /** libbpf's first warning, where there is no verdict. */
  readonly reason: string;
}

/** The kernel refused the program before its verifier wrote a word; libbpf calls that an error like any other. */
const REFUSED_UNHEARD = 'prog_load_no_log';

/** libbpf writes this into the log in place of the call that it put where an instruction can't work on the kernel. */
const POISONED = /^(\d+): <(?:invalid CO-RE relocation|missing map '.*'|invalid kfunc call)>$/m;

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null);

/**
 * Rows of a golden file of objects, or of what ../shared/oracle/run-objs.sh wrote: its rows have other names, and their logs stand in files of
 * their own.
 */
export function objectRows(path: string): ObjectRow[] {
  const logs = path.replace(/\.jsonl$/, '.logs');
  return readLines(path).map((text) => {
    const row = record(JSON.parse(text));
    return objectRow('last_error_line' in row || 'log_file' in row ? goldenFrom(row, logs) : row);
  });
}

function goldenFrom(row: Readonly<Record<string, unknown>>, logs: string): object {
  const name = textOrNull(row.log_file)?.replace(/[^A-Za-z0-9._/+-]/g, '_');
  const file = name === undefined ? undefined : join(logs, name);
  const log = file !== undefined && existsSync(file) ? readFileSync(file, 'latin1') : '';
  return { ...row, message: row.last_error_line, processed: row.verified_insns, insn: lastShown(log), log };
}

/** One row; an instruction that libbpf took out of the log is put back. */
export function objectRow(value: unknown): ObjectRow {
  const row = record(value);
  const unheard = row.verdict === 'error' && row.stage === REFUSED_UNHEARD;
  const said = kernelVerdict(unheard ? { verdict: 'reject', errno: row.errno } : row);
  const poisoned = said === undefined ? null : POISONED.exec(textOrNull(row.log) ?? '');
  return {
    object: textOrNull(row.object) ?? '',
    section: textOrNull(row.section),
    program: textOrNull(row.program),
    said: said !== undefined && poisoned !== null ? { ...said, insn: Number(poisoned[1]) } : said,
    reason: textOrNull(row.message)?.trim() ?? '',
  };
}
