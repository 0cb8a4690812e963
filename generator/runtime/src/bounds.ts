/**
 * What is known of a register's value: its tnum and its signed and unsigned bounds, 64 and 32 bits wide. Every function takes the words
 * and the offset of a register in them, so that it serves the current state, a pushed branch and scratch registers alike.
 */
import { S32_MAX, S32_MIN } from './known.js';
import {
  R_MASK,
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
import { slt, ult } from './wide.js';

/** __update_reg32_bounds(). */
export function updateBounds32(w: Int32Array, r: number): void {
  const value = w[r + R_VALUE];
  const mask = w[r + R_MASK];
  const signedMin = value | (mask & S32_MIN);
  const signedMax = value | (mask & S32_MAX);
  const unsignedMax = value | mask;
  if (w[r + R_S32_MIN] < signedMin) w[r + R_S32_MIN] = signedMin;
  if (w[r + R_S32_MAX] > signedMax) w[r + R_S32_MAX] = signedMax;
  if (w[r + R_U32_MIN] >>> 0 < value >>> 0) w[r + R_U32_MIN] = value;
  if (w[r + R_U32_MAX] >>> 0 > unsignedMax >>> 0) w[r + R_U32_MAX] = unsignedMax;
}

/** __update_reg64_bounds(). */
function updateBounds64(w: Int32Array, r: number): void {
  const lo = w[r + R_VALUE];
  const hi = w[r + R_VALUE_HI];
  const maskHi = w[r + R_MASK_HI];
  const maxLo = lo | w[r + R_MASK];
  // Only the sign bit of the mask can lower a signed minimum; every other one can raise a maximum.
  const sminHi = hi | (maskHi & S32_MIN);
  const smaxHi = hi | (maskHi & S32_MAX);
  const umaxHi = hi | maskHi;
  if (slt(w[r + R_SMIN], w[r + R_SMIN_HI], lo, sminHi)) {
    w[r + R_SMIN] = lo;
    w[r + R_SMIN_HI] = sminHi;
  }
  if (slt(maxLo, smaxHi, w[r + R_SMAX], w[r + R_SMAX_HI])) {
    w[r + R_SMAX] = maxLo;
    w[r + R_SMAX_HI] = smaxHi;
  }
  if (ult(w[r + R_UMIN], w[r + R_UMIN_HI], lo, hi)) {
    w[r + R_UMIN] = lo;
    w[r + R_UMIN_HI] = hi;
  }
  if (ult(maxLo, umaxHi, w[r + R_UMAX], w[r + R_UMAX_HI])) {
    w[r + R_UMAX] = maxLo;
    w[r + R_UMAX_HI] = umaxHi;
  }
}

/** __update_reg_bounds(). */
export function updateBounds(w: Int32Array, r: number): void {
  updateBounds32(w, r);
  updateBounds64(w, r);
}

/** Ones at and below the highest set bit. */
function spread(chi: number): number {
  return chi === 0 ? 0 : (-1 >>> Math.clz32(chi)) | 0;
}

/**
 * reg_bounds_sync(): lets each kind of knowledge inform the others, as often as the kernel does. The steps stand here in one, on locals,
 * because it runs for nearly every instruction: a word is read once and written once.
 */
export function syncBounds(w: Int32Array, r: number): void {
  let valueLo = w[r + R_VALUE];
  let valueHi = w[r + R_VALUE_HI];
  let maskLo = w[r + R_MASK];
  let maskHi = w[r + R_MASK_HI];
  let sminLo = w[r + R_SMIN];
  let sminHi = w[r + R_SMIN_HI];
  let smaxLo = w[r + R_SMAX];
  let smaxHi = w[r + R_SMAX_HI];
  let uminLo = w[r + R_UMIN];
  let uminHi = w[r + R_UMIN_HI];
  let umaxLo = w[r + R_UMAX];
  let umaxHi = w[r + R_UMAX_HI];
  let s32min = w[r + R_S32_MIN];
  let s32max = w[r + R_S32_MAX];
  let u32min = w[r + R_U32_MIN];
  let u32max = w[r + R_U32_MAX];

  for (let round = 0; ; round++) {
    // __update_reg_bounds(): bounds from the tnum.
    const mostLo = valueLo | maskLo;
    const mostHi = valueHi | maskHi;
    const leastSigned = valueLo | (maskLo & S32_MIN);
    const mostSigned = valueLo | (maskLo & S32_MAX);
    if (s32min < leastSigned) s32min = leastSigned;
    if (s32max > mostSigned) s32max = mostSigned;
    if (u32min >>> 0 < valueLo >>> 0) u32min = valueLo;
    if (u32max >>> 0 > mostLo >>> 0) u32max = mostLo;
    const leastSignedHi = valueHi | (maskHi & S32_MIN);
    const mostSignedHi = valueHi | (maskHi & S32_MAX);
    if (slt(sminLo, sminHi, valueLo, leastSignedHi)) {
      sminLo = valueLo;
      sminHi = leastSignedHi;
    }
    if (slt(mostLo, mostSignedHi, smaxLo, smaxHi)) {
      smaxLo = mostLo;
      smaxHi = mostSignedHi;
    }
    if (ult(uminLo, uminHi, valueLo, valueHi)) {
      uminLo = valueLo;
      uminHi = valueHi;
    }
    if (ult(mostLo, mostHi, umaxLo, umaxHi)) {
      umaxLo = mostLo;
      umaxHi = mostHi;
    }
    if (round !== 0) break;

    // __reg32_deduce_bounds(): where the sign is known, signed and unsigned bounds mean the same numbers and compare as unsigned.
    const low32 = s32min >>> 0 > u32min >>> 0 ? s32min : u32min;
    const high32 = s32max >>> 0 < u32max >>> 0 ? s32max : u32max;
    if (s32min >= 0 || s32max < 0) {
      s32min = u32min = low32;
      s32max = u32max = high32;
    } else if (u32max >= 0) {
      s32min = u32min;
      s32max = u32max = high32;
    } else if (u32min < 0) {
      s32min = u32min = low32;
      s32max = u32max;
    }

    // __reg64_deduce_bounds(): the same, 64 bits wide.
    const signKnown = sminHi >= 0 || smaxHi < 0;
    if (signKnown || umaxHi >= 0) {
      if (signKnown && ult(uminLo, uminHi, sminLo, sminHi)) {
        uminLo = sminLo;
        uminHi = sminHi;
      }
      sminLo = uminLo;
      sminHi = uminHi;
      if (ult(smaxLo, smaxHi, umaxLo, umaxHi)) {
        umaxLo = smaxLo;
        umaxHi = smaxHi;
      }
      smaxLo = umaxLo;
      smaxHi = umaxHi;
    } else if (uminHi < 0) {
      if (ult(uminLo, uminHi, sminLo, sminHi)) {
        uminLo = sminLo;
        uminHi = sminHi;
      }
      sminLo = uminLo;
      sminHi = uminHi;
      smaxLo = umaxLo;
      smaxHi = umaxHi;
    }

    // __reg_bound_offset(): the tnum from the unsigned bounds, those of the whole and then those of the low half.
    const chiHi = uminHi ^ umaxHi;
    const spreadHi = spread(chiHi);
    const spreadLo = chiHi === 0 ? spread(uminLo ^ umaxLo) : -1;
    const spread32 = spread(u32min ^ u32max);
    maskHi &= spreadHi;
    valueHi = (valueHi | (uminHi & ~spreadHi)) & ~maskHi;
    maskLo &= spreadLo;
    valueLo = (valueLo | (uminLo & ~spreadLo)) & ~maskLo;
    maskLo &= spread32;
    valueLo = (valueLo | (u32min & ~spread32)) & ~maskLo;
  }

  w[r + R_VALUE] = valueLo;
  w[r + R_VALUE_HI] = valueHi;
  w[r + R_MASK] = maskLo;
  w[r + R_MASK_HI] = maskHi;
  w[r + R_SMIN] = sminLo;
  w[r + R_SMIN_HI] = sminHi;
  w[r + R_SMAX] = smaxLo;
  w[r + R_SMAX_HI] = smaxHi;
  w[r + R_UMIN] = uminLo;
  w[r + R_UMIN_HI] = uminHi;
  w[r + R_UMAX] = umaxLo;
  w[r + R_UMAX_HI] = umaxHi;
  w[r + R_S32_MIN] = s32min;
  w[r + R_S32_MAX] = s32max;
  w[r + R_U32_MIN] = u32min;
  w[r + R_U32_MAX] = u32max;
}
