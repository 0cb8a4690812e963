/** 64-bit integers as pairs of int32 words, low word first: comparison and conversion. Nothing here allocates but `toBigInt*`. */

const TWO_32 = 4294967296;

/** Unsigned a < b. */
export function ult(alo: number, ahi: number, blo: number, bhi: number): boolean {
  return ahi === bhi ? alo >>> 0 < blo >>> 0 : ahi >>> 0 < bhi >>> 0;
}

/** Signed a < b. */
export function slt(alo: number, ahi: number, blo: number, bhi: number): boolean {
  return ahi === bhi ? alo >>> 0 < blo >>> 0 : ahi < bhi;
}

/** The carry (0 or 1) out of the low words' sum, given one addend and the truncated sum. */
export function carry(addendLo: number, sumLo: number): number {
  return sumLo >>> 0 < addendLo >>> 0 ? 1 : 0;
}

/** The borrow (0 or 1) of a - b in the low words. */
export function borrow(alo: number, blo: number): number {
  return alo >>> 0 < blo >>> 0 ? 1 : 0;
}

/** High word of the 64-bit product of two unsigned 32-bit numbers. */
export function mulHighU32(a: number, b: number): number {
  const al = a & 0xffff;
  const ah = a >>> 16;
  const bl = b & 0xffff;
  const bh = b >>> 16;
  // Every partial sum stays below 2^32.
  const mid = ah * bl + ((al * bl) >>> 16);
  const mid2 = al * bh + (mid & 0xffff);
  return (ah * bh + (mid >>> 16) + (mid2 >>> 16)) | 0;
}

/** High word of the truncated 64-bit product of two 64-bit numbers; the low word is `Math.imul(alo, blo)`. */
export function mulHigh64(alo: number, ahi: number, blo: number, bhi: number): number {
  return (mulHighU32(alo, blo) + Math.imul(alo, bhi) + Math.imul(ahi, blo)) | 0;
}

/** Low word of a << n, 0 <= n < 64. */
export function shlLo(lo: number, n: number): number {
  return n < 32 ? lo << n : 0;
}

/** High word of a << n, 0 <= n < 64. */
export function shlHi(lo: number, hi: number, n: number): number {
  if (n === 0) return hi;
  return n < 32 ? (hi << n) | (lo >>> (32 - n)) : lo << (n - 32);
}

/** Low word of a >> n (logical), 0 <= n < 64. */
export function shrLo(lo: number, hi: number, n: number): number {
  if (n === 0) return lo;
  return n < 32 ? (lo >>> n) | (hi << (32 - n)) : (hi >>> (n - 32)) | 0;
}

/** High word of a >> n (logical), 0 <= n < 64. */
export function shrHi(hi: number, n: number): number {
  return n < 32 ? (hi >>> n) | 0 : 0;
}

/** Low word of a >> n (arithmetic), 0 <= n < 64. */
export function sarLo(lo: number, hi: number, n: number): number {
  if (n === 0) return lo;
  return n < 32 ? (lo >>> n) | (hi << (32 - n)) : hi >> (n - 32);
}

/** High word of a >> n (arithmetic), 0 <= n < 64. */
export function sarHi(hi: number, n: number): number {
  return hi >> (n < 32 ? n : 31);
}

/** The signed value as a double: exact below 2^53, monotone above. */
export function toSigned(lo: number, hi: number): number {
  return hi * TWO_32 + (lo >>> 0);
}

/** The unsigned value as a double: exact below 2^53, monotone above. */
export function toUnsigned(lo: number, hi: number): number {
  return (hi >>> 0) * TWO_32 + (lo >>> 0);
}

/** For messages only. */
export function toBigIntSigned(lo: number, hi: number): bigint {
  return (BigInt(hi) << 32n) | BigInt(lo >>> 0);
}

/** For messages only. */
export function toBigIntUnsigned(lo: number, hi: number): bigint {
  return (BigInt(hi >>> 0) << 32n) | BigInt(lo >>> 0);
}
