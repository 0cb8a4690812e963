/** Between a register's 64-bit bounds and those of its low half: extension, truncation, and what the one says of the other. */
import { syncBounds } from './bounds.js';
import { unbound32, unbound64 } from './known.js';
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
import { tnumCast } from './tnum.js';

/** __reg_assign_32_into_64(): the 64-bit bounds of a register whose upper half is zero. */
function assign32Into64(w: Int32Array, r: number): void {
  w[r + R_UMIN] = w[r + R_U32_MIN];
  w[r + R_UMIN_HI] = 0;
  w[r + R_UMAX] = w[r + R_U32_MAX];
  w[r + R_UMAX_HI] = 0;
  const positive = w[r + R_S32_MIN] >= 0 && w[r + R_S32_MAX] >= 0;
  w[r + R_SMIN] = positive ? w[r + R_S32_MIN] : 0;
  w[r + R_SMIN_HI] = 0;
  w[r + R_SMAX] = positive ? w[r + R_S32_MAX] : -1;
  w[r + R_SMAX_HI] = 0;
}

/** zext_32_to_64(): what a 32-bit operation leaves of the upper half. */
export function zeroExtend32(w: Int32Array, r: number): void {
  w[r + R_VALUE_HI] = 0;
  w[r + R_MASK_HI] = 0;
  assign32Into64(w, r);
}

/** __reg_combine_32_into_64(): after a 32-bit comparison. */
export function combine32Into64(w: Int32Array, r: number): void {
  if ((w[r + R_VALUE_HI] | w[r + R_MASK_HI]) === 0) assign32Into64(w, r);
  else unbound64(w, r);
  syncBounds(w, r);
}

/** Does a signed 64-bit number fit 32 bits? */
function fitsS32(lo: number, hi: number): boolean {
  return hi === lo >> 31;
}

/** __reg_combine_64_into_32(): after a 64-bit comparison or a narrow load. */
export function combine64Into32(w: Int32Array, r: number): void {
  unbound32(w, r);
  if (fitsS32(w[r + R_SMIN], w[r + R_SMIN_HI]) && fitsS32(w[r + R_SMAX], w[r + R_SMAX_HI])) {
    w[r + R_S32_MIN] = w[r + R_SMIN];
    w[r + R_S32_MAX] = w[r + R_SMAX];
  }
  if ((w[r + R_UMIN_HI] | w[r + R_UMAX_HI]) === 0) {
    w[r + R_U32_MIN] = w[r + R_UMIN];
    w[r + R_U32_MAX] = w[r + R_UMAX];
  }
  syncBounds(w, r);
}

/** coerce_reg_to_size(): truncates to 1, 2 or 4 bytes. */
export function coerceToSize(w: Int32Array, r: number, size: number): void {
  tnumCast(w, r + R_VALUE, r + R_VALUE, size);
  const keep = size < 4 ? (1 << (size * 8)) - 1 : -1;
  const sameAbove = w[r + R_UMIN_HI] === w[r + R_UMAX_HI] && ((w[r + R_UMIN] ^ w[r + R_UMAX]) & ~keep) === 0;
  w[r + R_UMIN] = sameAbove ? w[r + R_UMIN] & keep : 0;
  w[r + R_UMIN_HI] = 0;
  w[r + R_UMAX] = sameAbove ? w[r + R_UMAX] & keep : keep;
  w[r + R_UMAX_HI] = 0;
  w[r + R_SMIN] = w[r + R_UMIN];
  w[r + R_SMIN_HI] = 0;
  w[r + R_SMAX] = w[r + R_UMAX];
  w[r + R_SMAX_HI] = 0;
  if (size < 4) combine64Into32(w, r);
}
