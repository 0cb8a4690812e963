/** The report of `replay` for people. */

import { type Cell, count, excerpt, table } from '../../report/layout.js';
import { renderSections, type Section } from '../../report/section.js';
import type { Style } from '../../report/style.js';
import type { Summary, Trouble } from '../summary.js';
import { type Difference, PARTS, type Part } from '../tally.js';

/** Reasons and programs that are told one by one. */
const MOST_TOLD = 10;
/** Letters of a value or a reason that are shown. */
const LONGEST = 1000;

const NAMES: Readonly<Record<Part, string>> = {
  register: 'registers',
  'stack slot': 'stack slots',
  'precise mark': 'marks of precision',
  'liveness mark': 'marks of liveness',
  references: 'references held',
  callback: 'callbacks',
  frame: 'frames',
  'what is set': 'what is set, where all of it is shown',
  path: 'instructions of the path',
};

/** The whole report, ending with a newline. */
export function replayText(summary: Summary, kernel: string, style: Style): string {
  const { tally } = summary;
  const sections: (Section | null)[] = [{ lines: headLines(summary, kernel, style) }];
  if (tally.lines > 0 || PARTS.some((part) => tally.of(part).compared > 0)) sections.push(counts(summary, style));
  const differences = PARTS.flatMap((part) => tally.of(part).first ?? []);
  if (differences.length > 0)
    sections.push({ title: 'The first difference of each kind', lines: differences.flatMap((d) => differenceLines(d, style)) });
  sections.push(troubles('Programs that the machine can not judge', summary.unjudged, style));
  sections.push(troubles('Logs that could not be used', summary.unusable, style));
  return renderSections(sections, style);
}

function headLines({ followed, onePath, silent, withoutLog, tally, unjudged, unusable }: Summary, kernel: string, style: Style): string[] {
  const isEqual = tally.differences === 0;
  const verdict = followed === 0 ? 'nothing was followed' : isEqual ? 'all equal' : count(tally.differences, 'difference');
  const paint = isEqual && unjudged.length + unusable.length === 0 ? style.accept : style.reject;
  const lines = [`${paint(verdict)}: ${count(followed, 'log')} followed with Linux ${kernel}`];
  const remarks = [
    [onePath, 'of one path only: its marks can not be compared', 'of one path only: their marks can not be compared'],
    [silent, 'that shows no instruction', 'that show no instruction'],
  ] as const;
  for (const [n, one, many] of remarks) if (n > 0) lines.push(`  ${style.faint(`${count(n, 'log')} ${n === 1 ? one : many}`)}`);
  if (withoutLog > 0) lines.push(`  ${style.faint(`${count(withoutLog, 'row')} without a log`)}`);
  return lines;
}

function counts({ tally }: Summary, style: Style): Section {
  const rows: Cell[][] = [
    [{ text: '' }, { text: 'compared', right: true, paint: style.faint }, { text: 'equal', right: true, paint: style.faint }, { text: '' }],
  ];
  const add = (name: string, compared: number, equal: number): void => {
    if (compared === 0) return;
    const paint = equal === compared ? {} : { paint: style.mark };
    rows.push([
      { text: name },
      { text: number(compared), right: true },
      { text: number(equal), right: true, ...paint },
      { text: share(equal, compared) },
    ]);
  };
  add('lines that show a state', tally.lines, tally.linesEqual);
  add('registers and stack slots, with all their marks', tally.states, tally.statesEqual);
  for (const part of PARTS) add(`  ${NAMES[part]}`, tally.of(part).compared, tally.of(part).equal);
  const lines = table(rows);
  if (tally.linesLeft > 0) lines.push(`${count(tally.linesLeft, 'line')} with a state that nothing was compared with`);
  return { title: 'What the logs show', lines };
}

function differenceLines({ part, program, line, insn, what, kernel, ours }: Difference, style: Style): string[] {
  const where = `line ${line}, instruction ${insn}${program === '' ? '' : `, ${excerpt(program, LONGEST)}`}`;
  return [
    `${style.name(part)}: ${excerpt(what, LONGEST)}  ${style.faint(where)}`,
    `  the log  ${excerpt(kernel === '' ? 'an unknown number' : kernel, LONGEST)}`,
    `  ours     ${excerpt(ours === '' ? 'an unknown number' : ours, LONGEST)}`,
  ];
}

function troubles(title: string, list: readonly Trouble[], style: Style): Section | null {
  if (list.length === 0) return null;
  const reasons = new Map<string, Trouble[]>();
  for (const trouble of list) reasons.set(trouble.message, [...(reasons.get(trouble.message) ?? []), trouble]);
  const sorted = [...reasons].sort((a, b) => b[1].length - a[1].length);
  const rows = sorted
    .slice(0, MOST_TOLD)
    .map(([message, those]): Cell[] => [
      { text: number(those.length), right: true },
      { text: excerpt(message, LONGEST) },
      { text: excerpt(those[0]?.program ?? '', LONGEST), paint: style.faint },
    ]);
  const left = sorted.length - MOST_TOLD;
  return { title, lines: [...table(rows), ...(left > 0 ? [`and ${count(left, 'further reason')}`] : [])] };
}

function number(n: number): string {
  return n.toLocaleString('en');
}

function share(equal: number, compared: number): string {
  if (equal === compared) return '100 %';
  // never 100 for less than all
  return `${Math.min(99.99, (equal * 100) / compared).toFixed(2)} %`;
}
