/** The 64-bit bounds of a scalar after add, sub, mul and the bitwise operations (kernel/bpf/verifier.c scalar_min_max_*). */
import { updateBounds } from './bounds.js';
import { markKnown, unbound64, unboundSigned64, unboundUnsigned64 } from './known.js';
import {
  R_MASK,
  R_MASK_HI,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
  R_VALUE_HI,
} from './layout.js';
import { borrow, carry, mulHighU32, ult } from './wide.js';

/** Did the signed sum of two numbers with these high words overflow? The sum's sign differs from that of both. */
export function sumOverflows(aHi: number, bHi: number, sumHi: number): boolean {
  return ((aHi ^ sumHi) & (bHi ^ sumHi)) < 0;
}

/** Did the signed difference a - b overflow? */
export function differenceOverflows(aHi: number, bHi: number, diffHi: number): boolean {
  return ((aHi ^ bHi) & (aHi ^ diffHi)) < 0;
}

/**
 * scalar_min_max_add() and the variable part of adjust_ptr_min_max_vals(): the bounds of a + b become those of d.
 * For the unsigned bounds a carry out of either sum means that anything is possible.
 */
export function addBounds64(w: Int32Array, d: number, a: number, b: number): void {
  const sminLo = (w[a + R_SMIN] + w[b + R_SMIN]) | 0;
  const sminHi = (w[a + R_SMIN_HI] + w[b + R_SMIN_HI] + carry(w[a + R_SMIN], sminLo)) | 0;
  const smaxLo = (w[a + R_SMAX] + w[b + R_SMAX]) | 0;
  const smaxHi = (w[a + R_SMAX_HI] + w[b + R_SMAX_HI] + carry(w[a + R_SMAX], smaxLo)) | 0;
  const uminLo = (w[a + R_UMIN] + w[b + R_UMIN]) | 0;
  const uminHi = (w[a + R_UMIN_HI] + w[b + R_UMIN_HI] + carry(w[a + R_UMIN], uminLo)) | 0;
  const umaxLo = (w[a + R_UMAX] + w[b + R_UMAX]) | 0;
  const umaxHi = (w[a + R_UMAX_HI] + w[b + R_UMAX_HI] + carry(w[a + R_UMAX], umaxLo)) | 0;
  const wraps = ult(uminLo, uminHi, w[a + R_UMIN], w[a + R_UMIN_HI]) || ult(umaxLo, umaxHi, w[a + R_UMAX], w[a + R_UMAX_HI]);
  if (sumOverflows(w[a + R_SMIN_HI], w[b + R_SMIN_HI], sminHi) || sumOverflows(w[a + R_SMAX_HI], w[b + R_SMAX_HI], smaxHi)) {
    unboundSigned64(w, d);
  } else {
    w[d + R_SMIN] = sminLo;
    w[d + R_SMIN_HI] = sminHi;
    w[d + R_SMAX] = smaxLo;
    w[d + R_SMAX_HI] = smaxHi;
  }
  if (wraps) {
    unboundUnsigned64(w, d);
  } else {
    w[d + R_UMIN] = uminLo;
    w[d + R_UMIN_HI] = uminHi;
    w[d + R_UMAX] = umaxLo;
    w[d + R_UMAX_HI] = umaxHi;
  }
}

/** scalar_min_max_sub() and the variable part of adjust_ptr_min_max_vals(): the bounds of a - b become those of d. */
export function subBounds64(w: Int32Array, d: number, a: number, b: number): void {
  const sminLo = (w[a + R_SMIN] - w[b + R_SMAX]) | 0;
  const sminHi = (w[a + R_SMIN_HI] - w[b + R_SMAX_HI] - borrow(w[a + R_SMIN], w[b + R_SMAX])) | 0;
  const smaxLo = (w[a + R_SMAX] - w[b + R_SMIN]) | 0;
  const smaxHi = (w[a + R_SMAX_HI] - w[b + R_SMIN_HI] - borrow(w[a + R_SMAX], w[b + R_SMIN])) | 0;
  const uminLo = (w[a + R_UMIN] - w[b + R_UMAX]) | 0;
  const uminHi = (w[a + R_UMIN_HI] - w[b + R_UMAX_HI] - borrow(w[a + R_UMIN], w[b + R_UMAX])) | 0;
  const umaxLo = (w[a + R_UMAX] - w[b + R_UMIN]) | 0;
  const umaxHi = (w[a + R_UMAX_HI] - w[b + R_UMIN_HI] - borrow(w[a + R_UMAX], w[b + R_UMIN])) | 0;
  const wraps = ult(w[a + R_UMIN], w[a + R_UMIN_HI], w[b + R_UMAX], w[b + R_UMAX_HI]);
  if (differenceOverflows(w[a + R_SMIN_HI], w[b + R_SMAX_HI], sminHi) || differenceOverflows(w[a + R_SMAX_HI], w[b + R_SMIN_HI], smaxHi)) {
    unboundSigned64(w, d);
  } else {
    w[d + R_SMIN] = sminLo;
    w[d + R_SMIN_HI] = sminHi;
    w[d + R_SMAX] = smaxLo;
    w[d + R_SMAX_HI] = smaxHi;
  }
  if (wraps) {
    unboundUnsigned64(w, d);
  } else {
    w[d + R_UMIN] = uminLo;
    w[d + R_UMIN_HI] = uminHi;
    w[d + R_UMAX] = umaxLo;
    w[d + R_UMAX_HI] = umaxHi;
  }
}

/** scalar_min_max_mul(). */
export function mulBounds64(w: Int32Array, d: number, s: number): void {
  if ((w[s + R_SMIN_HI] | w[d + R_SMIN_HI]) < 0 || (w[s + R_UMAX_HI] | w[d + R_UMAX_HI]) !== 0) {
    unbound64(w, d);
    return;
  }
  const minLo = w[d + R_UMIN];
  const maxLo = w[d + R_UMAX];
  // The maxima fit 32 bits, but broken bounds from dead branches may have a greater minimum: multiply the minima in full.
  const crossed = Math.imul(w[d + R_UMIN_HI], w[s + R_UMIN]) + Math.imul(minLo, w[s + R_UMIN_HI]);
  w[d + R_UMIN] = Math.imul(minLo, w[s + R_UMIN]);
  w[d + R_UMIN_HI] = (mulHighU32(minLo, w[s + R_UMIN]) + crossed) | 0;
  w[d + R_UMAX] = Math.imul(maxLo, w[s + R_UMAX]);
  w[d + R_UMAX_HI] = mulHighU32(maxLo, w[s + R_UMAX]);
  if (w[d + R_UMAX_HI] < 0) unboundSigned64(w, d);
  else signedFromUnsigned64(w, d);
}

function signedFromUnsigned64(w: Int32Array, d: number): void {
  w[d + R_SMIN] = w[d + R_UMIN];
  w[d + R_SMIN_HI] = w[d + R_UMIN_HI];
  w[d + R_SMAX] = w[d + R_UMAX];
  w[d + R_SMAX_HI] = w[d + R_UMAX_HI];
}

/** Are both tnums constants? `d` has the operation's result already, which then is one too. */
function bothConst(w: Int32Array, d: number, s: number): boolean {
  return (w[s + R_MASK] | w[s + R_MASK_HI] | w[d + R_MASK] | w[d + R_MASK_HI]) === 0;
}

/** Bitwise operations on two numbers that aren't negative give one that isn't: the unsigned bounds serve as signed ones. */
function bitwiseSigned64(w: Int32Array, d: number, s: number): void {
  if ((w[d + R_SMIN_HI] | w[s + R_SMIN_HI]) < 0) unboundSigned64(w, d);
  else signedFromUnsigned64(w, d);
  updateBounds(w, d);
}

/** scalar_min_max_and(): d's tnum is the result's already. */
export function andBounds64(w: Int32Array, d: number, s: number): void {
  if (bothConst(w, d, s)) {
    markKnown(w, d, w[d + R_VALUE], w[d + R_VALUE_HI]);
    return;
  }
  w[d + R_UMIN] = w[d + R_VALUE];
  w[d + R_UMIN_HI] = w[d + R_VALUE_HI];
  if (ult(w[s + R_UMAX], w[s + R_UMAX_HI], w[d + R_UMAX], w[d + R_UMAX_HI])) {
    w[d + R_UMAX] = w[s + R_UMAX];
    w[d + R_UMAX_HI] = w[s + R_UMAX_HI];
  }
  bitwiseSigned64(w, d, s);
}

/** scalar_min_max_or(): d's tnum is the result's already. */
export function orBounds64(w: Int32Array, d: number, s: number): void {
  if (bothConst(w, d, s)) {
    markKnown(w, d, w[d + R_VALUE], w[d + R_VALUE_HI]);
    return;
  }
  if (ult(w[d + R_UMIN], w[d + R_UMIN_HI], w[s + R_UMIN], w[s + R_UMIN_HI])) {
    w[d + R_UMIN] = w[s + R_UMIN];
    w[d + R_UMIN_HI] = w[s + R_UMIN_HI];
  }
  w[d + R_UMAX] = w[d + R_VALUE] | w[d + R_MASK];
  w[d + R_UMAX_HI] = w[d + R_VALUE_HI] | w[d + R_MASK_HI];
  bitwiseSigned64(w, d, s);
}

/** scalar_min_max_xor(): d's tnum is the result's already. */
export function xorBounds64(w: Int32Array, d: number, s: number): void {
  if (bothConst(w, d, s)) {
    markKnown(w, d, w[d + R_VALUE], w[d + R_VALUE_HI]);
    return;
  }
  w[d + R_UMIN] = w[d + R_VALUE];
  w[d + R_UMIN_HI] = w[d + R_VALUE_HI];
  w[d + R_UMAX] = w[d + R_VALUE] | w[d + R_MASK];
  w[d + R_UMAX_HI] = w[d + R_VALUE_HI] | w[d + R_MASK_HI];
  bitwiseSigned64(w, d, s);
}
