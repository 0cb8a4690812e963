/** The path to a rejection, cut down to the steps that had a part in it: what a code flow shows. */

import type { Program } from '@kfuncspec/runtime/v1';
import { type Findings, findings, type Rejection } from './findings.js';
import { placeName } from './path.js';
import type { Origin } from './provenance.js';
import { mapName, originRemark } from './sections/origins.js';

/** One step of it. */
export interface CausalStep {
  readonly insn: number;
  /** Depth of the call that it stands in. */
  readonly frame: number;
  /** The instruction, and what it did for what was refused: `call bpf_map_lookup_elem#1: from map objects`. */
  readonly text: string;
  /** What the register or slot in question held behind it: `R0`, `map_value(off=0,…)`; null when that is not the point. */
  readonly state: { readonly place: string; readonly held: string } | null;
}

/** So many steps of a value's history are told, the last ones. */
const MOST_STEPS = 50;

/** The steps in the order in which they were taken; empty when no path led there. The instruction at fault is not among them. */
export function causalPath(rejection: Rejection): CausalStep[] {
  const found = findings(rejection);
  if (found === null) return [];
  const { path, program } = found.scene;
  const steps = new Map<number, CausalStep>();
  const tell = (step: number, remark: string, state: CausalStep['state']): void => {
    const insn = path.insn(step);
    const what = found.scene.disassemble(program, insn) ?? `instruction ${insn}`;
    if (!steps.has(step)) steps.set(step, { insn, frame: path.frame(step), text: remark === '' ? what : `${what}: ${remark}`, state });
  };
  for (const { step, remark, state } of histories(found)) tell(step, remark, state);
  if (found.reference !== null) {
    const { step, acquired, lost } = found.reference;
    const state = acquired && { place: placeName(acquired.place, found.scene.frame), held: acquired.held.text };
    tell(step, 'the reference is acquired here', state);
    if (lost !== null) tell(lost.step, `its last copy, in ${placeName(lost.place, found.scene.frame)}, is lost here`, null);
  }
  return [...steps].sort(([a], [b]) => a - b).map(([, step]) => step);
}

interface Told {
  readonly step: number;
  readonly remark: string;
  readonly state: CausalStep['state'];
}

/** Where the value at fault came from, and the numbers that were added to it on the way. */
function histories({ scene, from }: Findings): Told[] {
  if (from === null) return [];
  const { path, program } = scene;
  return [from, ...from.added].flatMap((history) => {
    const told = (origin: Origin, i: number): Told => ({
      step: origin.step,
      remark: originRemark(scene, origin, i === 0 ? mapName(path, program, history) : null),
      state: origin.held === null || origin.held.isUnset ? null : { place: placeName(origin.place, scene.frame), held: origin.held.text },
    });
    return history.origins.map(told).slice(-MOST_STEPS);
  });
}

/** Name of the function that an instruction stands in: the program's own, when its functions are not known. */
export function functionAt(program: Program, insn: number): string {
  return program.functions.findLast(({ offset }) => offset <= insn)?.name ?? program.name;
}
