/** A path written down by hand, for reports that need no machine. */

import { type Insns, type Program, unpackInsns } from '@kfuncspec/runtime/v1';
import { heldFromText } from '../../tools/report/held-text.js';
import { FIRST_SLOT, type Path, type Place } from '../../tools/report/path.js';

/** An instruction, and what changed: `R1`, `fp-8`, with a frame in front of another frame's: `1:R0`. */
export interface FakeStep {
  readonly insn: number;
  readonly next?: number;
  readonly frame?: number;
  readonly changes?: Readonly<Record<string, string>>;
}

function keyOf({ frame, index }: Place): string {
  const name = index < FIRST_SLOT ? `R${index}` : `fp-${(index - FIRST_SLOT + 1) * 8}`;
  return frame === 0 ? name : `${frame}:${name}`;
}

/** The path of some steps; `initial` holds what is there before the first. */
export function fakePath(initial: Readonly<Record<string, string>>, steps: readonly FakeStep[]): Path {
  const lookup = (step: number, place: Place): string | undefined => {
    for (let i = Math.min(step, steps.length - 1); i >= 0; i--) {
      const text = steps[i]?.changes?.[keyOf(place)];
      if (text !== undefined) return text;
    }
    return initial[keyOf(place)];
  };
  return {
    length: steps.length,
    truncated: false,
    start: 0,
    insn: (step) => steps[step]?.insn ?? -1,
    next: (step) => steps[step]?.next ?? (steps[step]?.insn ?? -1) + 1,
    frame: (step) => steps[step]?.frame ?? 0,
    after(step, place) {
      const text = lookup(step, place);
      return text === undefined ? null : heldFromText(text, place.frame);
    },
    changed: (step, place) => lookup(step, place) !== lookup(step - 1, place),
  };
}

/** Instructions from 16 hexadecimal digits each. */
export function insnsOf(hex: string): Insns {
  return unpackInsns(Uint8Array.from(Buffer.from(hex.replace(/\s/g, ''), 'hex')));
}

/** A program around instructions. */
export function fakeProgram(insns: Insns, rest: Partial<Program> = {}): Program {
  return {
    name: 'fake',
    progType: 'sched_cls',
    expectedAttachType: null,
    attachTo: null,
    flags: [],
    license: 'GPL',
    insns,
    maps: [],
    kfuncs: [],
    functions: [],
    ...rest,
  };
}
