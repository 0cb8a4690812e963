import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { KernelVerdict } from '../parity/compare.js';
import { fromRecord, toRecord } from '../parity/rows.js';

/** What a kernel and the loader in front of it said of a program: a verdict, or why the loader never asked for one. */
export type ObjectVerdict = KernelVerdict | { readonly verdict: 'error'; readonly message: string };

/** Verdicts on the programs of one C file, by the program's name. */
export type ObjectVerdicts = ReadonlyMap<string, ObjectVerdict>;

const pathOf = (folder: string, file: string, kernel: string) => join(folder, `${basename(file, '.c')}.${kernel}.json`);

/** Reads a verdict as it was recorded; undefined for anything else. */
function objectVerdict(value: unknown): ObjectVerdict | undefined {
  if (typeof value !== 'object' || value === null || !('verdict' in value)) return undefined;
  if (value.verdict !== 'error') return fromRecord(value);
  return 'message' in value && typeof value.message === 'string' ? { verdict: 'error', message: value.message } : undefined;
}

/** The verdicts that stand beside a C file; empty when none were recorded. */
export function readObjectVerdicts(folder: string, file: string, kernel: string): ObjectVerdicts {
  const path = pathOf(folder, file, kernel);
  const parsed: unknown = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
  const verdicts = new Map<string, ObjectVerdict>();
  for (const [name, value] of Object.entries(typeof parsed === 'object' && parsed !== null ? parsed : {})) {
    const verdict = objectVerdict(value);
    if (verdict !== undefined) verdicts.set(name, verdict);
  }
  return verdicts;
}

/** Writes verdicts beside a C file, one line each. */
export function writeObjectVerdicts(folder: string, file: string, kernel: string, verdicts: ObjectVerdicts): void {
  const lines = [...verdicts].map(
    ([name, verdict]) => `  ${JSON.stringify(name)}: ${JSON.stringify(verdict.verdict === 'error' ? verdict : toRecord(verdict))}`,
  );
  writeFileSync(pathOf(folder, file, kernel), `{\n${lines.join(',\n')}\n}\n`);
}
