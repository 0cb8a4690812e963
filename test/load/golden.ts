import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

/** A row of the golden files, as far as the loaders' tests look at it. */
export interface GoldenRow {
  readonly json: string;
  readonly name: string;
  readonly log: string | undefined;
  readonly insns: string;
  readonly expect: {
    readonly verdict: string;
    readonly message: string | null;
    readonly insn: number | null;
    readonly processed: number | null;
  };
}

const ROOT = new URL('../../../shared/golden/', import.meta.url);

/** The golden files stand beside a working copy, not in the repository. */
export function hasGolden(): boolean {
  return existsSync(new URL('6.1/verifier.jsonl.gz', ROOT));
}

export function goldenLines(kernel: string, file = 'verifier'): string[] {
  const text = gunzipSync(readFileSync(new URL(`${kernel}/${file}.jsonl.gz`, ROOT))).toString('utf8');
  return text.split('\n').filter((line) => line !== '');
}

export function goldenRows(kernel: string): GoldenRow[] {
  return goldenLines(kernel).map((json) => {
    const row: Omit<GoldenRow, 'json'> = JSON.parse(json);
    return { json, name: row.name, log: row.log, insns: row.insns, expect: row.expect };
  });
}

/** A row of objects.jsonl. */
export interface ObjectRow {
  readonly object: string;
  readonly program: string;
  readonly verdict: string;
  readonly stage: string;
  readonly insn: number | null;
  readonly message: string | null;
  readonly processed: number | null;
  readonly log: string | undefined;
}

export function objectRows(kernel: string): ObjectRow[] {
  return goldenLines(kernel, 'objects').map((json): ObjectRow => JSON.parse(json));
}
