/** What a comparison teaches of a scalar on either side of the branch (kernel/bpf/verifier.c reg_set_min_max, reg_combine_min_max). */
import { syncBounds } from './bounds.js';
import { JMP_JEQ, JMP_JGE, JMP_JGT, JMP_JLE, JMP_JLT, JMP_JNE, JMP_JSET, JMP_JSGE, JMP_JSGT, JMP_JSLE, JMP_JSLT } from './branch.js';
import { setValue, setValue32, unbound } from './known.js';
import {
  R_MASK,
  R_MASK_HI,
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
  R_VALUE_HI,
  SCALAR,
} from './layout.js';
import { tnumIntersect } from './tnum.js';
import { slt, ult } from './wide.js';
import { combine32Into64, combine64Into32 } from './width.js';

/** The opposite of JSET, which has no opcode: no bit in common. */
const JMP_DISJOINT = 0xe0;

/** The comparison that holds when `op` does not; 0 for an operation that teaches nothing. */
function negation(op: number): number {
  switch (op) {
    case JMP_JEQ:
      return JMP_JNE;
    case JMP_JNE:
      return JMP_JEQ;
    case JMP_JSET:
      return JMP_DISJOINT;
    case JMP_JGT:
      return JMP_JLE;
    case JMP_JLE:
      return JMP_JGT;
    case JMP_JGE:
      return JMP_JLT;
    case JMP_JLT:
      return JMP_JGE;
    case JMP_JSGT:
      return JMP_JSLE;
    case JMP_JSLE:
      return JMP_JSGT;
    case JMP_JSGE:
      return JMP_JSLT;
    case JMP_JSLT:
      return JMP_JSGE;
    default:
      return 0;
  }
}

/** Exactly one bit set. */
function isPowerOfTwo(lo: number, hi: number): boolean {
  if (hi === 0) return lo !== 0 && (lo & (lo - 1)) === 0;
  return lo === 0 && (hi & (hi - 1)) === 0;
}

function raiseUmin(w: Int32Array, r: number, lo: number, hi: number): void {
  if (ult(w[r + R_UMIN], w[r + R_UMIN_HI], lo, hi)) {
    w[r + R_UMIN] = lo;
    w[r + R_UMIN_HI] = hi;
  }
}

function lowerUmax(w: Int32Array, r: number, lo: number, hi: number): void {
  if (ult(lo, hi, w[r + R_UMAX], w[r + R_UMAX_HI])) {
    w[r + R_UMAX] = lo;
    w[r + R_UMAX_HI] = hi;
  }
}

function raiseSmin(w: Int32Array, r: number, lo: number, hi: number): void {
  if (slt(w[r + R_SMIN], w[r + R_SMIN_HI], lo, hi)) {
    w[r + R_SMIN] = lo;
    w[r + R_SMIN_HI] = hi;
  }
}

function lowerSmax(w: Int32Array, r: number, lo: number, hi: number): void {
  if (slt(lo, hi, w[r + R_SMAX], w[r + R_SMAX_HI])) {
    w[r + R_SMAX] = lo;
    w[r + R_SMAX_HI] = hi;
  }
}

/** The 64-bit part of reg_set_min_max() for the side on which `op` holds. A strict bound that wraps around is taken as it comes. */
function narrow64(w: Int32Array, r: number, lo: number, hi: number, op: number): void {
  switch (op) {
    case JMP_JEQ:
      setValue(w, r, lo, hi);
      break;
    case JMP_JSET:
      if (isPowerOfTwo(lo, hi)) {
        w[r + R_VALUE] |= lo;
        w[r + R_VALUE_HI] |= hi;
        w[r + R_MASK] &= ~lo;
        w[r + R_MASK_HI] &= ~hi;
      }
      break;
    case JMP_DISJOINT:
      // The ranges go first: on a dead branch they would contradict the tnum.
      unbound(w, r);
      w[r + R_VALUE] &= ~lo;
      w[r + R_VALUE_HI] &= ~hi;
      w[r + R_MASK] &= ~lo;
      w[r + R_MASK_HI] &= ~hi;
      break;
    case JMP_JGT:
      raiseUmin(w, r, (lo + 1) | 0, lo === -1 ? (hi + 1) | 0 : hi);
      break;
    case JMP_JGE:
      raiseUmin(w, r, lo, hi);
      break;
    case JMP_JLT:
      lowerUmax(w, r, (lo - 1) | 0, lo === 0 ? (hi - 1) | 0 : hi);
      break;
    case JMP_JLE:
      lowerUmax(w, r, lo, hi);
      break;
    case JMP_JSGT:
      raiseSmin(w, r, (lo + 1) | 0, lo === -1 ? (hi + 1) | 0 : hi);
      break;
    case JMP_JSGE:
      raiseSmin(w, r, lo, hi);
      break;
    case JMP_JSLT:
      lowerSmax(w, r, (lo - 1) | 0, lo === 0 ? (hi - 1) | 0 : hi);
      break;
    case JMP_JSLE:
      lowerSmax(w, r, lo, hi);
      break;
  }
}

/** The 32-bit part of reg_set_min_max() for the side on which `op` holds. */
function narrow32(w: Int32Array, r: number, val: number, op: number): void {
  switch (op) {
    case JMP_JEQ:
      setValue32(w, r, val);
      break;
    case JMP_JSET:
      if (isPowerOfTwo(val, 0)) {
        w[r + R_VALUE] |= val;
        w[r + R_MASK] &= ~val;
      }
      break;
    case JMP_DISJOINT:
      unbound(w, r);
      w[r + R_VALUE] &= ~val;
      w[r + R_MASK] &= ~val;
      break;
    case JMP_JGT:
    case JMP_JGE: {
      const min = op === JMP_JGT ? (val + 1) | 0 : val;
      if (w[r + R_U32_MIN] >>> 0 < min >>> 0) w[r + R_U32_MIN] = min;
      break;
    }
    case JMP_JLT:
    case JMP_JLE: {
      const max = op === JMP_JLT ? (val - 1) | 0 : val;
      if (w[r + R_U32_MAX] >>> 0 > max >>> 0) w[r + R_U32_MAX] = max;
      break;
    }
    case JMP_JSGT:
    case JMP_JSGE: {
      const min = op === JMP_JSGT ? (val + 1) | 0 : val;
      if (w[r + R_S32_MIN] < min) w[r + R_S32_MIN] = min;
      break;
    }
    case JMP_JSLT:
    case JMP_JSLE: {
      const max = op === JMP_JSLT ? (val - 1) | 0 : val;
      if (w[r + R_S32_MAX] > max) w[r + R_S32_MAX] = max;
      break;
    }
  }
}

/**
 * reg_set_min_max() for one side: the register compared with the known number lo, hi by `op`, where the jump is taken (`holds`) or not.
 * Pointers learn nothing. A 32-bit jump compares with lo alone.
 */
export function refineByConstant(w: Int32Array, r: number, lo: number, hi: number, op: number, jmp32: boolean, holds: boolean): void {
  if (w[r + R_TYPE] !== SCALAR) return;
  const comparison = holds ? op : negation(op);
  if (comparison === 0) return;
  if (jmp32) {
    narrow32(w, r, lo, comparison);
    combine32Into64(w, r);
  } else {
    narrow64(w, r, lo, hi, comparison);
    combine64Into32(w, r);
  }
}

/** __reg_combine_min_max(): two registers of one state are known to be equal. */
export function refineEqual(w: Int32Array, a: number, b: number): void {
  raiseUmin(w, a, w[b + R_UMIN], w[b + R_UMIN_HI]);
  lowerUmax(w, a, w[b + R_UMAX], w[b + R_UMAX_HI]);
  raiseSmin(w, a, w[b + R_SMIN], w[b + R_SMIN_HI]);
  lowerSmax(w, a, w[b + R_SMAX], w[b + R_SMAX_HI]);
  tnumIntersect(w, a + R_VALUE, a + R_VALUE, b + R_VALUE);
  for (let i = R_VALUE; i <= R_UMAX_HI; i++) w[b + i] = w[a + i];
  syncBounds(w, a);
  syncBounds(w, b);
}
