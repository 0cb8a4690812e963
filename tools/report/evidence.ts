/** What happened: the instruction at fault, the registers there, and the path that made them so. */

import type { Kernel, KfuncContract, Program } from '@kfuncspec/runtime/v1';
import { culprits } from './culprit.js';
import { type Findings, findings, type Rejection } from './findings.js';
import { insnNames } from './insn-names.js';
import { decode } from './opcode.js';
import { FIRST_SLOT } from './path.js';
import type { Section } from './section.js';
import { contextSection } from './sections/context.js';
import { listing } from './sections/listing.js';
import { mapValue } from './sections/map-value.js';
import { origins } from './sections/origins.js';
import { referenceSection } from './sections/reference.js';
import { registers, type Shown } from './sections/registers.js';
import type { Style } from './style.js';

/** The sections that show where it happened and how it came to that. `source` tells the line of C that an instruction comes from. */
export function evidenceSections(rejection: Rejection, source: (insn: number) => string | null, style: Style): (Section | null)[] {
  const { program, insn, disassemble } = rejection;
  const found = findings(rejection);
  if (insn === null || insn >= program.insns.length) return found === null ? [] : pathSections(rejection, found, style);
  const name = found === null ? () => null : insnNames(found.scene.path, program, rejection.names, insn, found.scene.frame);
  const where = listing(program, insn, disassemble, { source, name }, style);
  return found === null ? [where] : [where, ...pathSections(rejection, found, style)];
}

function pathSections(rejection: Rejection, found: Findings, style: Style): (Section | null)[] {
  const { scene, who, from, pointed, context, reference } = found;
  const sections: (Section | null)[] = [];
  const shown = shownRegisters(rejection, found);
  if (shown.length > 0) sections.push(registers(scene.path, shown, who.main, scene.names, style));
  if (from !== null) sections.push(...origins(scene, from, style));
  if (pointed !== null) sections.push(mapValue(pointed.map, scene.names.valueType(pointed.index), pointed.at, style));
  if (context !== null) sections.push(contextSection(rejection.kernel, context.context, context.access, style));
  if (reference !== null) sections.push(referenceSection(scene, reference, style));
  return sections;
}

/** The arguments of a call with their parameters' names; else the registers that the message is about. */
function shownRegisters({ kernel, program, insn }: Rejection, { scene, who }: Findings): Shown[] {
  const { path, frame } = scene;
  const what = insn === null ? null : decode(program.insns, insn);
  if (what?.kind === 'kfunc') {
    const name = program.kfuncs[what.index];
    const parameters = name ? (kernel.kfuncs[name]?.contract?.params ?? []) : [];
    if (parameters.length > 0) return parameters.map(({ name }, i) => ({ place: { frame, index: i + 1 }, parameter: name }));
  }
  if (what?.kind === 'helper' || what?.kind === 'kfunc' || what?.kind === 'subprogram') {
    // how many arguments it takes is not known here: those that hold something
    const set = [1, 2, 3, 4, 5].filter((index) => path.after(path.length - 1, { frame, index })?.isUnset === false || index === who.main);
    return set.map((index) => ({ place: { frame, index } }));
  }
  const wanted = [...(who.main === null ? [] : [who.main]), ...who.others].filter((register) => register < FIRST_SLOT);
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
