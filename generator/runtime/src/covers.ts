/**
 * Does an explored state cover the current one, so that what was found safe from there is safe from here (states_equal, regsafe,
 * stacksafe, refsafe and check_ids of kernel/bpf/verifier.c).
 */

import type { IdMap } from './id-map.js';
import type { ExploredState } from './kept-state.js';
import {
  BASE_TYPE_MASK,
  F_ACQUIRED_REFS,
  F_ALLOCATED_STACK,
  F_CALLSITE,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  LIVE_READ,
  MAX_BPF_REG,
  MAYBE_NULL,
  NOT_INIT,
  PRECISE,
  PTR_TO_MAP_KEY,
  PTR_TO_MAP_VALUE,
  PTR_TO_PACKET,
  PTR_TO_PACKET_META,
  PTR_TO_STACK,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_LIVE,
  R_OFF,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  R_U32_MAX,
  R_U32_MIN,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
  REG_WORDS,
  SCALAR,
  SLOT_TYPES,
  SLOT_WORDS,
  STACK_INVALID,
  STACK_MISC,
  STACK_SPILL,
} from './layout.js';
import type { Machine } from './machine.js';
import { REF_WORDS } from './refs.js';
import { tnumIn } from './tnum.js';
import { slt, ult } from './wide.js';

/** Do two registers hold the same: everything but liveness, precision and parent. */
function sameRegister(a: Int32Array, ra: number, b: Int32Array, rb: number): boolean {
  for (let i = 0; i < R_LIVE; i++) if (a[ra + i] !== b[rb + i]) return false;
  return true;
}

/** Type, fixed offset and what the type points to. */
function sameTarget(a: Int32Array, ra: number, b: Int32Array, rb: number): boolean {
  return (
    a[ra + R_TYPE] === b[rb + R_TYPE] &&
    a[ra + R_OFF] === b[rb + R_OFF] &&
    a[ra + R_AUX1] === b[rb + R_AUX1] &&
    a[ra + R_AUX2] === b[rb + R_AUX2]
  );
}

/** range_within() and tnum_in(): every value that the current register (b) can have, the old one (a) could. */
function valueWithin(a: Int32Array, ra: number, b: Int32Array, rb: number): boolean {
  return (
    !ult(b[rb + R_UMIN], b[rb + R_UMIN_HI], a[ra + R_UMIN], a[ra + R_UMIN_HI]) &&
    !ult(a[ra + R_UMAX], a[ra + R_UMAX_HI], b[rb + R_UMAX], b[rb + R_UMAX_HI]) &&
    !slt(b[rb + R_SMIN], b[rb + R_SMIN_HI], a[ra + R_SMIN], a[ra + R_SMIN_HI]) &&
    !slt(a[ra + R_SMAX], a[ra + R_SMAX_HI], b[rb + R_SMAX], b[rb + R_SMAX_HI]) &&
    a[ra + R_U32_MIN] >>> 0 <= b[rb + R_U32_MIN] >>> 0 &&
    a[ra + R_U32_MAX] >>> 0 >= b[rb + R_U32_MAX] >>> 0 &&
    a[ra + R_S32_MIN] <= b[rb + R_S32_MIN] &&
    a[ra + R_S32_MAX] >= b[rb + R_S32_MAX] &&
    tnumIn(a, ra + R_VALUE, b, rb + R_VALUE)
  );
}

/** regsafe(): a and ra are the explored state's register, b and rb the current one's. */
function registerCovered(ids: IdMap, a: Int32Array, ra: number, b: Int32Array, rb: number): boolean {
  if ((a[ra + R_LIVE] & LIVE_READ) === 0) return true;
  if (sameRegister(a, ra, b, rb)) return true;
  const type = a[ra + R_TYPE];
  // Frames are part of what is compared: fp-8 of two frames differ.
  if (type === PTR_TO_STACK) return false;
  if (type === NOT_INIT) return true;
  const currentType = b[rb + R_TYPE];
  if (currentType === NOT_INIT) return false;
  switch (type & BASE_TYPE_MASK) {
    case SCALAR:
      if (currentType !== SCALAR) return false;
      return (a[ra + R_LIVE] & PRECISE) === 0 || valueWithin(a, ra, b, rb);
    case PTR_TO_MAP_KEY:
    case PTR_TO_MAP_VALUE:
      if ((type & MAYBE_NULL) !== 0) return sameTarget(a, ra, b, rb) && ids.matches(a[ra + R_ID], b[rb + R_ID]);
      return sameTarget(a, ra, b, rb) && valueWithin(a, ra, b, rb);
    case PTR_TO_PACKET:
    case PTR_TO_PACKET_META: {
      if (currentType !== type || a[ra + R_OFF] !== b[rb + R_OFF]) return false;
      const range = a[ra + R_AUX1];
      const currentRange = b[rb + R_AUX1];
      // Negative ranges stand for the packet's end.
      if (range < 0 || currentRange < 0 ? range !== currentRange : range > currentRange) return false;
      if (a[ra + R_ID] !== 0 && !ids.matches(a[ra + R_ID], b[rb + R_ID])) return false;
      return valueWithin(a, ra, b, rb);
    }
    default:
      return false;
  }
}

/** stacksafe(): `from` and `frame` are the frames' first words. */
function stackCovered(ids: IdMap, a: Int32Array, from: number, b: Int32Array, frame: number): boolean {
  const slots = a[from + F_ALLOCATED_STACK] >> 3;
  const currentSlots = b[frame + F_ALLOCATED_STACK] >> 3;
  for (let spi = 0; spi < slots; spi++) {
    const slot = FRAME_STACK + spi * SLOT_WORDS;
    if ((a[from + slot + R_LIVE] & LIVE_READ) === 0) continue;
    for (let byte = 0; byte < 8; byte++) {
      const word = slot + SLOT_TYPES + (byte >> 2);
      const shift = (byte & 3) << 3;
      const type = (a[from + word] >>> shift) & 0xff;
      // Root may read what was never written.
      if (type === STACK_INVALID || type === STACK_MISC) continue;
      if (spi >= currentSlots) return false;
      if (type !== ((b[frame + word] >>> shift) & 0xff)) return false;
      if (byte === 7 && type === STACK_SPILL && !registerCovered(ids, a, from + slot, b, frame + slot)) return false;
    }
  }
  return true;
}

function refsCovered(m: Machine, old: ExploredState, frame: number, firstRef: number): boolean {
  const words = m.w[frame * FRAME_WORDS + F_ACQUIRED_REFS] * REF_WORDS;
  const refs = m.refs[frame];
  for (let i = 0; i < words; i++) if (refs[i] !== old.refs[firstRef + i]) return false;
  return true;
}

const ALL_REGISTERS = (1 << MAX_BPF_REG) - 1;

/** All registers of one frame; on a mismatch `old.telling` is the register. */
function registersCovered(m: Machine, old: ExploredState, from: number, frame: number, read: number): boolean {
  for (let left = read; left !== 0; left &= left - 1) {
    const number = 31 - Math.clz32(left & -left);
    const reg = FRAME_REGS + number * REG_WORDS;
    if (!registerCovered(m.ids, old.words, from + reg, m.w, frame + reg)) {
      old.telling = number;
      return false;
    }
  }
  return true;
}

/** states_equal() */
export function isCovered(m: Machine, old: ExploredState): boolean {
  const { w, ids } = m;
  const { words, curframe } = old;
  if (curframe !== m.curframe || old.activeSpinLock !== m.activeSpinLock) return false;
  if (old.telling >= 0) {
    // Without other registers' ids in the map, only what differs for sure is found to differ.
    ids.clear();
    const reg = FRAME_REGS + old.telling * REG_WORDS;
    if (!registerCovered(ids, words, old.frameAt[curframe] + reg, w, m.frame + reg)) return false;
  }
  let firstRef = 0;
  for (let f = 0; f <= curframe; f++) {
    const from = old.frameAt[f];
    const frame = f * FRAME_WORDS;
    if (words[from + F_CALLSITE] !== w[frame + F_CALLSITE]) return false;
    ids.clear();
    if (!registersCovered(m, old, from, frame, old.done ? old.reads[f] : ALL_REGISTERS)) {
      if (f !== curframe) old.telling = -1;
      return false;
    }
    if (!stackCovered(ids, words, from, w, frame)) return false;
    if (words[from + F_ACQUIRED_REFS] !== w[frame + F_ACQUIRED_REFS]) return false;
    if (!refsCovered(m, old, f, firstRef)) return false;
    firstRef += words[from + F_ACQUIRED_REFS] * REF_WORDS;
  }
  return true;
}

/** states_maybe_looping(): do the current frame's registers hold exactly what they held then. */
export function maybeLooping(m: Machine, old: ExploredState): boolean {
  if (old.curframe !== m.curframe) return false;
  const from = old.frameAt[m.curframe];
  for (let i = 0, reg = FRAME_REGS; i < MAX_BPF_REG; i++, reg += REG_WORDS) {
    if (!sameRegister(old.words, from + reg, m.w, m.frame + reg)) return false;
  }
  return true;
}
