import type { Kernel } from '@kfuncspec/runtime/v1';
import { type Cell, table } from '../report/layout.js';
import { AGREEING, compareObject, type ObjectKind, oursText, rowText, VERDICT_ONLY } from './object-compare.js';
import type { JudgedProgram } from './object-judge.js';
import type { ObjectRow } from './object-rows.js';

/** A golden row with how we compare. */
export interface Compared {
  /** `object:program`, unique in a golden file; the object alone when it could not be opened. */
  readonly name: string;
  readonly kind: ObjectKind;
  /** The row of the spec that decided, the kernel's or, when we say nothing, ours; null for what is accepted and for load errors. */
  readonly rule: string | null;
  /** What is not modelled, when we give no answer. */
  readonly missing: string | null;
  readonly theirs: string;
  readonly ours: string;
}

/** Compares an object's golden rows with its programs as we judge them. */
export function compareRows(rows: readonly ObjectRow[], judged: readonly JudgedProgram[]): Compared[] {
  return rows.map((row) => compareRow(row, judged));
}

function compareRow(row: ObjectRow, judged: readonly JudgedProgram[]): Compared {
  const name = row.program === null ? row.object : `${row.object}:${row.program}`;
  const found = match(row, judged);
  if (found === undefined) return { name, kind: 'not loaded', rule: null, missing: null, theirs: rowText(row), ours: 'no such program' };
  const { ours } = found;
  const verdict = 'verdict' in ours && ours.verdict.kind !== 'accept' ? ours.verdict : undefined;
  return {
    name,
    kind: compareObject(row, ours),
    rule: verdict?.rule ?? null,
    missing: verdict?.kind === 'inconclusive' ? verdict.message : null,
    theirs: rowText(row),
    ours: oursText(ours),
  };
}

/** An object that can't be opened as a whole has one row or one answer for all its programs. */
function match(row: ObjectRow, judged: readonly JudgedProgram[]): JudgedProgram | undefined {
  const whole = judged.find(({ program }) => program === null);
  if (row.program === null || whole !== undefined) return whole ?? judged[0];
  return judged.find(({ program, section }) => program === row.program && section === row.section);
}

interface Counts {
  judged: number;
  equal: number;
  verdictOnly: number;
  inconclusive: number;
  wrong: number;
  falseAccepts: number;
}

const noCounts = (): Counts => ({ judged: 0, equal: 0, verdictOnly: 0, inconclusive: 0, wrong: 0, falseAccepts: 0 });

/** Things that one row is said of, before the rest is only counted. */
const MOST_SAID = 3;

const ACCEPTED = 'accepted';
const RUNTIME = 'not in the spec';
const LOADER = 'what loaders spoiled';

function count(counts: Counts, kind: ObjectKind): void {
  counts.judged++;
  if (AGREEING.has(kind)) counts.equal++;
  else if (VERDICT_ONLY.has(kind)) counts.verdictOnly++;
  else if (kind === 'no answer') counts.inconclusive++;
  else if (kind === 'false accept') counts.falseAccepts++;
  else counts.wrong++;
}

/** The table: programs by the spec file of the row that decided, those accepted, and in all; then what could not be loaded. */
export function objectTable(compared: readonly Compared[], kernel: Kernel): string[] {
  const files = new Map(kernel.rules.map(({ id, file }) => [id, file]));
  const places = new Map<string, Counts>();
  const all = noCounts();
  const unloaded = { same: 0, other: 0, missing: 0 };
  for (const { kind, rule } of compared) {
    if (kind === 'load error') unloaded.same++;
    else if (kind === 'other reason') unloaded.other++;
    else if (kind === 'not loaded') unloaded.missing++;
    else {
      const place = rule === null ? ACCEPTED : (files.get(rule) ?? (rule.startsWith('loader/') ? LOADER : RUNTIME));
      const counts = places.get(place) ?? noCounts();
      places.set(place, counts);
      count(counts, kind);
      count(all, kind);
    }
  }
  const rows = [...places].sort(([a], [b]) => (a < b ? -1 : 1)).map(([place, counts]) => line(place, counts));
  const head = ['decided in', ...['judged', 'equal', 'verdict only', 'no answer', 'false rejects', 'false accepts'].map(right)];
  return [
    ...table([head, ...rows, line('in all', all)]),
    '',
    `not loaded, as with the kernel: ${unloaded.same} for the same reason, ${unloaded.other} for another; not loaded, but judged by the kernel: ${unloaded.missing}`,
  ];
}

function line(place: string, { judged, equal, verdictOnly, inconclusive, wrong, falseAccepts }: Counts): (Cell | string)[] {
  return [place, ...[judged, equal, verdictOnly, inconclusive, wrong, falseAccepts].map((n) => right(String(n)))];
}

function right(text: string): Cell {
  return { text, right: true };
}

/** What is not modelled, by row, the most frequent first, with the first few things that it is said of. */
export function missingTable(compared: readonly Compared[]): string[] {
  const reasons = new Map<string, { programs: number; readonly said: Set<string> }>();
  for (const { rule, missing } of compared) {
    if (rule === null || missing === null) continue;
    const reason = reasons.get(rule) ?? { programs: 0, said: new Set() };
    reasons.set(rule, reason);
    reason.programs++;
    reason.said.add(missing);
  }
  return [...reasons]
    .sort(([, a], [, b]) => b.programs - a.programs)
    .flatMap(([rule, { programs, said }]) => {
      const few = [...said].slice(0, MOST_SAID).map((text) => `          ${text}`);
      const more = said.size > MOST_SAID ? [`          and ${said.size - MOST_SAID} more`] : [];
      return [`${String(programs).padStart(6)}  ${rule}`, ...few, ...more];
    });
}
