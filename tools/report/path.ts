/** The path to a rejection, wherever it comes from: recorded by the machine, or read in a kernel's log. */

/** What a register or stack slot held at some point. */
export interface Held {
  /** As the kernel prints it: `map_value(off=0,ks=4,vs=32,imm=0)`, `fp-8`, `5`. */
  readonly text: string;
  /** Points into a stack: which frame's, and how many bytes from its top (negative). */
  readonly stack: { readonly frame: number; readonly off: number } | null;
  /** Index of the map in the program if it is known, and the offset in its value if it is constant. */
  readonly mapValue: { readonly map: number | null; readonly off: number | null } | null;
  /** Points to a structure of the kernel: its name, and the offset in it if that is constant. */
  readonly object: { readonly struct: string; readonly off: number | null } | null;
  /** Points to the program's context: the offset in it if that is constant. */
  readonly context: { readonly off: number | null } | null;
  /** Index of the map that it is a pointer to. */
  readonly map: number | null;
  /** Does it hold a number: not a pointer, and not nothing. */
  readonly isScalar: boolean;
  readonly isConstant: boolean;
  /** May it be NULL still. */
  readonly maybeNull: boolean;
  /** Never written, or unreadable since a call. */
  readonly isUnset: boolean;
  /** Reference that it carries, 0 for none. */
  readonly reference: number;
}

/** A register (0 to 10) or a stack slot (11: fp-8, 12: fp-16, …) of a frame. */
export interface Place {
  readonly frame: number;
  readonly index: number;
}

export const FIRST_SLOT = 11;

/** Steps of one path, numbered from 0. A step before 0 means the beginning. */
export interface Path {
  readonly length: number;
  /** Steps before the first are not known. */
  readonly truncated: boolean;
  /** Index of the first instruction, be it a step or the one at fault: 0 but where a global function is walked by itself. */
  readonly start: number;
  /** Index of a step's instruction. */
  insn(step: number): number;
  /** Index of the instruction behind it on the path. */
  next(step: number): number;
  frame(step: number): number;
  /** What a place held after a step; null when nothing is known of it. */
  after(step: number, place: Place): Held | null;
  changed(step: number, place: Place): boolean;
}

/** The place of the stack slot that holds the byte at `off` (negative) of a frame. */
export function slotPlace(frame: number, off: number): Place {
  return { frame, index: FIRST_SLOT + ((-off - 1) >> 3) };
}

/** `R1`, `fp-8`; of another frame than the one that matters with its number in front. */
export function placeName(place: Place, frame: number): string {
  const name = place.index < FIRST_SLOT ? `R${place.index}` : `fp-${(place.index - FIRST_SLOT + 1) * 8}`;
  return place.frame === frame ? name : `frame${place.frame}: ${name}`;
}
