/** The path to a rejection as a kernel's log shows it. */

import type { Insns } from '@kfuncspec/runtime/v1';
import type { LogStep, LogTrace, PrintedRegister, PrintedSlot, PrintedState } from '../load/log/index.js';
import { pathTo } from '../load/log/index.js';
import { heldBytes, heldFromPrinted, heldFromText } from './held-text.js';
import { type Decoded, decode } from './opcode.js';
import { FIRST_SLOT, type Held, type Path, type Place } from './path.js';

/** Steps before these are left out: what matters stands at the end, and a log can be long. */
const MOST_STEPS = 50_000;

const FRAME_POINTER = 10;
/** R0 to R5 are a call's, R6 to R9 belong to the function. */
const LAST_CALLER_SAVED = 5;

/** The path to the last instruction of a trace; that instruction itself, which was refused, is no step of it. */
export function logPath(trace: LogTrace, insns: Insns): Path {
  const all = pathTo(trace);
  const kept = all.slice(-MOST_STEPS - 1);
  const recorder = new Recorder();
  const branches = branchStarts(trace);
  const frames = framesOf(trace, kept, insns);
  let last: Decoded | null = null;
  kept.forEach((index, i) => {
    const step = trace.steps[index];
    const frame = frames[i] ?? 0;
    // what stands in front of an instruction is what the one before it left; where a branch is taken up that is all there is
    if (branches.has(index)) recorder.forget(i - 1, frame);
    recorder.add(i - 1, step?.before, frame, last);
    if (i === kept.length - 1) return;
    last = decode(insns, step?.insn ?? -1);
    recorder.lose(i, last, frame, frames[i + 1] ?? frame);
    recorder.add(i, step?.after, frame, last);
  });
  const insn = (step: number): number => trace.steps[kept[step] ?? -1]?.insn ?? -1;
  return {
    length: Math.max(0, kept.length - 1),
    truncated: !beginsAtEntry(trace, all[0]) || kept.length < all.length,
    start: insn(0),
    insn,
    next: (step) => insn(step + 1),
    frame: (step) => frames[step] ?? 0,
    after: (step, place) => recorder.at(step, place) ?? (place.index === FRAME_POINTER ? heldFromText('fp0', place.frame) : null),
    changed: (step, place) => recorder.textAt(step, place) !== recorder.textAt(step - 1, place),
  };
}

/** Does a path begin where the program, or one of its global functions, does? */
function beginsAtEntry(trace: LogTrace, first: number | undefined): boolean {
  const step = first === undefined ? undefined : trace.steps[first];
  if (step === undefined) return trace.hasStart;
  return step.before !== undefined && (step.insn === 0 || trace.functions.includes(step.insn));
}

/** Steps in front of which the whole state is printed. */
function branchStarts(trace: LogTrace): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const { start, from } of trace.segments) if (from !== undefined) starts.add(start);
  return starts;
}

/** The frame of each step: calls of the program's own functions go down, their exits up. */
function framesOf(trace: LogTrace, steps: readonly number[], insns: Insns): number[] {
  let frame = trace.steps[steps[0] ?? -1]?.before?.frame ?? 0;
  return steps.map((index, i) => {
    const step = trace.steps[index];
    const what = decode(insns, step?.insn ?? -1);
    const printed = step === undefined ? undefined : printedFrame(step, what);
    if (printed !== undefined) frame = printed;
    const own = frame;
    const next = trace.steps[steps[i + 1] ?? -1]?.insn;
    if (what.kind === 'subprogram' && next === what.target) frame++;
    else if (what.kind === 'exit' && frame > 0) frame--;
    return own;
  });
}

/** The frame that the states at a step name; what a call or an exit leaves behind is another one's. */
function printedFrame({ before, after }: LogStep, what: Decoded): number | undefined {
  if (what.kind !== 'subprogram' && what.kind !== 'exit' && after !== undefined && after.registers.length > 0) return after.frame;
  return before !== undefined && before.registers.length > 0 ? before.frame : undefined;
}

/** What was printed of a place; read when it is asked for, since most of it never is. */
class Printed {
  #held: Held | undefined;

  constructor(
    readonly from: PrintedRegister | PrintedSlot,
    readonly frame: number,
  ) {}

  get text(): string {
    return this.from.text;
  }

  get held(): Held {
    const { text, value } = this.from;
    this.#held ??= value === undefined ? heldFromText(text, this.frame) : heldFromPrinted(value, this.frame);
    return this.#held;
  }
}

const NOTHING = heldBytes(null);
type Noted = Pick<Printed, 'text' | 'held'>;
const LOST: Noted = { text: NOTHING.text, held: NOTHING };

/** What was printed of each place, in the order of the steps. */
class Recorder {
  private readonly places = new Map<number, { readonly steps: number[]; readonly held: Noted[] }>();

  /** Notes a state that holds after a step, which was the instruction `what`. */
  add(step: number, state: PrintedState | undefined, frame: number, what: Decoded | null): void {
    if (state === undefined) return;
    const own = state.frame === 0 && frame > 0 && !state.text.includes('frame') ? frame : state.frame;
    for (const register of state.registers) {
      const { number, text } = register;
      const points = text.startsWith('fp') && number !== FRAME_POINTER && own > 0 ? this.frameOfStack(step, number, own, what) : own;
      this.note(step, { frame: own, index: number }, new Printed(register, points));
    }
    for (const slot of state.stack) this.note(step, { frame: own, index: FIRST_SLOT + ((-slot.offset - 1) >> 3) }, new Printed(slot, own));
  }

  /**
   * Whose stack a register of a frame points into: until 6.7 logs don't say. It is where the instruction `what` took the pointer from, in
   * the caller when that was a call.
   */
  private frameOfStack(step: number, register: number, frame: number, what: Decoded | null): number {
    const before = (index: number, of = frame): number | undefined => this.at(step - 1, { frame: of, index })?.stack?.frame;
    if (what?.kind === 'move' && what.dst === register) return before(what.src) ?? frame;
    if (what?.kind === 'subprogram') return before(register, frame - 1) ?? frame - 1;
    // what a function called back has at its beginning can't be its own
    return before(register) ?? (what?.kind === 'helper' || what?.kind === 'kfunc' ? frame - 1 : frame);
  }

  /** Nothing is known of a frame's registers and stack, but what is printed next. */
  forget(step: number, frame: number): void {
    for (const [key] of this.places) {
      const place = placeOf(key);
      if (place.frame >= frame && place.index !== FRAME_POINTER) this.note(step, place, LOST);
    }
  }

  /** What a call takes from its caller, and does not hand to the function that it calls; a log does not say so. */
  lose(step: number, what: Decoded, frame: number, next: number): void {
    if (what.kind === 'helper' || what.kind === 'kfunc' || what.kind === 'subprogram')
      this.loseRegisters(step, frame, 1, LAST_CALLER_SAVED);
    if (next > frame) {
      this.forget(step, next);
      this.loseRegisters(step, next, LAST_CALLER_SAVED + 1, FRAME_POINTER - 1);
    }
  }

  private loseRegisters(step: number, frame: number, first: number, last: number): void {
    for (let index = first; index <= last; index++) this.note(step, { frame, index }, LOST);
  }

  private note(step: number, place: Place, held: Noted): void {
    const key = keyOf(place);
    let entry = this.places.get(key);
    if (entry === undefined) {
      if (held === LOST) return;
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
    return this.noted(step, place)?.held ?? null;
  }

  /** The same as it stands in the log. */
  textAt(step: number, place: Place): string | undefined {
    return this.noted(step, place)?.text;
  }

  private noted(step: number, place: Place): Noted | null {
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

/** More than registers and stack slots of one frame. */
const PLACES = 1024;

function keyOf({ frame, index }: Place): number {
  return frame * PLACES + index;
}

function placeOf(key: number): Place {
  return { frame: Math.floor(key / PLACES), index: key % PLACES };
}
