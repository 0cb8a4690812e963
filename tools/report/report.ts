/** The report of a program that was not accepted: what the kernel says, where, how it came to that, and what would have passed. */

import type { Kernel, Program, Verdict } from '@kfuncspec/runtime/v1';
import { culprits } from './culprit.js';
import { errnoName } from './errno.js';
import { printable } from './layout.js';
import { decode } from './opcode.js';
import { FIRST_SLOT, type Path } from './path.js';
import { mapBehind, provenance } from './provenance.js';
import { renderSections, type Section } from './section.js';
import { type Disassemble, listing } from './sections/listing.js';
import { mapValue } from './sections/map-value.js';
import { origins } from './sections/origins.js';
import { referenceSection } from './sections/reference.js';
import { registers, type Shown } from './sections/registers.js';
import { helpSection, ruleSection } from './sections/rule.js';
import type { Style } from './style.js';

/** What a report is made from. */
export interface ReportInput {
  readonly kernel: Kernel;
  readonly file: string;
  readonly program: Program;
  readonly verdict: Exclude<Verdict, { readonly kind: 'accept' }>;
  /** The rejected path; null when the program was refused before any path was walked. */
  readonly path: Path | null;
  /** What the kernel says before its last message: the failures of inner checks, outermost last. */
  readonly inner: readonly string[];
  /** 1-based line of each slot in the file, when it is a text. */
  readonly lines: Uint32Array | null;
  readonly disassemble: Disassemble;
}

/** The whole report as text, ending with a newline. */
export function reportText(input: ReportInput, style: Style): string {
  const { kernel, verdict, program } = input;
  const rule = kernel.rules.find((r) => r.id === verdict.rule);
  const sections: (Section | null)[] = [head(input, style)];
  if (verdict.insn !== null && verdict.insn < program.insns.length) sections.push(listing(program, verdict.insn, input.disassemble, style));
  if (input.path !== null && verdict.kind === 'reject') sections.push(...pathSections(input, input.path, style));
  if (verdict.kind === 'reject') sections.push(helpSection(rule, style));
  sections.push(ruleSection(rule, verdict.rule, style));
  return renderSections(sections, style);
}

function head({ kernel, file, program, verdict, inner, lines }: ReportInput, style: Style): Section {
  const line = verdict.insn === null ? undefined : lines?.[verdict.insn];
  const where = [`${file === '-' ? 'standard input' : file}${line === undefined ? '' : `:${line}`}`];
  if (program.name !== '') where.push(`program ${program.name}`);
  if (verdict.insn !== null) where.push(`instruction ${verdict.insn}`);
  where.push(verdict.kind === 'reject' ? `Linux ${kernel.name}, ${errnoName(verdict.errno)}` : `Linux ${kernel.name}`);
  const title = verdict.kind === 'reject' ? style.reject('rejected') : style.inconclusive('inconclusive');
  const message = printable(verdict.message);
  const text = [`${title}${style.message(`: ${message}`)}`, `  ${style.faint('in')} ${printable(where.join(', '))}`];
  if (verdict.kind === 'inconclusive') text.push(`  ${style.faint('This is not modelled, so neither accept nor reject can be said.')}`);
  for (const reason of inner) text.push(`  ${style.faint('because')} ${printable(reason)}`);
  return { lines: text };
}

function pathSections(input: ReportInput, path: Path, style: Style): (Section | null)[] {
  const { program, verdict } = input;
  const who = culprits(verdict.message, program.insns, verdict.insn);
  const last = path.length - 1;
  const frame = frameAtEnd(path, input);
  const sections: (Section | null)[] = [];
  const shown = shownRegisters(input, frame, who.main, who.others);
  if (shown.length > 0) sections.push(registers(path, shown, who.main, style));
  if (who.main !== null) {
    const place = { frame, index: who.main };
    const from = provenance(path, program.insns, last, place);
    sections.push(...origins(path, program, from, frame, input.disassemble, style));
    const pointed = path.after(last, place)?.mapValue;
    const map = pointed ? program.maps[pointed.map ?? mapBehind(path, program.insns, from) ?? -1] : undefined;
    if (pointed && map) sections.push(mapValue(map, `R${who.main}`, pointedOffset(pointed.off, program, verdict.insn, who.main), style));
  }
  if (who.acquiredAt !== null) sections.push(referenceSection(path, program, who.acquiredAt, frame, input.disassemble, style));
  return sections;
}

/** A load or store through the register reaches its own offset further. */
function pointedOffset(off: number | null, program: Program, insn: number | null, register: number): number | null {
  if (off === null || insn === null) return off;
  const what = decode(program.insns, insn);
  const through = what.kind === 'load' || what.kind === 'store' || what.kind === 'atomic';
  return through && what.base === register ? off + what.off : off;
}

/** The frame that the instruction at fault runs in: where the path's last step led to. */
function frameAtEnd(path: Path, { program }: ReportInput): number {
  const last = path.length - 1;
  if (last < 0) return 0;
  const what = decode(program.insns, path.insn(last));
  const frame = path.frame(last);
  if (what.kind === 'exit') return Math.max(0, frame - 1);
  return what.kind === 'subprogram' && path.next(last) !== path.insn(last) + 1 ? frame + 1 : frame;
}

/** The arguments of a call with their parameters' names; else the registers that the message is about. */
function shownRegisters({ kernel, program, verdict }: ReportInput, frame: number, main: number | null, others: readonly number[]): Shown[] {
  const what = verdict.insn === null ? null : decode(program.insns, verdict.insn);
  if (what?.kind === 'kfunc') {
    const name = program.kfuncs[what.index];
    const parameters = name ? (kernel.kfuncs[name]?.contract?.params ?? []) : [];
    if (parameters.length > 0) return parameters.map(({ name }, i) => ({ place: { frame, index: i + 1 }, parameter: name }));
  }
  const wanted = [...(main === null ? [] : [main]), ...others].filter((register) => register < FIRST_SLOT);
  return [...new Set(wanted)].sort((a, b) => a - b).map((index) => ({ place: { frame, index } }));
}

/** One line for each program that was not accepted (`--quiet`). */
export function reportLine(
  file: string,
  program: string | null,
  kernel: string,
  verdict: string,
  insn: number | null,
  message: string | null,
): string {
  const where = [file, program === null || program === '' ? null : program, insn === null ? null : `insn ${insn}`].filter(
    (part) => part !== null,
  );
  return `${where.join(': ')}: ${verdict} on ${kernel}: ${printable(message ?? '')}`;
}
