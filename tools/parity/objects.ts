import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernel } from '@kfuncspec/rules/6.1';
import { parseKernelConfig } from '../load/elf/index.js';
import { changes, knownDeviations } from './deviations.js';
import { kernelTypes } from './kernel-types.js';
import { AGREEING } from './object-compare.js';
import { judgeObject } from './object-judge.js';
import { type ObjectRow, objectRows } from './object-rows.js';
import { type Compared, compareRows, missingTable, objectTable } from './object-tally.js';

/**
 * `node objects.js DIR-OF-OBJECTS GOLDEN.jsonl[.gz] --btf KERNEL-BTF [--modules DIR] [--kconfig FILE] [--show KIND[:N]] [--known FILE]`: how our verdicts on
 * the programs of object files compare with those of a kernel that libbpf loaded them into. Exit status 1: a false accept, a deviation that
 * the file of known ones doesn't have, or one that it has and that was mended.
 */
const USAGE = 'usage: DIR-OF-OBJECTS GOLDEN.jsonl[.gz] --btf KERNEL-BTF [--modules DIR] [--kconfig FILE] [--show KIND[:N]]… [--known FILE]';

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      btf: { type: 'string' },
      modules: { type: 'string' },
      kconfig: { type: 'string' },
      show: { type: 'string', multiple: true, default: [] },
      known: { type: 'string', default: `test/golden/objects.${kernel.name}.json` },
    },
  });
  const [dir, golden] = positionals;
  if (dir === undefined || golden === undefined || values.btf === undefined) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const target = kernelTypes(values.btf, values.modules);
  const kconfig = values.kconfig === undefined ? undefined : parseKernelConfig(readFileSync(values.kconfig, 'utf8'));
  const present = new Set(readdirSync(dir));
  const start = performance.now();
  const compared: Compared[] = [];
  let absent = 0;
  for (const [object, rows] of byObject(objectRows(golden))) {
    if (present.has(object)) compared.push(...compareRows(rows, judgeObject(join(dir, object), kernel, target, kconfig)));
    else absent++;
  }
  const seconds = (performance.now() - start) / 1000;
  say(`${compared.length} rows in ${seconds.toFixed(1)} s${absent > 0 ? `; ${absent} objects are not in ${dir}` : ''}`);
  say('', ...objectTable(compared, kernel), '', ...missingTable(compared));
  for (const wanted of values.show) show(compared, wanted);
  return report(compared, values.known);
}

function byObject(rows: readonly ObjectRow[]): ReadonlyMap<string, readonly ObjectRow[]> {
  const objects = new Map<string, ObjectRow[]>();
  for (const row of rows) {
    const list = objects.get(row.object);
    if (list === undefined) objects.set(row.object, [row]);
    else list.push(row);
  }
  return objects;
}

function show(compared: readonly Compared[], wanted: string): void {
  const [kind = '', count = '5'] = wanted.split(':');
  for (const row of compared.filter((c) => c.kind === kind).slice(0, Number(count))) say('', ...described(row));
}

function described({ name, kind, theirs, ours }: Compared): string[] {
  return [`${kind}: ${name}`, `  kernel: ${theirs}`, `  ours:   ${ours}`];
}

function report(compared: readonly Compared[], knownFile: string): number {
  const deviating = compared.filter(({ kind }) => !AGREEING.has(kind));
  const { fresh, mended } = changes(deviating, knownDeviations(knownFile));
  for (const row of fresh) say('', 'new deviation', ...described(row));
  const rows = new Set(compared.map(({ name }) => name));
  const stale = mended.filter((name) => rows.has(name));
  if (stale.length > 0) say('', `no deviation any more, take it out of ${knownFile}:`, ...stale.map((name) => `  ${name}`));
  return fresh.length > 0 || stale.length > 0 || compared.some(({ kind }) => kind === 'false accept') ? 1 : 0;
}

function say(...lines: readonly string[]): void {
  process.stdout.write(`${lines.join('\n')}\n`);
}

process.exitCode = main();
