/** Which of a log's lines is the reason for the rejection, and which rules write it. */

import type { Kernel } from '@kfuncspec/runtime/v1';
import type { LogTrace } from '../load/log/index.js';
import type { Matcher, RuleMatch } from './match.js';
import { sameMessage } from './rule-page.js';

/** A kernel's rules, to be looked up by what they write. */
export interface RuleBook {
  readonly kernel: Kernel;
  readonly matcher: Matcher;
}

/** The reason for a rejection. */
export interface LogReason {
  readonly message: string;
  /** 1-based line of the input. */
  readonly line: number;
  /** What stands above it. */
  readonly because: readonly string[];
  /** Rules that write it, all of one kernel; empty when none does. */
  readonly matches: readonly RuleMatch[];
  /** The kernel whose rules they are; when there are none the first one. */
  readonly book: RuleBook;
}

/**
 * The kernel's last line is the reason. When the log does not show its end, something else may stand behind it: then it is the last line
 * that a rule writes, if there is one.
 */
export function reasonOf(trace: LogTrace, books: readonly [RuleBook, ...RuleBook[]] | readonly RuleBook[]): LogReason {
  const [first] = books;
  if (first === undefined) throw new Error('no kernel to explain a log by');
  const { messages, report } = trace;
  const last = messages.length - 1;
  if (last < 0) {
    const message = report === undefined ? '' : [report.category, report.problem].filter((part) => part !== '').join(': ');
    return { message, line: trace.line, because: [], matches: [], book: first };
  }
  const texts = messages.map(({ text }) => text);
  for (let at = last; at >= (trace.hasEnd ? last : 0); at--) {
    for (const text of tails(texts[at] ?? '')) {
      const found = lookUp(text, books);
      if (found !== null) return { message: text, line: messages[at]?.line ?? trace.line, because: texts.slice(0, at), ...found };
    }
  }
  return { message: texts[last] ?? '', line: messages[last]?.line ?? trace.line, because: texts.slice(0, last), matches: [], book: first };
}

/** A message, and what stands behind each colon of it: loaders join a log's last lines with one. */
export function tails(text: string): string[] {
  const found = [text];
  for (let at = text.indexOf(': '); at >= 0 && found.length < MOST_TAILS; at = text.indexOf(': ', at + 2)) found.push(text.slice(at + 2));
  return found;
}

const MOST_TAILS = 8;

function lookUp(message: string, books: readonly RuleBook[]): { matches: readonly RuleMatch[]; book: RuleBook } | null {
  for (const book of books) {
    const matches = sameMessage(book.matcher.match(message));
    if (matches.length > 0) return { matches, book };
  }
  return null;
}

/** How many states are looked at to tell a log's format. */
const STATES_SEEN = 50;

/** Kernels that write logs like this one, in words; null when it can't be told. */
export function formatKernels({ steps, report, listing, sources }: LogTrace): string | null {
  if (report !== undefined) return 'Linux 7.3 or later';
  if (listing.size > 0) return 'Linux 6.15 or later';
  if (sources.some(({ file }) => file !== undefined)) return 'Linux 6.9 or later';
  const states = steps.slice(0, STATES_SEEN).flatMap(({ before, after }) => [before?.text ?? '', after?.text ?? '']);
  if (states.some((text) => /\bctx\(\)|=fp-?\d.*[a-z_]\(\)|0x[0-9a-f]{5,}[,)]/.test(text))) return 'Linux 6.8 or later';
  if (states.some((text) => /\(off=\d+,imm=\d+\)/.test(text))) return 'Linux 5.18 to 6.7';
  return states.some((text) => /=inv|\(id=0,/.test(text)) ? 'a Linux older than 5.18' : null;
}
