/** What happened: the instruction at fault, the registers there, and the path that made them so. */

import type { Kernel, KfuncContract, Program } from '@kfuncspec/runtime/v1';
import { argumentTold, culprits } from './culprit.js';
import { decode } from './opcode.js';
import { FIRST_SLOT, type Path } from './path.js';
import { mapBehind, provenance } from './provenance.js';
import type { Section } from './section.js';
import { type Disassemble, listing } from './sections/listing.js';
import { mapValue, type Pointed } from './sections/map-value.js';
import { origins } from './sections/origins.js';
import { referenceSection } from './sections/reference.js';
import { registers, type Shown } from './sections/registers.js';
import type { Style } from './style.js';

/** A rejection, by the machine or in a kernel's log. */
export interface Evidence {
  readonly kernel: Kernel;
  readonly program: Program;
  /** Index of the instruction at fault. */
  readonly insn: number | null;
  readonly message: string;
  /** What stands before it; tells the registers when the message itself names none. */
  readonly inner: readonly string[];
  /** The rejected path; null when no path was walked. */
  readonly path: Path | null;
  readonly disassemble: Disassemble;
}

/** The sections that show where it happened and how it came to that. */
export function evidenceSections(evidence: Evidence, style: Style): (Section | null)[] {
  const { program, insn, path, disassemble } = evidence;
  const where = insn !== null && insn < program.insns.length ? listing(program, insn, disassemble, style) : null;
  return path === null || !leadsTo(path, program, insn) ? [where] : [where, ...pathSections(evidence, path, style)];
}

/** What is refused when every path has been walked, such as too deep a stack, or before a function is, has no path that led to it. */
function leadsTo(path: Path, program: Program, insn: number | null): boolean {
  const last = path.length - 1;
  if (insn === null || last < 0) return insn !== null;
  const ended = path.frame(last) === 0 && decode(program.insns, path.insn(last)).kind === 'exit';
  return !ended && path.next(last) === insn;
}

function pathSections(evidence: Evidence, path: Path, style: Style): (Section | null)[] {
  const { program, insn, message, inner, disassemble } = evidence;
  const last = path.length - 1;
  const frame = frameAtEnd(path, program);
  const named = culprits(message, program.insns, insn);
  const isSilent = named.main === null && named.acquiredAt === null;
  const found = isSilent ? culprits(inner.join('\n'), program.insns, insn) : named;
  const isCall = insn !== null && ['helper', 'kfunc'].includes(decode(program.insns, insn).kind);
  const told = isCall && found.main === null ? argumentTold(message, (index) => path.after(last, { frame, index })?.text) : null;
  const who = told === null ? found : { ...found, main: told };
  const sections: (Section | null)[] = [];
  const shown = shownRegisters(evidence, path, frame, who.main, who.others);
  if (shown.length > 0) sections.push(registers(path, shown, who.main, style));
  if (who.main !== null) {
    const place = { frame, index: who.main };
    const from = provenance(path, program.insns, last, place);
    sections.push(...origins(path, program, from, frame, disassemble, style));
    const pointed = path.after(last, place)?.mapValue;
    const map = pointed ? program.maps[pointed.map ?? mapBehind(path, program.insns, from) ?? -1] : undefined;
    if (pointed && map) sections.push(mapValue(map, pointedBy(who.main, pointed.off, program, insn), style));
  }
  if (who.acquiredAt !== null) sections.push(referenceSection(path, program, who.acquiredAt, frame, disassemble, style));
  return sections;
}

/** What a register points at: a load or store through it reaches its own offset further. */
function pointedBy(register: number, off: number | null, program: Program, insn: number | null): Pointed {
  const what = insn === null ? null : decode(program.insns, insn);
  const through = what?.kind === 'load' || what?.kind === 'store' || what?.kind === 'atomic' ? what : null;
  if (through === null || through.base !== register) return { register: `R${register}`, offset: off, size: 0 };
  return { register: `R${register}`, offset: off === null ? null : off + through.off, size: through.size };
}

/** The frame that the instruction at fault runs in: where the path's last step led to. */
function frameAtEnd(path: Path, program: Program): number {
  const last = path.length - 1;
  if (last < 0) return 0;
  const what = decode(program.insns, path.insn(last));
  const frame = path.frame(last);
  if (what.kind === 'exit') return Math.max(0, frame - 1);
  const isCall = what.kind === 'subprogram' || what.kind === 'helper' || what.kind === 'kfunc';
  return isCall && path.next(last) !== path.insn(last) + 1 ? frame + 1 : frame;
}

/** The arguments of a call with their parameters' names; else the registers that the message is about. */
function shownRegisters(
  { kernel, program, insn }: Evidence,
  path: Path,
  frame: number,
  main: number | null,
  others: readonly number[],
): Shown[] {
  const what = insn === null ? null : decode(program.insns, insn);
  if (what?.kind === 'kfunc') {
    const name = program.kfuncs[what.index];
    const parameters = name ? (kernel.kfuncs[name]?.contract?.params ?? []) : [];
    if (parameters.length > 0) return parameters.map(({ name }, i) => ({ place: { frame, index: i + 1 }, parameter: name }));
  }
  if (what?.kind === 'helper' || what?.kind === 'kfunc' || what?.kind === 'subprogram') {
    // how many arguments it takes is not known here: those that hold something
    const set = [1, 2, 3, 4, 5].filter((index) => path.after(path.length - 1, { frame, index })?.isUnset === false || index === main);
    return set.map((index) => ({ place: { frame, index } }));
  }
  const wanted = [...(main === null ? [] : [main]), ...others].filter((register) => register < FIRST_SLOT);
  return [...new Set(wanted)].sort((a, b) => a - b).map((index) => ({ place: { frame, index } }));
}

/** The parameter of the kfunc that the message is about; null when it is about no argument of one. */
export function parameterAtFault(
  kernel: Kernel,
  program: Program,
  insn: number | null,
  message: string,
): KfuncContract['params'][number] | null {
  if (insn === null) return null;
  const what = decode(program.insns, insn);
  const { main } = culprits(message, program.insns, insn);
  const name = what.kind === 'kfunc' ? program.kfuncs[what.index] : undefined;
  if (!name || main === null || main === 0) return null;
  return kernel.kfuncs[name]?.contract?.params[main - 1] ?? null;
}
