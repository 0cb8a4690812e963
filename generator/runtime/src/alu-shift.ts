/** Shifts of a scalar by a known number of bits (kernel/bpf/verifier.c scalar_min_max_{lsh,rsh,arsh} and their 32-bit forms). */
import { updateBounds, updateBounds32 } from './bounds.js';
import { unbound32, unbound64, unboundSigned32, unboundSigned64, unboundUnsigned32, unboundUnsigned64 } from './known.js';
import {
  R_MASK_HI,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_U32_MAX,
  R_U32_MIN,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
  R_VALUE_HI,
} from './layout.js';
import { tnumArshift32, tnumArshift64, tnumLshift, tnumRshift, tnumSubreg } from './tnum.js';
import { sarHi, sarLo, shlHi, shlLo, shrHi, shrLo, ult } from './wide.js';

/** __scalar32_min_max_lsh(): `by` is below 64. */
function shiftLeftBounds32(w: Int32Array, d: number, by: number): void {
  unboundSigned32(w, d);
  if (by > 31 || w[d + R_U32_MAX] >>> 0 > (1 << (31 - by)) >>> 0) {
    unboundUnsigned32(w, d);
  } else {
    w[d + R_U32_MIN] <<= by;
    w[d + R_U32_MAX] <<= by;
  }
}

/** scalar32_min_max_lsh(): 0 <= by < 32. */
export function shiftLeft32(w: Int32Array, d: number, by: number): void {
  shiftLeftBounds32(w, d, by);
  tnumLshift(w, d + R_VALUE, d + R_VALUE, by);
  w[d + R_VALUE_HI] = 0;
  w[d + R_MASK_HI] = 0;
  unbound64(w, d);
  updateBounds32(w, d);
}

/** scalar_min_max_lsh(): 0 <= by < 64. */
export function shiftLeft64(w: Int32Array, d: number, by: number): void {
  if (by === 32) {
    // Half of the compilers' way to sign-extend; the 32-bit bounds keep their sign on the way up.
    w[d + R_SMIN] = 0;
    w[d + R_SMIN_HI] = w[d + R_S32_MIN];
    w[d + R_SMAX] = 0;
    w[d + R_SMAX_HI] = w[d + R_S32_MAX];
  } else {
    unboundSigned64(w, d);
  }
  const limitLo = shlLo(1, 63 - by);
  const limitHi = shlHi(1, 0, 63 - by);
  if (ult(limitLo, limitHi, w[d + R_UMAX], w[d + R_UMAX_HI])) {
    unboundUnsigned64(w, d);
  } else {
    w[d + R_UMIN_HI] = shlHi(w[d + R_UMIN], w[d + R_UMIN_HI], by);
    w[d + R_UMIN] = shlLo(w[d + R_UMIN], by);
    w[d + R_UMAX_HI] = shlHi(w[d + R_UMAX], w[d + R_UMAX_HI], by);
    w[d + R_UMAX] = shlLo(w[d + R_UMAX], by);
  }
  shiftLeftBounds32(w, d, by);
  tnumLshift(w, d + R_VALUE, d + R_VALUE, by);
  updateBounds(w, d);
}

/** scalar32_min_max_rsh(): 0 <= by < 32. */
export function shiftRight32(w: Int32Array, d: number, by: number): void {
  unboundSigned32(w, d);
  tnumSubreg(w, d + R_VALUE, d + R_VALUE);
  tnumRshift(w, d + R_VALUE, d + R_VALUE, by);
  w[d + R_U32_MIN] = w[d + R_U32_MIN] >>> by;
  w[d + R_U32_MAX] = w[d + R_U32_MAX] >>> by;
  unbound64(w, d);
  updateBounds32(w, d);
}

/** scalar_min_max_rsh(): 0 <= by < 64. */
export function shiftRight64(w: Int32Array, d: number, by: number): void {
  unboundSigned64(w, d);
  tnumRshift(w, d + R_VALUE, d + R_VALUE, by);
  w[d + R_UMIN] = shrLo(w[d + R_UMIN], w[d + R_UMIN_HI], by);
  w[d + R_UMIN_HI] = shrHi(w[d + R_UMIN_HI], by);
  w[d + R_UMAX] = shrLo(w[d + R_UMAX], w[d + R_UMAX_HI], by);
  w[d + R_UMAX_HI] = shrHi(w[d + R_UMAX_HI], by);
  // Bits come down from the upper half: the 32-bit bounds start again from the tnum.
  unbound32(w, d);
  updateBounds(w, d);
}

/** scalar32_min_max_arsh(): 0 <= by < 32. */
export function shiftRightSigned32(w: Int32Array, d: number, by: number): void {
  w[d + R_S32_MIN] >>= by;
  w[d + R_S32_MAX] >>= by;
  tnumArshift32(w, d + R_VALUE, d + R_VALUE, by);
  unboundUnsigned32(w, d);
  unbound64(w, d);
  updateBounds32(w, d);
}

/** scalar_min_max_arsh(): 0 <= by < 64. */
export function shiftRightSigned64(w: Int32Array, d: number, by: number): void {
  w[d + R_SMIN] = sarLo(w[d + R_SMIN], w[d + R_SMIN_HI], by);
  w[d + R_SMIN_HI] = sarHi(w[d + R_SMIN_HI], by);
  w[d + R_SMAX] = sarLo(w[d + R_SMAX], w[d + R_SMAX_HI], by);
  w[d + R_SMAX_HI] = sarHi(w[d + R_SMAX_HI], by);
  tnumArshift64(w, d + R_VALUE, d + R_VALUE, by);
  unboundUnsigned64(w, d);
  unbound32(w, d);
  updateBounds(w, d);
}
