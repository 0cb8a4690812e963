/** The report of a program that was not accepted: what the kernel says, where, how it came to that, and what would have passed. */

import type { Verdict } from '@kfuncspec/runtime/v1';
import { type Doc, ruleDoc } from './doc.js';
import { errnoName } from './errno.js';
import { evidenceSections, parameterAtFault } from './evidence.js';
import type { Rejection } from './findings.js';
import { NO_MESSAGE } from './headline.js';
import { listed, printable } from './layout.js';
import { loaderDoc } from './loader-rules.js';
import { renderSections, type Section } from './section.js';
import { answerSection, helpSection, ruleSection } from './sections/rule.js';
import type { Style } from './style.js';

/** A line of C. */
interface SourceText {
  readonly file: string;
  readonly line: number;
  readonly text: string;
}

/** What a report is made from: the rejection, whose message and instruction are the verdict's. */
export interface ReportInput extends Omit<Rejection, 'insn' | 'message'> {
  readonly file: string;
  readonly verdict: Exclude<Verdict, { readonly kind: 'accept' }>;
  /** 1-based line of each slot in the file, when it is a text. */
  readonly lines: Uint32Array | null;
  /** The line of C that an instruction comes from; absent or null when it isn't known. */
  readonly source?: (insn: number) => SourceText | null;
  /** Other kernels that said the same. */
  readonly alsoOn?: readonly string[];
}

const NO_DOC: Doc = { about: '', help: [] };

/** The whole report as text, ending with a newline. */
export function reportText(input: ReportInput, style: Style): string {
  const { kernel, verdict, program } = input;
  const rule = kernel.rules.find((r) => r.id === verdict.rule);
  const { insn, message } = verdict;
  const loader = loaderDoc(verdict.rule);
  const doc = loader ?? (rule === undefined ? NO_DOC : ruleDoc(rule));
  // of what a loader spoiled, registers tell nothing
  const path = verdict.kind === 'reject' && loader === undefined ? input.path : null;
  const rejection: Rejection = { ...input, insn, message, path };
  const source = (at: number): string | null => input.source?.(at)?.text.trim() || null;
  const sections: (Section | null)[] = [head(input, style), ...evidenceSections(rejection, source, style)];
  if (verdict.kind === 'inconclusive') sections.push(answerSection(doc, style));
  else sections.push(helpSection(doc, loader === undefined ? parameterAtFault(kernel, program, insn, message) : null, style));
  sections.push(ruleSection(rule, verdict.rule, doc.about, style));
  return renderSections(sections, style);
}

function head({ kernel, alsoOn = [], file, program, verdict, inner, lines, source: sourceOf }: ReportInput, style: Style): Section {
  const line = verdict.insn === null ? undefined : lines?.[verdict.insn];
  const where = [`${file === '-' ? 'standard input' : file}${line === undefined ? '' : `:${line}`}`];
  if (program.name !== '') where.push(`program ${program.name}`);
  if (verdict.insn !== null) where.push(`instruction ${verdict.insn}`);
  const source = verdict.insn === null ? null : sourceOf?.(verdict.insn);
  const kernels = `Linux ${listed([kernel.name, ...alsoOn])}`;
  where.push(verdict.kind === 'reject' ? `${kernels}, ${errnoName(verdict.errno)}` : kernels);
  const title = verdict.kind === 'reject' ? style.reject('rejected') : style.inconclusive('inconclusive');
  const message = printable(verdict.message || NO_MESSAGE);
  const text = [`${title}${style.message(`: ${message}`)}`, `  ${style.faint('in')} ${printable(where.join(', '))}`];
  if (source) text.push(`  ${style.faint('at')} ${printable(`${source.file}:${source.line}`)}  ${printable(source.text.trim())}`);
  if (verdict.kind === 'inconclusive') text.push(`  ${style.faint('This is not modelled, so neither accept nor reject can be said.')}`);
  for (const reason of inner) text.push(`  ${style.faint('because')} ${printable(reason)}`);
  return { lines: text };
}
