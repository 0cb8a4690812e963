/** What a rejected path shows: the registers that matter, where the bad value came from, what became of a reference. */

import type { Kernel, Program, ProgramMap } from '@kfuncspec/runtime/v1';
import { type Context, contextOf } from './context.js';
import { argumentTold, type Culprits, culprits } from './culprit.js';
import type { Names } from './names.js';
import { decode } from './opcode.js';
import { FIRST_SLOT, type Held, type Path, type Place } from './path.js';
import { mapBehind, type Provenance, provenance } from './provenance.js';
import { type ReferenceStory, referenceStory } from './reference.js';
import type { Scene } from './scene.js';
import type { ContextAccess } from './sections/context.js';
import type { Disassemble } from './sections/listing.js';
import type { Pointed } from './sections/map-value.js';

/** A rejection, by the machine or in a kernel's log. */
export interface Rejection {
  readonly kernel: Kernel;
  readonly program: Program;
  /** Index of the instruction at fault. */
  readonly insn: number | null;
  readonly message: string;
  /** What stands before it; tells the registers when the message itself names none. */
  readonly inner: readonly string[];
  /** The register or stack slot that the row asked about; null when it asked about none, or only a log tells of it. */
  readonly asked: Place | null;
  /** The rejected path; null when no path was walked. */
  readonly path: Path | null;
  readonly names: Names;
  readonly disassemble: Disassemble;
}

/** What its path shows. */
export interface Findings {
  readonly scene: Scene;
  readonly who: Culprits;
  /** Where the register at fault came from. */
  readonly from: Provenance | null;
  /** The map's value that it points into. */
  readonly pointed: { readonly map: ProgramMap; readonly index: number; readonly at: Pointed } | null;
  /** The access to the program's context that it is about. */
  readonly context: { readonly context: Context; readonly access: ContextAccess } | null;
  readonly reference: ReferenceStory | null;
}

/** Looks at the path; null when none led to the instruction at fault. */
export function findings(rejection: Rejection): Findings | null {
  const { program, path, insn, message, names, disassemble } = rejection;
  if (path === null || !leadsTo(path, program, insn)) return null;
  const last = path.length - 1;
  const frame = frameAtEnd(path, program);
  const named = culpritsTold(rejection, frame);
  const isCall = insn !== null && ['helper', 'kfunc'].includes(decode(program.insns, insn).kind);
  const told = isCall && named.main === null ? argumentTold(message, (index) => path.after(last, { frame, index })?.text) : null;
  const who = told === null ? named : { ...named, main: told };
  const from = who.main === null ? null : provenance(path, program.insns, last, { frame, index: who.main });
  return {
    scene: { program, path, frame, names, disassemble },
    who,
    from,
    pointed: from === null || who.main === null ? null : pointedBy(rejection, path, from, who.main),
    context: who.main === null ? null : contextAccessBy(rejection, path.after(last, { frame, index: who.main }), who.main),
    reference: who.acquiredAt === null ? null : referenceStory(path, who.acquiredAt),
  };
}

/** The registers that the message names; else the one that the row asked about, else what inner checks named. */
function culpritsTold({ program, insn, message, inner, asked }: Rejection, frame: number): Culprits {
  const register = asked !== null && asked.frame === frame && asked.index < FIRST_SLOT ? asked.index : null;
  const named = culprits(message, program.insns, insn, register);
  const isSilent = named.main === null && named.acquiredAt === null;
  return isSilent ? culprits(inner.join('\n'), program.insns, insn) : named;
}

/** What is refused when every path has been walked, such as too deep a stack, or before a function is, has no path that led to it. */
function leadsTo(path: Path, program: Program, insn: number | null): boolean {
  const last = path.length - 1;
  if (insn === null || last < 0) return insn !== null;
  const ended = path.frame(last) === 0 && decode(program.insns, path.insn(last)).kind === 'exit';
  return !ended && path.next(last) === insn;
}

/** Where in a map's value the register at fault points: a load or store through it reaches its own offset further. */
function pointedBy({ program, insn }: Rejection, path: Path, from: Provenance, register: number): Findings['pointed'] {
  const value = path.after(path.length - 1, from.place)?.mapValue;
  if (!value) return null;
  const index = value.map ?? mapBehind(path, program.insns, from) ?? -1;
  const map = program.maps[index];
  if (map === undefined) return null;
  const what = insn === null ? null : decode(program.insns, insn);
  const through = what?.kind === 'load' || what?.kind === 'store' || what?.kind === 'atomic' ? what : null;
  const name = `R${register}`;
  if (through === null || through.base !== register) return { map, index, at: { register: name, offset: value.off, size: 0 } };
  return { map, index, at: { register: name, offset: value.off === null ? null : value.off + through.off, size: through.size } };
}

/** The access to the context that the instruction at fault is, through that register. */
function contextAccessBy({ kernel, program, insn }: Rejection, held: Held | null, register: number): Findings['context'] {
  const off = held?.context?.off ?? null;
  const context = off === null ? null : contextOf(kernel, program);
  const what = insn === null ? null : decode(program.insns, insn);
  if (off === null || context === null || (what?.kind !== 'load' && what?.kind !== 'store') || what.base !== register) return null;
  const access = what.kind === 'load' ? 'read' : 'write';
  return { context, access: { register: `R${register}`, access, offset: off + what.off, size: what.size } };
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
