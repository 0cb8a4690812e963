/** The report of a rejection that stands in a kernel's log. */

import type { Kernel, Program } from '@kfuncspec/runtime/v1';
import type { LogTrace } from '../load/log/index.js';
import { evidenceSections } from './evidence.js';
import { printable } from './layout.js';
import { logInsns } from './log-insns.js';
import { logPath } from './log-path.js';
import type { Matcher, RuleMatch } from './match.js';
import { ruleSections, sameMessage } from './rule-page.js';
import { renderSections, type Section } from './section.js';
import type { Style } from './style.js';

/** What a log said of one program, explained. */
export interface LogReport {
  readonly text: string;
  /** False when no rule of the spec writes the message. */
  readonly known: boolean;
}

/** Explains the rejection of a trace that has one. */
export function logReport(file: string, trace: LogTrace, kernel: Kernel, matcher: Matcher, style: Style): LogReport {
  const message = trace.message ?? '';
  const { insns, text, calls } = logInsns(trace.steps);
  const program = programOf(trace, insns, calls);
  const insn = trace.insn ?? null;
  const path = trace.steps.length > 0 ? logPath(trace, insns) : null;
  const matches = sameMessage(matcher.match(message));
  const sections: (Section | null)[] = [
    head(file, trace, kernel, message, style),
    ...evidenceSections({ kernel, program, insn, message, path, disassemble: (_, at) => text(at) }, style),
    ...rules(matches, kernel, style),
  ];
  return { text: renderSections(sections, style), known: matches.length > 0 };
}

function head(file: string, trace: LogTrace, kernel: Kernel, message: string, style: Style): Section {
  const line = trace.messages.at(-1)?.line ?? trace.line;
  const where = [`${file === '-' ? 'standard input' : file}:${line}`];
  if (trace.program !== undefined) where.push(`program ${trace.program}`);
  if (trace.insn !== undefined) where.push(`instruction ${trace.insn}`);
  where.push(`explained by the rules of Linux ${kernel.name}`);
  const lines = [
    `${style.reject('rejected')}${style.message(`: ${printable(message)}`)}`,
    `  ${style.faint('in')} ${printable(where.join(', '))}`,
  ];
  for (const { text } of trace.messages.slice(0, -1).slice(-MOST_REASONS)) lines.push(`  ${style.faint('because')} ${printable(text)}`);
  const source = sourceAt(trace);
  if (source !== null) lines.push(`  ${style.faint('source')} ${printable(source)}`);
  if (!trace.hasEnd) lines.push(`  ${style.faint('The log ends before its statistics: what it shows last need not be the reason.')}`);
  return { lines };
}

/** Lines of the kernel above its last one that are shown. */
const MOST_REASONS = 4;

function sourceAt(trace: LogTrace): string | null {
  const last = trace.sources.filter(({ step }) => step <= trace.steps.length - 1).at(-1);
  if (last === undefined) return null;
  return last.file === undefined ? last.text.trim() : `${last.text.trim()} (${last.file}:${last.fileLine ?? '?'})`;
}

function rules(matches: readonly RuleMatch[], kernel: Kernel, style: Style): Section[] {
  if (matches.length === 0)
    return [{ lines: [`  No rule of the spec for Linux ${kernel.name} writes this message: it is shown as it stands.`] }];
  const sections = matches.slice(0, MOST_RULES).flatMap(({ rule }) => ruleSections(rule, style));
  return matches.length > 1 ? [{ lines: [`  ${matches.length} rules say this:`] }, ...sections] : sections;
}

const MOST_RULES = 3;

function programOf(trace: LogTrace, insns: Program['insns'], kfuncs: readonly string[]): Program {
  const name = trace.program ?? '';
  return { name, progType: '', expectedAttachType: null, attachTo: null, flags: [], license: '', insns, maps: [], kfuncs, functions: [] };
}
