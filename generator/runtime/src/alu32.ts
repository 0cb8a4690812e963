/** The 32-bit bounds of a scalar after add, sub, mul and the bitwise operations (kernel/bpf/verifier.c scalar32_min_max_*). */
import { differenceOverflows, sumOverflows } from './alu64.js';
import { setValue32, unbound32, unboundSigned32, unboundUnsigned32 } from './known.js';
import { R_MASK, R_S32_MAX, R_S32_MIN, R_U32_MAX, R_U32_MIN, R_VALUE } from './layout.js';

/** scalar32_min_max_add(). */
export function addBounds32(w: Int32Array, d: number, s: number): void {
  const smin = (w[d + R_S32_MIN] + w[s + R_S32_MIN]) | 0;
  const smax = (w[d + R_S32_MAX] + w[s + R_S32_MAX]) | 0;
  if (sumOverflows(w[d + R_S32_MIN], w[s + R_S32_MIN], smin) || sumOverflows(w[d + R_S32_MAX], w[s + R_S32_MAX], smax)) {
    unboundSigned32(w, d);
  } else {
    w[d + R_S32_MIN] = smin;
    w[d + R_S32_MAX] = smax;
  }
  const umin = (w[d + R_U32_MIN] + w[s + R_U32_MIN]) | 0;
  const umax = (w[d + R_U32_MAX] + w[s + R_U32_MAX]) | 0;
  if (umin >>> 0 < w[s + R_U32_MIN] >>> 0 || umax >>> 0 < w[s + R_U32_MAX] >>> 0) {
    unboundUnsigned32(w, d);
  } else {
    w[d + R_U32_MIN] = umin;
    w[d + R_U32_MAX] = umax;
  }
}

/** scalar32_min_max_sub(). */
export function subBounds32(w: Int32Array, d: number, s: number): void {
  const smin = (w[d + R_S32_MIN] - w[s + R_S32_MAX]) | 0;
  const smax = (w[d + R_S32_MAX] - w[s + R_S32_MIN]) | 0;
  if (differenceOverflows(w[d + R_S32_MIN], w[s + R_S32_MAX], smin) || differenceOverflows(w[d + R_S32_MAX], w[s + R_S32_MIN], smax)) {
    unboundSigned32(w, d);
  } else {
    w[d + R_S32_MIN] = smin;
    w[d + R_S32_MAX] = smax;
  }
  if (w[d + R_U32_MIN] >>> 0 < w[s + R_U32_MAX] >>> 0) {
    unboundUnsigned32(w, d);
  } else {
    w[d + R_U32_MIN] -= w[s + R_U32_MAX];
    w[d + R_U32_MAX] -= w[s + R_U32_MIN];
  }
}

/** scalar32_min_max_mul(). */
export function mulBounds32(w: Int32Array, d: number, s: number): void {
  if ((w[s + R_S32_MIN] | w[d + R_S32_MIN]) < 0 || w[s + R_U32_MAX] >>> 0 > 0xffff || w[d + R_U32_MAX] >>> 0 > 0xffff) {
    unbound32(w, d);
    return;
  }
  w[d + R_U32_MIN] = Math.imul(w[d + R_U32_MIN], w[s + R_U32_MIN]);
  w[d + R_U32_MAX] = Math.imul(w[d + R_U32_MAX], w[s + R_U32_MAX]);
  if (w[d + R_U32_MAX] < 0) unboundSigned32(w, d);
  else signedFromUnsigned32(w, d);
}

function signedFromUnsigned32(w: Int32Array, d: number): void {
  w[d + R_S32_MIN] = w[d + R_U32_MIN];
  w[d + R_S32_MAX] = w[d + R_U32_MAX];
}

/** Are the low halves of both tnums constants? `d` has the operation's result already. */
function bothConst32(w: Int32Array, d: number, s: number): boolean {
  return (w[s + R_MASK] | w[d + R_MASK]) === 0;
}

function bitwiseSigned32(w: Int32Array, d: number, s: number): void {
  if ((w[d + R_S32_MIN] | w[s + R_S32_MIN]) < 0) unboundSigned32(w, d);
  else signedFromUnsigned32(w, d);
}

/** scalar32_min_max_and(): d's tnum is the result's already. */
export function andBounds32(w: Int32Array, d: number, s: number): void {
  if (bothConst32(w, d, s)) {
    setValue32(w, d, w[d + R_VALUE]);
    return;
  }
  w[d + R_U32_MIN] = w[d + R_VALUE];
  if (w[s + R_U32_MAX] >>> 0 < w[d + R_U32_MAX] >>> 0) w[d + R_U32_MAX] = w[s + R_U32_MAX];
  bitwiseSigned32(w, d, s);
}

/** scalar32_min_max_or(): d's tnum is the result's already. */
export function orBounds32(w: Int32Array, d: number, s: number): void {
  if (bothConst32(w, d, s)) {
    setValue32(w, d, w[d + R_VALUE]);
    return;
  }
  if (w[s + R_U32_MIN] >>> 0 > w[d + R_U32_MIN] >>> 0) w[d + R_U32_MIN] = w[s + R_U32_MIN];
  w[d + R_U32_MAX] = w[d + R_VALUE] | w[d + R_MASK];
  bitwiseSigned32(w, d, s);
}

/** scalar32_min_max_xor(): d's tnum is the result's already. */
export function xorBounds32(w: Int32Array, d: number, s: number): void {
  if (bothConst32(w, d, s)) {
    setValue32(w, d, w[d + R_VALUE]);
    return;
  }
  w[d + R_U32_MIN] = w[d + R_VALUE];
  w[d + R_U32_MAX] = w[d + R_VALUE] | w[d + R_MASK];
  bitwiseSigned32(w, d, s);
}
