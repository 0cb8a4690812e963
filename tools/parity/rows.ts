import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { asRecord } from '../load/json-value.js';
import type { KernelVerdict } from './compare.js';

/** A program as JSON text, with what a kernel said of it when the row has that. */
export interface Row {
  readonly name: string;
  readonly text: string;
  readonly expect: KernelVerdict | undefined;
}

/** The lines of a `.jsonl` or `.jsonl.gz` file, empty ones left out. */
export function readLines(path: string): string[] {
  const bytes = readFileSync(path);
  const text = path.endsWith('.gz') ? gunzipSync(bytes).toString('utf8') : bytes.toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

/** The properties of an object; none of anything else. */
export function record(value: unknown): Readonly<Record<string, unknown>> {
  return asRecord(value) ?? {};
}

/** What the log says of an instruction or a state. As its last line it is no message: the kernel refused the program without a word. */
const PROGRESS = /^(?:func#\d+ @\d+|(?:from \d+ to )?\d+: .*|(?:last_idx|regs=|parent ).*)$/;

/** What stands between the instructions of a log besides: states of several frames, which function is entered, left or done, statistics. */
const BETWEEN =
  /^(?: .*|caller:|callee:|returning from callee:|to caller at \d+:|Validating .*|Func#\d+ .*|processed \d+ insns .*|verification time .*|stack depth .*)?$/;

/** Behind a message that the kernel ends without a newline, the log's statistics go on in the same line. */
const STATISTICS = /(?<=.)(?:verification time \d+ usec|processed \d+ insns .*)$/;

/** A message but for its numbers. */
const shape = (message: string) => message.replace(/\d+/g, 'N');

/**
 * The lines of a log right above its message that are of the same failure: what inner checks said. Undefined when the log lacks the
 * message, or has no instructions (`walked`: though some were visited), so that remarks of other checks may stand there as well. One that
 * is said of several things (each leaked reference) counts once, as the last of them.
 */
function innerOf(log: string, message: string, walked: boolean): string[] | undefined {
  const lines = log.split('\n').map((line) => line.replace(STATISTICS, ''));
  const at = lines.lastIndexOf(message);
  if (at < 0) return undefined;
  let from = at;
  while (from > 0 && !PROGRESS.test(lines[from - 1] ?? '') && !BETWEEN.test(lines[from - 1] ?? '')) from--;
  if (from === 0 && walked) return undefined;
  return lines.slice(from, at).filter((line, i) => shape(line) !== shape(lines[from + i + 1] ?? '') && shape(line) !== shape(message));
}

/** An instruction as the verifier's log shows it, `BUG_xx` when it has no text for it. */
const INSTRUCTION = /^(\d+): (?:\([0-9a-f]{2}\) |BUG_\w+$)/;

/** The last instruction that a log shows; null when it shows none. */
export function lastShown(log: string): number | null {
  for (let end = log.length; end > 0; ) {
    const start = log.lastIndexOf('\n', end - 1) + 1;
    const shown = INSTRUCTION.exec(log.slice(start, end))?.[1];
    if (shown !== undefined) return Number(shown);
    end = start - 1;
  }
  return null;
}

const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === 'string');

const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/** `expect` of a golden row, with its log if there is one, or a line that the judge wrote; undefined when there was no verdict. */
export function kernelVerdict(value: unknown, log?: unknown): KernelVerdict | undefined {
  const row = record(value);
  const verdict = row.verdict;
  if (verdict !== 'accept' && verdict !== 'reject') return undefined;
  const message = typeof row.message === 'string' && !PROGRESS.test(row.message) ? row.message.replace(STATISTICS, '') : null;
  const text = log ?? row.log;
  const processed = numberOrNull(row.processed);
  const read = message !== null && typeof text === 'string' ? innerOf(text, message, processed !== 0) : undefined;
  const inner = isTexts(row.inner) ? row.inner : read;
  // whoever recorded it may not have known an instruction without a text
  const shown = typeof text === 'string' ? lastShown(text) : null;
  return {
    verdict,
    errno: numberOrNull(row.errno) ?? 0,
    insn: shown ?? numberOrNull(row.insn),
    message,
    ...(inner === undefined ? {} : { inner }),
    processed,
  };
}

/** A verdict that was written down by `toRecord`; undefined for anything else. */
export function fromRecord(value: unknown): KernelVerdict | undefined {
  const verdict = kernelVerdict(value);
  return verdict === undefined || verdict.message === null ? verdict : { inner: [], ...verdict };
}

/** A verdict as it is written down: where inner checks said nothing, nothing of them. */
export function toRecord<V extends Pick<KernelVerdict, 'inner'>>({ inner, ...verdict }: V): object {
  return inner === undefined || inner.length === 0 ? verdict : { ...verdict, inner };
}

/** Rows of a golden file. */
export function goldenRows(path: string): Row[] {
  return readLines(path).map((text) => {
    const row = record(JSON.parse(text));
    return { name: String(row.name ?? ''), text, expect: kernelVerdict(row.expect, row.log) };
  });
}

/** Programs of one file, verdicts of another, line by line. */
export function judgedRows(programs: string, verdicts: string): Row[] {
  const said = readLines(verdicts);
  return readLines(programs).map((text, i) => ({
    name: String(record(JSON.parse(text)).name ?? ''),
    text,
    expect: kernelVerdict(JSON.parse(said[i] ?? 'null')),
  }));
}
