/** Registers of which everything or nothing is known, and copies of registers. */
import {
  LIVE_MASK,
  NOT_INIT,
  PRECISE,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_LIVE,
  R_MASK,
  R_MASK_HI,
  R_OFF,
  R_REF_OBJ_ID,
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
  REG_WORDS,
  SCALAR,
} from './layout.js';

export const S32_MIN = -0x80000000;
export const S32_MAX = 0x7fffffff;

/** ___mark_reg_known(): value and bounds only; id, offset and what the type points to stay. */
export function setValue(w: Int32Array, r: number, lo: number, hi: number): void {
  w[r + R_VALUE] = lo;
  w[r + R_VALUE_HI] = hi;
  w[r + R_MASK] = 0;
  w[r + R_MASK_HI] = 0;
  w[r + R_SMIN] = lo;
  w[r + R_SMIN_HI] = hi;
  w[r + R_SMAX] = lo;
  w[r + R_SMAX_HI] = hi;
  w[r + R_UMIN] = lo;
  w[r + R_UMIN_HI] = hi;
  w[r + R_UMAX] = lo;
  w[r + R_UMAX_HI] = hi;
  w[r + R_S32_MIN] = lo;
  w[r + R_S32_MAX] = lo;
  w[r + R_U32_MIN] = lo;
  w[r + R_U32_MAX] = lo;
}

/** __mark_reg32_known(): the low half of the tnum and the 32-bit bounds only. */
export function setValue32(w: Int32Array, r: number, value: number): void {
  w[r + R_VALUE] = value;
  w[r + R_MASK] = 0;
  w[r + R_S32_MIN] = value;
  w[r + R_S32_MAX] = value;
  w[r + R_U32_MIN] = value;
  w[r + R_U32_MAX] = value;
}

/** Forgets fixed offset, ids and what the type points to; the type stays. */
function clearPointer(w: Int32Array, r: number): void {
  w[r + R_OFF] = 0;
  w[r + R_ID] = 0;
  w[r + R_REF_OBJ_ID] = 0;
  w[r + R_AUX1] = 0;
  w[r + R_AUX2] = 0;
}

/** __mark_reg_known(): the type stays, and so do liveness, precision and parent. */
export function markKnown(w: Int32Array, r: number, lo: number, hi: number): void {
  clearPointer(w, r);
  setValue(w, r, lo, hi);
}

/** __mark_reg_const_zero(). */
export function markConstZero(w: Int32Array, r: number): void {
  markKnown(w, r, 0, 0);
  w[r + R_TYPE] = SCALAR;
}

/** Forgets the 32-bit signed bounds. */
export function unboundSigned32(w: Int32Array, r: number): void {
  w[r + R_S32_MIN] = S32_MIN;
  w[r + R_S32_MAX] = S32_MAX;
}

/** Forgets the 64-bit signed bounds. */
export function unboundSigned64(w: Int32Array, r: number): void {
  w[r + R_SMIN] = 0;
  w[r + R_SMIN_HI] = S32_MIN;
  w[r + R_SMAX] = -1;
  w[r + R_SMAX_HI] = S32_MAX;
}

/** Forgets the 64-bit unsigned bounds. */
export function unboundUnsigned64(w: Int32Array, r: number): void {
  w[r + R_UMIN] = 0;
  w[r + R_UMIN_HI] = 0;
  w[r + R_UMAX] = -1;
  w[r + R_UMAX_HI] = -1;
}

/** Forgets the 32-bit unsigned bounds. */
export function unboundUnsigned32(w: Int32Array, r: number): void {
  w[r + R_U32_MIN] = 0;
  w[r + R_U32_MAX] = -1;
}

/** __mark_reg64_unbounded(). */
export function unbound64(w: Int32Array, r: number): void {
  unboundSigned64(w, r);
  unboundUnsigned64(w, r);
}

/** __mark_reg32_unbounded(). */
export function unbound32(w: Int32Array, r: number): void {
  unboundSigned32(w, r);
  unboundUnsigned32(w, r);
}

/** __mark_reg_unbounded(). */
export function unbound(w: Int32Array, r: number): void {
  unbound64(w, r);
  unbound32(w, r);
}

/** __mark_reg_unknown(): any scalar, not precise; liveness and parent stay. */
export function markUnknown(w: Int32Array, r: number): void {
  w[r + R_TYPE] = SCALAR;
  clearPointer(w, r);
  w[r + R_VALUE] = 0;
  w[r + R_VALUE_HI] = 0;
  w[r + R_MASK] = -1;
  w[r + R_MASK_HI] = -1;
  w[r + R_LIVE] &= ~PRECISE;
  unbound(w, r);
}

/** __mark_reg_not_init(). */
export function markNotInit(w: Int32Array, r: number): void {
  markUnknown(w, r);
  w[r + R_TYPE] = NOT_INIT;
}

/** copy_register_state(): everything but the destination's liveness and parent; precision is copied. */
export function copyRegister(wd: Int32Array, d: number, ws: Int32Array, s: number): void {
  if (wd === ws) wd.copyWithin(d, s, s + R_LIVE);
  else for (let i = 0; i < R_LIVE; i++) wd[d + i] = ws[s + i];
  wd[d + R_LIVE] = (wd[d + R_LIVE] & LIVE_MASK) | (ws[s + R_LIVE] & PRECISE);
}

/** A plain structure assignment: liveness and parent are copied too. */
export function assignRegister(w: Int32Array, d: number, s: number): void {
  w.copyWithin(d, s, s + REG_WORDS);
}

/** __is_scalar_unbounded(), whatever the type. */
export function isUnbounded(w: Int32Array, r: number): boolean {
  return (
    (w[r + R_MASK] & w[r + R_MASK_HI]) === -1 &&
    (w[r + R_SMIN] | w[r + R_UMIN] | w[r + R_UMIN_HI] | w[r + R_U32_MIN]) === 0 &&
    (w[r + R_SMAX] & w[r + R_UMAX] & w[r + R_UMAX_HI] & w[r + R_U32_MAX]) === -1 &&
    w[r + R_SMIN_HI] === S32_MIN &&
    w[r + R_SMAX_HI] === S32_MAX &&
    w[r + R_S32_MIN] === S32_MIN &&
    w[r + R_S32_MAX] === S32_MAX
  );
}
