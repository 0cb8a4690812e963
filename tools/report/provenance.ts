/** Where a register's value came from: the steps of the path that made it, found by walking the path backwards. */

import type { Insns } from '@kfuncspec/runtime/v1';
import { decode, isAddOrSub, isWide } from './opcode.js';
import { FIRST_SLOT, type Held, type Path, type Place, slotPlace } from './path.js';

/** One step that had a part in a value. */
export interface Origin {
  readonly step: number;
  readonly insn: number;
  /** What held the value after the step, and what that was. */
  readonly place: Place;
  readonly held: Held | null;
  /** What the step did for it: sets it, changes it, copies it, tests it, or ends what it was good for. */
  readonly how: How;
  /** Of a test: whether the jump was taken. */
  readonly taken: boolean;
  /** Of a test: the value may have been NULL before, and is not behind it. */
  readonly settled: boolean;
}

type How = 'set' | 'changed' | 'copied' | 'loaded' | 'spilled' | 'filled' | 'tested' | 'passed' | 'returned' | 'lost' | 'result';

/** What a value goes back to: the steps, oldest first, and whether it was there before the first step. */
export interface Provenance {
  readonly place: Place;
  readonly origins: readonly Origin[];
  /** The place that held the value at the beginning; null when a step of the path made it. */
  readonly initial: Place | null;
  /** Numbers of unknown value that were added on the way: variable offsets, with where they came from. */
  readonly added: readonly Provenance[];
}

const CALLER_SAVED = 5;
/** A value that went through more steps than this is followed no further. */
const MOST_ORIGINS = 20_000;

/** Follows what `place` holds after `step` back to where it was made. */
export function provenance(path: Path, insns: Insns, step: number, place: Place, depth = 1): Provenance {
  const origins: Origin[] = [];
  const added: Provenance[] = [];
  let current: Place | null = place;
  for (let i = step; i >= 0 && current !== null && origins.length < MOST_ORIGINS; i--) {
    const back: Back | null = goBack(path, insns, i, current);
    if (back === null) continue;
    const held = path.after(i, current);
    const settled = back.how === 'tested' && path.after(i - 1, current)?.maybeNull === true && held?.maybeNull === false && !held.isScalar;
    origins.push({ step: i, insn: path.insn(i), place: current, held, how: back.how, taken: back.taken ?? false, settled });
    if (back.added !== undefined && depth > 0) added.push(provenance(path, insns, i - 1, back.added, depth - 1));
    // a number that was added is told up to where it was read: whose memory that was is another story
    current = depth === 0 && back.how === 'loaded' && held?.isScalar ? null : back.to;
  }
  return { place, origins: origins.reverse(), initial: current, added };
}

const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;

/** The map that a value stems from: its address was loaded, or the map was passed as R1 to the call that made it; null when that can't be told. */
export function mapBehind(path: Path, insns: Insns, from: Provenance): number | null {
  const first = from.initial === null ? from.origins[0] : undefined;
  if (first === undefined) return null;
  if (first.how === 'set') return mapLoaded(insns, first.insn, [PSEUDO_MAP_FD, PSEUDO_MAP_VALUE]);
  if (first.how !== 'result') return null;
  const argument: Place = { frame: path.frame(first.step), index: 1 };
  const held = path.after(first.step - 1, argument);
  if (held?.map != null) return held.map;
  const behind = provenance(path, insns, first.step - 1, argument, 0);
  const made = behind.initial === null ? behind.origins[0] : undefined;
  return made?.how === 'set' ? mapLoaded(insns, made.insn, [PSEUDO_MAP_FD]) : null;
}

function mapLoaded(insns: Insns, insn: number, kinds: readonly number[]): number | null {
  return isWide(insns, insn) && kinds.includes(insns.src[insn] ?? -1) ? (insns.imm[insn] ?? null) : null;
}

interface Back {
  readonly how: How;
  /** Where the value was before; null: the step made it. */
  readonly to: Place | null;
  readonly taken?: boolean;
  readonly added?: Place;
}

/** What a step did to a place, null for nothing. */
function goBack(path: Path, insns: Insns, step: number, place: Place): Back | null {
  const at = path.insn(step);
  const frame = path.frame(step);
  const what = decode(insns, at);
  const before = (index: number): Held | null => path.after(step - 1, { frame, index });
  const own = place.frame === frame;
  switch (what.kind) {
    case 'move':
      return own && place.index === what.dst ? { how: 'copied', to: { frame, index: what.src } } : null;
    case 'constant':
      return own && place.index === what.dst ? { how: 'set', to: null } : null;
    case 'operate':
      return own && place.index === what.dst ? operate(insns, at, frame, what.dst, what.src, before) : null;
    case 'load': {
      if (!own || place.index !== what.dst) return null;
      const slot = stackSlot(before(what.base), what.off);
      return slot ? { how: 'filled', to: slot } : { how: 'loaded', to: { frame, index: what.base } };
    }
    case 'store': {
      const slot = stackSlot(before(what.base), what.off);
      if (!slot || slot.frame !== place.frame || slot.index !== place.index) return null;
      if (what.size < 8) return { how: 'changed', to: place };
      return what.src === null ? { how: 'set', to: null } : { how: 'spilled', to: { frame, index: what.src } };
    }
    case 'atomic':
      if (own && what.fetched === place.index) return { how: 'loaded', to: { frame, index: what.base } };
      return path.changed(step, place) && place.index >= FIRST_SLOT ? { how: 'changed', to: place } : null;
    case 'packet':
      return own && place.index === 0 ? { how: 'result', to: null } : lostToCall(place, own);
    case 'branch': {
      const named = own && (place.index === what.dst || place.index === what.src);
      if (!path.changed(step, place) && !named) return null;
      return { how: 'tested', to: place, taken: path.next(step) !== at + 1 };
    }
    case 'helper':
    case 'kfunc':
      // it called the function that the place belongs to, and set its arguments
      return place.frame > frame ? { how: 'set', to: null } : afterCall(path, step, place, own);
    case 'subprogram':
      return throughCall(path, step, place, frame);
    case 'exit':
      return throughExit(place, frame);
    default:
      return null;
  }
}

function operate(insns: Insns, at: number, frame: number, dst: number, src: number | null, before: (index: number) => Held | null): Back {
  const kept: Place = { frame, index: dst };
  if (src === null) return { how: 'changed', to: kept };
  const left = before(dst);
  const right = before(src);
  // a number plus a pointer is that pointer, moved
  if (isAddOrSub(insns, at) && left?.isScalar && right && !right.isScalar && !right.isUnset) {
    return { how: 'changed', to: { frame, index: src }, ...(left.isConstant ? {} : { added: kept }) };
  }
  return { how: 'changed', to: kept, ...(right?.isScalar && !right.isConstant && src !== dst ? { added: { frame, index: src } } : {}) };
}

function stackSlot(base: Held | null, off: number): Place | null {
  if (!base?.stack || base.stack.off + off >= 0) return null;
  return slotPlace(base.stack.frame, base.stack.off + off);
}

function lostToCall(place: Place, own: boolean): Back | null {
  return own && place.index >= 1 && place.index <= CALLER_SAVED ? { how: 'lost', to: null } : null;
}

/** A helper or kfunc: R0 is its result, R1 to R5 are gone, and it may take back what other places hold. */
function afterCall(path: Path, step: number, place: Place, own: boolean): Back | null {
  if (own && place.index === 0) return { how: 'result', to: null };
  const lost = lostToCall(place, own);
  if (lost) return lost;
  if (!path.changed(step, place)) return null;
  const before = path.after(step - 1, place);
  const after = path.after(step, place);
  const gone = before !== null && after !== null && !before.isScalar && (after.isScalar || after.isUnset);
  return { how: gone ? 'lost' : 'changed', to: place };
}

/** A call of a function of the program: its R1 to R5 are the caller's. */
function throughCall(path: Path, step: number, place: Place, frame: number): Back | null {
  const entered = step + 1 < path.length ? path.frame(step + 1) > frame : path.next(step) !== path.insn(step) + 1;
  if (!entered) return afterCall(path, step, place, place.frame === frame);
  if (place.frame <= frame) return null;
  return place.index >= 1 && place.index <= CALLER_SAVED ? { how: 'passed', to: { frame, index: place.index } } : { how: 'set', to: null };
}

/** The end of a function of the program: the caller's R0 is its R0, R1 to R5 of the caller are gone. */
function throughExit(place: Place, frame: number): Back | null {
  if (place.frame !== frame - 1) return null;
  if (place.index === 0) return { how: 'returned', to: { frame, index: 0 } };
  return lostToCall(place, true);
}
