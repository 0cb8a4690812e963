import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from '@kfuncspec/runtime/v1';
import type { KernelVerdict } from '../parity/compare.js';
import { fromRecord, toRecord } from '../parity/rows.js';
import { caseFileName } from './cases.js';

/** What a kernel said of a case. An empty `inner` is not written down; `unmodelled` names the row at which we give up on it. */
export type RecordedVerdict = KernelVerdict & { readonly unmodelled?: string };

/** Verdicts of one file of cases, by the case's name. */
export type RecordedFile = ReadonlyMap<string, RecordedVerdict>;

const pathOf = (folder: string, file: string, kernel: Kernel) => join(folder, `${caseFileName(file)}.${kernel.name}.json`);

/** The verdicts recorded beside a file of cases; empty when none were. */
export function readVerdicts(folder: string, file: string, kernel: Kernel): RecordedFile {
  const path = pathOf(folder, file, kernel);
  const verdicts = new Map<string, RecordedVerdict>();
  if (!existsSync(path)) return verdicts;
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) return verdicts;
  for (const [name, value] of Object.entries(parsed)) {
    const verdict = fromRecord(value);
    if (verdict === undefined) continue;
    const unmodelled: unknown = typeof value === 'object' && value !== null && 'unmodelled' in value ? value.unmodelled : undefined;
    verdicts.set(name, typeof unmodelled === 'string' ? { ...verdict, unmodelled } : verdict);
  }
  return verdicts;
}

/** Writes verdicts beside a file of cases, one line each, in the order of the cases. */
export function writeVerdicts(folder: string, file: string, kernel: Kernel, verdicts: RecordedFile): void {
  const lines = [...verdicts].map(([name, verdict]) => `  ${JSON.stringify(name)}: ${JSON.stringify(toRecord(verdict))}`);
  writeFileSync(pathOf(folder, file, kernel), `{\n${lines.join(',\n')}\n}\n`);
}
