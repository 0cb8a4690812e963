import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
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
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** What the log says of an instruction or a state. As its last line it is no message: the kernel refused the program without a word. */
const PROGRESS = /^(?:func#\d+ @\d+|(?:from \d+ to )?\d+: .*|(?:last_idx|regs=|parent ).*)$/;

const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null);

/** `expect` of a golden row, or a line that the judge wrote; undefined when there was no verdict. */
export function kernelVerdict(value: unknown): KernelVerdict | undefined {
  const row = record(value);
  const verdict = row.verdict;
  if (verdict !== 'accept' && verdict !== 'reject') return undefined;
  const message = row.message;
  return {
    verdict,
    errno: numberOrNull(row.errno) ?? 0,
    insn: numberOrNull(row.insn),
    message: typeof message === 'string' && !PROGRESS.test(message) ? message : null,
    processed: numberOrNull(row.processed),
  };
}

/** Rows of a golden file. */
export function goldenRows(path: string): Row[] {
  return readLines(path).map((text) => {
    const row = record(JSON.parse(text));
    return { name: String(row.name ?? ''), text, expect: kernelVerdict(row.expect) };
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
