/** What happened: the instruction at fault, the registers there, and the path that made them so. */

import type { Kernel, Program } from '@kfuncspec/runtime/v1';
import { culprits } from './culprit.js';
import { decode } from './opcode.js';
import { FIRST_SLOT, type Path } from './path.js';
import { mapBehind, provenance } from './provenance.js';
import type { Section } from './section.js';
import { type Disassemble, listing } from './sections/listing.js';
import { mapValue } from './sections/map-value.js';
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
  /** The rejected path; null when no path was walked. */
  readonly path: Path | null;
  readonly disassemble: Disassemble;
}

/** The sections that show where it happened and how it came to that. */
export function evidenceSections(evidence: Evidence, style: Style): (Section | null)[] {
  const { program, insn, path, disassemble } = evidence;
  const where = insn !== null && insn < program.insns.length ? listing(program, insn, disassemble, style) : null;
  return path === null ? [where] : [where, ...pathSections(evidence, path, style)];
}

function pathSections(evidence: Evidence, path: Path, style: Style): (Section | null)[] {
  const { program, insn, message, disassemble } = evidence;
  const who = culprits(message, program.insns, insn);
  const last = path.length - 1;
  const frame = frameAtEnd(path, program);
  const sections: (Section | null)[] = [];
  const shown = shownRegisters(evidence, frame, who.main, who.others);
  if (shown.length > 0) sections.push(registers(path, shown, who.main, style));
  if (who.main !== null) {
    const place = { frame, index: who.main };
    const from = provenance(path, program.insns, last, place);
    sections.push(...origins(path, program, from, frame, disassemble, style));
    const pointed = path.after(last, place)?.mapValue;
    const map = pointed ? program.maps[pointed.map ?? mapBehind(path, program.insns, from) ?? -1] : undefined;
    if (pointed && map) sections.push(mapValue(map, `R${who.main}`, pointedOffset(pointed.off, program, insn, who.main), style));
  }
  if (who.acquiredAt !== null) sections.push(referenceSection(path, program, who.acquiredAt, frame, disassemble, style));
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
function frameAtEnd(path: Path, program: Program): number {
  const last = path.length - 1;
  if (last < 0) return 0;
  const what = decode(program.insns, path.insn(last));
  const frame = path.frame(last);
  if (what.kind === 'exit') return Math.max(0, frame - 1);
  return what.kind === 'subprogram' && path.next(last) !== path.insn(last) + 1 ? frame + 1 : frame;
}

/** The arguments of a call with their parameters' names; else the registers that the message is about. */
function shownRegisters({ kernel, program, insn }: Evidence, frame: number, main: number | null, others: readonly number[]): Shown[] {
  const what = insn === null ? null : decode(program.insns, insn);
  if (what?.kind === 'kfunc') {
    const name = program.kfuncs[what.index];
    const parameters = name ? (kernel.kfuncs[name]?.contract?.params ?? []) : [];
    if (parameters.length > 0) return parameters.map(({ name }, i) => ({ place: { frame, index: i + 1 }, parameter: name }));
  }
  const wanted = [...(main === null ? [] : [main]), ...others].filter((register) => register < FIRST_SLOT);
  return [...new Set(wanted)].sort((a, b) => a - b).map((index) => ({ place: { frame, index } }));
}
