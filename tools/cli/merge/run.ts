/** `merge`: reports of shards become the report of the whole run. */

import { isError, JsonReport, type Position } from '../../report/json.js';
import type { SarifNotification } from '../../report/sarif/format.js';
import { sarifRun, sarifText } from '../../report/sarif/log.js';
import { findInputs, readInput } from '../check/inputs.js';
import { complainUnmatched } from '../check/selection.js';
import { Tally } from '../check/tally.js';
import { Troubles } from '../check/troubles.js';
import { EXIT, InputError } from '../exit.js';
import { standardOutput } from '../output.js';
import type { KernelPart, Part, Placed } from './part.js';
import { isJsonReport, readJsonReport } from './read-json.js';
import { isSarif, readSarif } from './read-sarif.js';
import { completeRun } from './shards.js';

/** Runs the command; gives the exit status that the whole run would have had. */
export async function runMerge(files: readonly string[]): Promise<number> {
  const parts: Part[] = [];
  for (const file of files) parts.push(await readPart(file));
  const run = completeRun(parts);
  const output = standardOutput();
  const status = run[0]?.kernels[0]?.kind === 'json' ? mergeJson(run, output.write) : mergeSarif(run, output.write);
  await output.flush();
  complainUnmatched(unmatchedBy(run), [], []);
  return status;
}

async function readPart(file: string): Promise<Part> {
  const value = await readJson(file);
  if (isJsonReport(value)) return readJsonReport(file, value);
  if (isSarif(value)) return readSarif(file, value);
  throw new InputError(file, 'no report: `check --format json` and `check --format sarif` write some');
}

async function readJson(file: string): Promise<unknown> {
  const [found] = findInputs([file]);
  if (found === undefined || 'problem' in found) throw found?.problem ?? new InputError(file, 'no such file');
  const bytes = await readInput(found.input);
  try {
    return JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8'));
  } catch (error) {
    throw new InputError(file, `not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`);
  }
}

/** The values of all parts for one kernel, in the order of the whole run. */
function inOrder<P extends KernelPart, T>(parts: readonly P[], values: (part: P) => readonly Placed<T>[], sharded: boolean): T[] {
  const all = parts.flatMap(values);
  // without shards the parts stand behind each other
  if (sharded) all.sort((a, b) => compare(a.position, b.position));
  return all.map(({ value }) => value);
}

function compare(a: Position, b: Position): number {
  return a[0] - b[0] || a[1] - b[1];
}

/** Each kernel's shares of one kind. */
function shares<K extends KernelPart['kind']>(run: readonly Part[], kind: K): Extract<KernelPart, { readonly kind: K }>[][] {
  const isOfKind = (part: KernelPart | undefined): part is Extract<KernelPart, { readonly kind: K }> => part?.kind === kind;
  return (run[0]?.kernels ?? []).map((_, i) => run.map(({ kernels }) => kernels[i]).filter(isOfKind));
}

function mergeJson(run: readonly Part[], write: (text: string) => void): number {
  const kernels = shares(run, 'json').map((parts) => ({
    kernel: parts[0]?.kernel ?? '',
    results: inOrder(parts, ({ results }) => results, run[0]?.shard !== null),
  }));
  const names = kernels.map(({ kernel }) => kernel);
  const report = new JsonReport(names, write);
  const tally = new Tally('program');
  const troubles = new Troubles(names);
  for (let i = 0; i < (kernels[0]?.results.length ?? 0); i++) {
    const results = kernels.flatMap((kernel) => kernel.results[i] ?? []);
    for (const [kernel, result] of results.entries()) {
      tally.add(result.verdict);
      report.add(kernel, result);
    }
    if (results.some(isError)) troubles.tell(results.map((result) => (isError(result) ? result : null)));
  }
  report.end();
  troubles.end();
  return tally.exitStatus;
}

function mergeSarif(run: readonly Part[], write: (text: string) => void): number {
  const sharded = run[0]?.shard !== null;
  let status: number = EXIT.ok;
  const kernels = shares(run, 'sarif');
  const troubles = new SarifTroubles(kernels.map(([part]) => part?.kernel ?? ''));
  const runs = kernels.map((parts, kernel) => {
    const exitCode = Math.max(EXIT.ok, ...parts.map((part) => part.exitCode));
    status = Math.max(status, exitCode);
    const notifications = inOrder(parts, (part) => part.notifications, sharded);
    for (const { properties } of notifications) troubles.add(kernel, properties);
    return sarifRun({
      kernel: parts[0]?.kernel ?? '',
      version: parts[0]?.version ?? '',
      results: inOrder(parts, ({ results }) => results, sharded),
      notifications,
      rules: parts.flatMap(({ rules }) => rules),
      exitCode,
      shard: null,
    });
  });
  write(sarifText(runs));
  troubles.tell();
  return status;
}

/** The notifications of all kernels: what one run tells of a program at once stands in several runs of a log. */
class SarifTroubles {
  private readonly found = new Map<string, (SarifNotification['properties'] | null)[]>();
  private readonly counts = new Map<string, number>();

  constructor(private readonly kernels: readonly string[]) {}

  add(kernel: number, trouble: SarifNotification['properties']): void {
    const what = JSON.stringify([trouble.file, trouble.program ?? [trouble.message]]);
    // a file may have been given twice, or a program's name stand in it twice
    const count = (this.counts.get(`${kernel} ${what}`) ?? 0) + 1;
    this.counts.set(`${kernel} ${what}`, count);
    const key = `${count} ${what}`;
    const troubles = this.found.get(key) ?? this.kernels.map(() => null);
    troubles[kernel] = trouble;
    this.found.set(key, troubles);
  }

  tell(): void {
    const troubles = new Troubles(this.kernels);
    for (const found of this.found.values()) troubles.tell(found);
    troubles.end();
  }
}

/** Names that no shard has. */
function unmatchedBy(run: readonly Part[]) {
  const shards = run.flatMap(({ shard }) => (shard === null ? [] : [shard]));
  const everywhere = (option: 'program' | 'section'): string[] =>
    (shards[0]?.unmatched[option] ?? []).filter((name) => shards.every(({ unmatched }) => unmatched[option].includes(name)));
  return { program: everywhere('program'), section: everywhere('section') };
}
