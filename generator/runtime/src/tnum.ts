/**
 * Tracked numbers (kernel/bpf/tnum.c): a bit set in the mask is unknown, any other has its bit of the value. A tnum is four words at an
 * offset: value lo, value hi, mask lo, mask hi. Operations write their result at `d`, which may be one of the operands.
 */
import { mulHigh64, sarHi, sarLo, shlHi, shlLo, shrHi, shrLo } from './wide.js';

/** tnum_const(). */
function tnumConst(w: Int32Array, d: number, lo: number, hi: number): void {
  w[d] = lo;
  w[d + 1] = hi;
  w[d + 2] = 0;
  w[d + 3] = 0;
}

/** tnum_is_const(). */
export function tnumIsConst(w: Int32Array, a: number): boolean {
  return (w[a + 2] | w[a + 3]) === 0;
}

/** tnum_is_unknown(): nothing is known of any bit. */
export function tnumIsUnknown(w: Int32Array, a: number): boolean {
  return (w[a + 2] & w[a + 3]) === -1;
}

/** tnum_lshift(), 0 <= n < 64. */
export function tnumLshift(w: Int32Array, d: number, a: number, n: number): void {
  const vlo = w[a];
  const vhi = w[a + 1];
  const mlo = w[a + 2];
  const mhi = w[a + 3];
  w[d] = shlLo(vlo, n);
  w[d + 1] = shlHi(vlo, vhi, n);
  w[d + 2] = shlLo(mlo, n);
  w[d + 3] = shlHi(mlo, mhi, n);
}

/** tnum_rshift(), 0 <= n < 64. */
export function tnumRshift(w: Int32Array, d: number, a: number, n: number): void {
  const vlo = w[a];
  const vhi = w[a + 1];
  const mlo = w[a + 2];
  const mhi = w[a + 3];
  w[d] = shrLo(vlo, vhi, n);
  w[d + 1] = shrHi(vhi, n);
  w[d + 2] = shrLo(mlo, mhi, n);
  w[d + 3] = shrHi(mhi, n);
}

/** tnum_arshift() with insn_bitness 64, 0 <= n < 64. */
export function tnumArshift64(w: Int32Array, d: number, a: number, n: number): void {
  const vlo = w[a];
  const vhi = w[a + 1];
  const mlo = w[a + 2];
  const mhi = w[a + 3];
  w[d] = sarLo(vlo, vhi, n);
  w[d + 1] = sarHi(vhi, n);
  w[d + 2] = sarLo(mlo, mhi, n);
  w[d + 3] = sarHi(mhi, n);
}

/** tnum_arshift() with insn_bitness 32, 0 <= n < 32: the upper half becomes known zero. */
export function tnumArshift32(w: Int32Array, d: number, a: number, n: number): void {
  w[d] = w[a] >> n;
  w[d + 1] = 0;
  w[d + 2] = w[a + 2] >> n;
  w[d + 3] = 0;
}

/** tnum_add(). */
export function tnumAdd(w: Int32Array, d: number, a: number, b: number): void {
  const amLo = w[a + 2];
  const amHi = w[a + 3];
  const bmLo = w[b + 2];
  const bmHi = w[b + 3];
  const svLo = (w[a] + w[b]) | 0;
  const svHi = (w[a + 1] + w[b + 1] + (svLo >>> 0 < w[a] >>> 0 ? 1 : 0)) | 0;
  if ((amLo | amHi | bmLo | bmHi) === 0) {
    tnumConst(w, d, svLo, svHi);
    return;
  }
  const smLo = (amLo + bmLo) | 0;
  const smHi = (amHi + bmHi + (smLo >>> 0 < amLo >>> 0 ? 1 : 0)) | 0;
  const sigmaLo = (smLo + svLo) | 0;
  const sigmaHi = (smHi + svHi + (sigmaLo >>> 0 < smLo >>> 0 ? 1 : 0)) | 0;
  const muLo = (sigmaLo ^ svLo) | amLo | bmLo;
  const muHi = (sigmaHi ^ svHi) | amHi | bmHi;
  w[d] = svLo & ~muLo;
  w[d + 1] = svHi & ~muHi;
  w[d + 2] = muLo;
  w[d + 3] = muHi;
}

/** tnum_sub(). */
export function tnumSub(w: Int32Array, d: number, a: number, b: number): void {
  const amLo = w[a + 2];
  const amHi = w[a + 3];
  const bmLo = w[b + 2];
  const bmHi = w[b + 3];
  const dvLo = (w[a] - w[b]) | 0;
  const dvHi = (w[a + 1] - w[b + 1] - (w[a] >>> 0 < w[b] >>> 0 ? 1 : 0)) | 0;
  const alphaLo = (dvLo + amLo) | 0;
  const alphaHi = (dvHi + amHi + (alphaLo >>> 0 < dvLo >>> 0 ? 1 : 0)) | 0;
  const betaLo = (dvLo - bmLo) | 0;
  const betaHi = (dvHi - bmHi - (dvLo >>> 0 < bmLo >>> 0 ? 1 : 0)) | 0;
  const muLo = (alphaLo ^ betaLo) | amLo | bmLo;
  const muHi = (alphaHi ^ betaHi) | amHi | bmHi;
  w[d] = dvLo & ~muLo;
  w[d + 1] = dvHi & ~muHi;
  w[d + 2] = muLo;
  w[d + 3] = muHi;
}

/** tnum_and(). */
export function tnumAnd(w: Int32Array, d: number, a: number, b: number): void {
  const vLo = w[a] & w[b];
  const vHi = w[a + 1] & w[b + 1];
  const mLo = (w[a] | w[a + 2]) & (w[b] | w[b + 2]) & ~vLo;
  const mHi = (w[a + 1] | w[a + 3]) & (w[b + 1] | w[b + 3]) & ~vHi;
  w[d] = vLo;
  w[d + 1] = vHi;
  w[d + 2] = mLo;
  w[d + 3] = mHi;
}

/** tnum_or(). */
export function tnumOr(w: Int32Array, d: number, a: number, b: number): void {
  const vLo = w[a] | w[b];
  const vHi = w[a + 1] | w[b + 1];
  const mLo = (w[a + 2] | w[b + 2]) & ~vLo;
  const mHi = (w[a + 3] | w[b + 3]) & ~vHi;
  w[d] = vLo;
  w[d + 1] = vHi;
  w[d + 2] = mLo;
  w[d + 3] = mHi;
}

/** tnum_xor(). */
export function tnumXor(w: Int32Array, d: number, a: number, b: number): void {
  const mLo = w[a + 2] | w[b + 2];
  const mHi = w[a + 3] | w[b + 3];
  w[d] = (w[a] ^ w[b]) & ~mLo;
  w[d + 1] = (w[a + 1] ^ w[b + 1]) & ~mHi;
  w[d + 2] = mLo;
  w[d + 3] = mHi;
}

/** tnum_mul(): the sum of the certain bits' products, blurred by those of the uncertain ones. */
export function tnumMul(w: Int32Array, d: number, a: number, b: number): void {
  let aLo = w[a];
  let aHi = w[a + 1];
  let aMaskLo = w[a + 2];
  let aMaskHi = w[a + 3];
  let bLo = w[b];
  let bHi = w[b + 1];
  let bMaskLo = w[b + 2];
  let bMaskHi = w[b + 3];
  const productLo = Math.imul(aLo, bLo);
  const productHi = mulHigh64(aLo, aHi, bLo, bHi);
  // Adding two tnums of value 0 leaves the value 0 and the mask (sum | both masks), so that the accumulator is its mask alone.
  let accLo = 0;
  let accHi = 0;
  while ((aLo | aHi | aMaskLo | aMaskHi) !== 0) {
    if (((aLo | aMaskLo) & 1) !== 0) {
      const certain = (aLo & 1) !== 0;
      const partLo = certain ? bMaskLo : bLo | bMaskLo;
      const partHi = certain ? bMaskHi : bHi | bMaskHi;
      const sumLo = (accLo + partLo) | 0;
      const sumHi = (accHi + partHi + (sumLo >>> 0 < accLo >>> 0 ? 1 : 0)) | 0;
      accLo = sumLo | accLo | partLo;
      accHi = sumHi | accHi | partHi;
    }
    aLo = (aLo >>> 1) | (aHi << 31);
    aHi >>>= 1;
    aMaskLo = (aMaskLo >>> 1) | (aMaskHi << 31);
    aMaskHi >>>= 1;
    bHi = (bHi << 1) | (bLo >>> 31);
    bLo <<= 1;
    bMaskHi = (bMaskHi << 1) | (bMaskLo >>> 31);
    bMaskLo <<= 1;
  }
  const sigmaLo = (accLo + productLo) | 0;
  const sigmaHi = (accHi + productHi + (sigmaLo >>> 0 < accLo >>> 0 ? 1 : 0)) | 0;
  const muLo = (sigmaLo ^ productLo) | accLo;
  const muHi = (sigmaHi ^ productHi) | accHi;
  w[d] = productLo & ~muLo;
  w[d + 1] = productHi & ~muHi;
  w[d + 2] = muLo;
  w[d + 3] = muHi;
}

/** tnum_intersect(): where a and b disagree about a known bit, it becomes a known 1. */
export function tnumIntersect(w: Int32Array, d: number, a: number, b: number): void {
  const mLo = w[a + 2] & w[b + 2];
  const mHi = w[a + 3] & w[b + 3];
  w[d] = (w[a] | w[b]) & ~mLo;
  w[d + 1] = (w[a + 1] | w[b + 1]) & ~mHi;
  w[d + 2] = mLo;
  w[d + 3] = mHi;
}

/** tnum_cast(): keeps the low `size` bytes, 1 to 8. */
export function tnumCast(w: Int32Array, d: number, a: number, size: number): void {
  const keepLo = size < 4 ? (1 << (size * 8)) - 1 : -1;
  const keepHi = size <= 4 ? 0 : size < 8 ? (1 << ((size - 4) * 8)) - 1 : -1;
  w[d] = w[a] & keepLo;
  w[d + 1] = w[a + 1] & keepHi;
  w[d + 2] = w[a + 2] & keepLo;
  w[d + 3] = w[a + 3] & keepHi;
}

/** tnum_subreg(): the low half, zero-extended. */
export function tnumSubreg(w: Int32Array, d: number, a: number): void {
  w[d] = w[a];
  w[d + 1] = 0;
  w[d + 2] = w[a + 2];
  w[d + 3] = 0;
}

/** tnum_in(): does the tnum at a cover the one at b? The two may stand in different arrays. */
export function tnumIn(wa: Int32Array, a: number, wb: Int32Array, b: number): boolean {
  const amLo = wa[a + 2];
  const amHi = wa[a + 3];
  if (((wb[b + 2] & ~amLo) | (wb[b + 3] & ~amHi)) !== 0) return false;
  return wa[a] === (wb[b] & ~amLo) && wa[a + 1] === (wb[b + 1] & ~amHi);
}

function hex64(lo: number, hi: number): string {
  if ((lo | hi) === 0) return '0x0';
  const low = (lo >>> 0).toString(16);
  return hi === 0 ? `0x${low}` : `0x${(hi >>> 0).toString(16)}${low.padStart(8, '0')}`;
}

/** tnum_strn(): `(value; mask)`, both in hexadecimal. */
export function tnumString(w: Int32Array, a: number): string {
  return `(${hex64(w[a], w[a + 1])}; ${hex64(w[a + 2], w[a + 3])})`;
}
