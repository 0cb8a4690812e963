/** The path to a rejection as a kernel's log shows it. */

import type { Insns } from '@kfuncspec/runtime/v1';
import type { LogTrace, PrintedState } from '../load/log/index.js';
import { pathTo } from '../load/log/index.js';
import { heldFromPrinted, heldFromText } from './held-text.js';
import { decode } from './opcode.js';
import { FIRST_SLOT, type Held, type Path, type Place } from './path.js';

/** Steps before these are left out: what matters stands at the end, and a log can be long. */
const MOST_STEPS = 50_000;

const FRAME_POINTER = 10;

/** The path to the last instruction of a trace; that instruction itself, which was refused, is no step of it. */
export function logPath(trace: LogTrace, insns: Insns): Path {
  const all = pathTo(trace);
  const kept = all.slice(-MOST_STEPS - 1);
  const recorder = new Recorder();
  const frames = framesOf(trace, kept, insns);
  kept.forEach((index, i) => {
    const step = trace.steps[index];
    // what stands in front of an instruction is what the one before it left
    recorder.add(i - 1, step?.before, frames[i] ?? 0);
    if (i < kept.length - 1) recorder.add(i, step?.after, frames[i] ?? 0);
  });
  const insn = (step: number): number => trace.steps[kept[step] ?? -1]?.insn ?? -1;
  return {
    length: Math.max(0, kept.length - 1),
    truncated: !trace.hasStart || kept.length < all.length,
    insn,
    next: (step) => insn(step + 1),
    frame: (step) => frames[step] ?? 0,
    after: (step, place) => recorder.at(step, place) ?? (place.index === FRAME_POINTER ? heldFromText('fp0', place.frame) : null),
    changed: (step, place) => recorder.at(step, place)?.text !== recorder.at(step - 1, place)?.text,
  };
}

/** The frame of each step: calls of the program's own functions go down, their exits up. */
function framesOf(trace: LogTrace, steps: readonly number[], insns: Insns): number[] {
  let frame = trace.steps[steps[0] ?? -1]?.before?.frame ?? 0;
  return steps.map((index, i) => {
    const step = trace.steps[index];
    const printed = step?.after?.registers.length ? step.after.frame : step?.before?.registers.length ? step.before.frame : undefined;
    if (printed !== undefined && decode(insns, step?.insn ?? -1).kind !== 'subprogram' && decode(insns, step?.insn ?? -1).kind !== 'exit')
      frame = printed;
    const own = frame;
    const what = decode(insns, step?.insn ?? -1);
    const next = trace.steps[steps[i + 1] ?? -1]?.insn;
    if (what.kind === 'subprogram' && next === what.target) frame++;
    else if (what.kind === 'exit' && frame > 0) frame--;
    return own;
  });
}

/** What was printed of each place, in the order of the steps. */
class Recorder {
  private readonly places = new Map<number, { readonly steps: number[]; readonly held: Held[] }>();

  /** Notes a state that holds after a step. */
  add(step: number, state: PrintedState | undefined, frame: number): void {
    if (state === undefined) return;
    const own = state.frame === 0 && frame > 0 && !state.text.includes('frame') ? frame : state.frame;
    for (const { number, value } of state.registers) this.note(step, { frame: own, index: number }, heldFromPrinted(value, own));
    for (const { offset, text, value } of state.stack) {
      const place = { frame: own, index: FIRST_SLOT + ((-offset - 1) >> 3) };
      this.note(step, place, value === undefined ? heldFromText(text, own) : heldFromPrinted(value, own));
    }
  }

  private note(step: number, place: Place, held: Held): void {
    const key = keyOf(place);
    let entry = this.places.get(key);
    if (entry === undefined) {
      entry = { steps: [], held: [] };
      this.places.set(key, entry);
    }
    if (entry.steps.at(-1) === step) entry.held[entry.held.length - 1] = held;
    else {
      entry.steps.push(step);
      entry.held.push(held);
    }
  }

  /** What a place held after a step: what was printed of it last. */
  at(step: number, place: Place): Held | null {
    const entry = this.places.get(keyOf(place));
    if (entry === undefined) return null;
    let low = 0;
    let high = entry.steps.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((entry.steps[middle] ?? 0) <= step) low = middle + 1;
      else high = middle;
    }
    return entry.held[low - 1] ?? null;
  }
}

function keyOf({ frame, index }: Place): number {
  return frame * 1024 + index;
}
