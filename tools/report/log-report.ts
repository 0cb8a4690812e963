/** The report of a rejection that stands in a kernel's log. */

import type { Program } from '@kfuncspec/runtime/v1';
import type { LogTrace } from '../load/log/index.js';
import { evidenceSections } from './evidence.js';
import { kernelWords } from './kernel-words.js';
import { excerpt, LONGEST_LINE, listed } from './layout.js';
import { logInsns } from './log-insns.js';
import { logPath } from './log-path.js';
import { formatKernels, type LogReason, type RuleBook, reasonOf } from './log-reason.js';
import { Names } from './names.js';
import { ruleSections } from './rule-page.js';
import { renderSections, type Section } from './section.js';
import type { Style } from './style.js';

/** What a log said of one program, explained. */
export interface LogReport {
  readonly text: string;
  /** False when no rule of a spec writes the message, and the kernel says nothing more about it. */
  readonly known: boolean;
}

/** Does a trace hold a rejection? */
export function isRejected({ message, report }: LogTrace): boolean {
  return message !== undefined || report !== undefined;
}

/** Explains the rejection of a trace that has one. `books` are the kernels that may know it, the one that was asked for first. */
export function logReport(file: string, trace: LogTrace, books: readonly RuleBook[], style: Style): LogReport {
  const reason = reasonOf(trace, books);
  const { insns, text, calls } = logInsns(trace);
  const insn = trace.insn ?? trace.report?.at?.insn ?? null;
  const path = trace.steps.length > 0 ? logPath(trace, insns) : null;
  const { book, message, because } = reason;
  const { kernel } = book;
  const program = programOf(trace, insns, calls);
  // a log tells the kernel's structures by name, of maps it tells too little
  const names = new Names(kernel, [], []);
  const sections: (Section | null)[] = [
    head(file, trace, reason, insn, style),
    ...evidenceSections(
      { kernel, program, insn, message, inner: because, asked: null, path, names, disassemble: (_, at) => text(at) },
      sourceFinder(trace),
      style,
    ),
    ...kernelWords(trace, style),
    ...rules(trace, reason, books, style),
  ];
  return { text: renderSections(sections, style), known: reason.matches.length > 0 || trace.report !== undefined };
}

function head(file: string, trace: LogTrace, reason: LogReason, insn: number | null, style: Style): Section {
  const where = [`${file === '-' ? 'standard input' : file}:${reason.line}`];
  if (trace.program !== undefined) where.push(`program ${trace.program}`);
  if (insn !== null) where.push(`instruction ${insn}`);
  if (reason.matches.length > 0) where.push(`explained by the rules of Linux ${reason.book.kernel.name}`);
  const lines = [
    `${style.reject('rejected')}${style.message(`: ${excerpt(reason.message, LONGEST_LINE)}`)}`,
    `  ${style.faint('in')} ${excerpt(where.join(', '), LONGEST_LINE)}`,
  ];
  for (const text of reason.because.slice(-MOST_REASONS)) lines.push(`  ${style.faint('because')} ${excerpt(text, LONGEST_LINE)}`);
  const source = sourceAt(trace);
  if (source !== null) lines.push(`  ${style.faint('source')} ${excerpt(source, LONGEST_LINE)}`);
  if (!trace.hasEnd && trace.report === undefined)
    lines.push(`  ${style.faint('The log ends before its statistics: what it shows last need not be the reason.')}`);
  return { lines };
}

/** Instructions are looked for among so many of the log's last steps. */
const MOST_STEPS = 2000;

/** The line of C that stood in front of an instruction when it was last looked at. */
function sourceFinder({ sources, steps }: LogTrace): (insn: number) => string | null {
  return (insn) => {
    const from = Math.max(0, steps.length - MOST_STEPS);
    for (let step = steps.length - 1; step >= from; step--) {
      if (steps[step]?.insn === insn) return sources.findLast((source) => source.step <= step)?.text.trim() || null;
    }
    return null;
  };
}

/** Lines of the kernel above its last one that are shown. */
const MOST_REASONS = 4;

function sourceAt({ sources, steps, report }: LogTrace): string | null {
  const at = report?.at;
  if (at?.source !== undefined) return `${at.source} (${at.file}:${at.fileLine ?? '?'})`;
  const last = sources.findLast(({ step, text }) => step <= steps.length - 1 && text.trim() !== '');
  if (last === undefined) return null;
  return last.file === undefined ? last.text.trim() : `${last.text.trim()} (${last.file}:${last.fileLine ?? '?'})`;
}

function rules(trace: LogTrace, { matches }: LogReason, books: readonly RuleBook[], style: Style): Section[] {
  if (matches.length === 0) {
    const known = listed(books.map(({ kernel }) => kernel.name));
    const format = formatKernels(trace);
    const hint = format === null ? '' : ` The log has the format of ${format}.`;
    return [{ lines: [`  No rule of the spec for Linux ${known} writes this message: it is shown as it stands.${hint}`] }];
  }
  const sections = matches.slice(0, MOST_RULES).flatMap(({ rule }) => ruleSections(rule, style));
  return matches.length > 1 ? [{ lines: [`  ${matches.length} rules say this:`] }, ...sections] : sections;
}

const MOST_RULES = 3;

function programOf(trace: LogTrace, insns: Program['insns'], kfuncs: readonly string[]): Program {
  const name = trace.program ?? '';
  return { name, progType: '', expectedAttachType: null, attachTo: null, flags: [], license: '', insns, maps: [], kfuncs, functions: [] };
}
