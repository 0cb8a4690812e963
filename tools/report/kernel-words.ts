/** What the kernel's own report says beyond its message (7.3 and later). */

import type { LogTrace, ReportedPlace } from '../load/log/index.js';
import { type Cell, excerpt, LONGEST_LINE, PROSE_WIDTH, table, wrap } from './layout.js';
import type { Section } from './section.js';
import type { Style } from './style.js';

/** Events of the causal path that are shown: the last ones. */
const MOST_EVENTS = 20;

/** The kernel's reason, its path where the log shows none itself, and what it suggests. */
export function kernelWords({ report, steps }: LogTrace, style: Style): Section[] {
  if (report === undefined) return [];
  const { category, problem, reason, causalPath, suggestion } = report;
  const sections: Section[] = [];
  const headline = problem === '' ? category : `${category}: ${problem}`;
  if (reason !== '') sections.push({ title: `What the kernel says (${excerpt(headline, LONGEST_LINE)})`, lines: prose(reason) });
  if (steps.length <= 1 && causalPath.length > 0) {
    const left = causalPath.length - MOST_EVENTS;
    const shown = causalPath.slice(-MOST_EVENTS).map((event) => row(event, style));
    sections.push({
      title: 'The path, as the kernel tells it',
      lines: table(left > 0 ? [[{ text: `… ${left} earlier events` }], ...shown] : shown),
    });
  }
  if (suggestion !== '') sections.push({ title: 'What the kernel suggests', lines: prose(suggestion).map(style.help) });
  return sections;
}

function row({ insn, insns, source, label, text }: ReportedPlace, style: Style): Cell[] {
  const code = insns.find((line) => line.insn === insn)?.text ?? source ?? '';
  return [
    { text: insn === undefined ? '' : String(insn), paint: style.faint, right: true },
    { text: excerpt(code, LONGEST_LINE) },
    { text: label, paint: style.faint },
    { text: excerpt(text, LONGEST_LINE) },
  ];
}

function prose(text: string): string[] {
  return wrap(excerpt(text, LONGEST_LINE), PROSE_WIDTH - 4);
}
