/**
 * The kernel's arithmetic on what is known of numbers, once more and with BigInt: kernel/bpf/tnum.c and the bounds of
 * kernel/bpf/verifier.c, written for being right and not for being fast. The runtime is compared with it word by word.
 */

export const U64_MAX = (1n << 64n) - 1n;
export const S64_MAX = (1n << 63n) - 1n;
export const S64_MIN = -(1n << 63n);
const U32_MAX = (1n << 32n) - 1n;
export const S32_MAX = (1n << 31n) - 1n;
const S32_MIN = -(1n << 31n);

export const u64 = (n: bigint): bigint => BigInt.asUintN(64, n);
export const s64 = (n: bigint): bigint => BigInt.asIntN(64, n);
export const u32 = (n: bigint): bigint => BigInt.asUintN(32, n);
export const s32 = (n: bigint): bigint => BigInt.asIntN(32, n);
export const min = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const max = (a: bigint, b: bigint): bigint => (a > b ? a : b);

export interface Tnum {
  readonly value: bigint;
  readonly mask: bigint;
}

const tnum = (value: bigint, mask: bigint): Tnum => ({ value: u64(value), mask: u64(mask) });
export const constant = (n: bigint): Tnum => tnum(n, 0n);
const UNKNOWN: Tnum = tnum(0n, U64_MAX);

function range(low: bigint, high: bigint): Tnum {
  const bits = (low ^ high).toString(2).length;
  if (low === high) return constant(low);
  if (bits > 63) return UNKNOWN;
  const delta = (1n << BigInt(bits)) - 1n;
  return tnum(low & ~delta, delta);
}

export const lshift = (a: Tnum, n: bigint): Tnum => tnum(a.value << n, a.mask << n);
export const rshift = (a: Tnum, n: bigint): Tnum => tnum(a.value >> n, a.mask >> n);

export function arshift(a: Tnum, n: bigint, bits: 32 | 64): Tnum {
  if (bits === 64) return tnum(s64(a.value) >> n, s64(a.mask) >> n);
  return tnum(u32(s32(a.value) >> n), u32(s32(a.mask) >> n));
}

export function add(a: Tnum, b: Tnum): Tnum {
  const values = a.value + b.value;
  const sigma = a.mask + b.mask + values;
  const unknown = u64(sigma ^ values) | a.mask | b.mask;
  return tnum(values & ~unknown, unknown);
}

export function sub(a: Tnum, b: Tnum): Tnum {
  const difference = u64(a.value - b.value);
  const unknown = u64(u64(difference + a.mask) ^ u64(difference - b.mask)) | a.mask | b.mask;
  return tnum(difference & ~unknown, unknown);
}

export function and(a: Tnum, b: Tnum): Tnum {
  const value = a.value & b.value;
  return tnum(value, (a.value | a.mask) & (b.value | b.mask) & ~value);
}

export function or(a: Tnum, b: Tnum): Tnum {
  const value = a.value | b.value;
  return tnum(value, (a.mask | b.mask) & ~value);
}

export function xor(a: Tnum, b: Tnum): Tnum {
  const mask = a.mask | b.mask;
  return tnum((a.value ^ b.value) & ~mask, mask);
}

export function mul(a: Tnum, b: Tnum): Tnum {
  let sum = tnum(0n, 0n);
  for (let bit = 0n; bit < 64n; bit++) {
    const part = lshift(b, bit);
    if ((a.value >> bit) & 1n) sum = add(sum, tnum(0n, part.mask));
    else if ((a.mask >> bit) & 1n) sum = add(sum, tnum(0n, part.value | part.mask));
  }
  return add(constant(u64(a.value * b.value)), sum);
}

export function intersect(a: Tnum, b: Tnum): Tnum {
  const mask = a.mask & b.mask;
  return tnum((a.value | b.value) & ~mask, mask);
}

export const cast = (a: Tnum, size: number): Tnum => tnum(BigInt.asUintN(size * 8, a.value), BigInt.asUintN(size * 8, a.mask));
export const subreg = (a: Tnum): Tnum => cast(a, 4);
const clearSubreg = (a: Tnum): Tnum => lshift(rshift(a, 32n), 32n);
export const constSubreg = (a: Tnum, n: bigint): Tnum => or(clearSubreg(a), constant(u32(n)));
export const isConst = (a: Tnum): boolean => a.mask === 0n;
export const covers = (a: Tnum, b: Tnum): boolean => (b.mask & ~a.mask) === 0n && a.value === (b.value & ~a.mask);
/** Can the tnum stand for the number? */
export const has = (a: Tnum, n: bigint): boolean => (u64(n) & ~a.mask) === a.value;

/** A scalar: signed bounds are negative where they mean it. */
export interface Scalar {
  off: Tnum;
  smin: bigint;
  smax: bigint;
  umin: bigint;
  umax: bigint;
  s32min: bigint;
  s32max: bigint;
  u32min: bigint;
  u32max: bigint;
}

export const known = (n: bigint): Scalar => ({
  off: constant(n),
  smin: s64(n),
  smax: s64(n),
  umin: u64(n),
  umax: u64(n),
  s32min: s32(n),
  s32max: s32(n),
  u32min: u32(n),
  u32max: u32(n),
});

export const unbounded64 = { smin: S64_MIN, smax: S64_MAX, umin: 0n, umax: U64_MAX };
export const unbounded32 = { s32min: S32_MIN, s32max: S32_MAX, u32min: 0n, u32max: U32_MAX };
export const unknown = (): Scalar => ({ off: UNKNOWN, ...unbounded64, ...unbounded32 });

export function update32(r: Scalar): Scalar {
  const low = subreg(r.off);
  return {
    ...r,
    s32min: max(r.s32min, s32(low.value | (low.mask & (1n << 31n)))),
    s32max: min(r.s32max, s32(low.value | (low.mask & S32_MAX))),
    u32min: max(r.u32min, low.value),
    u32max: min(r.u32max, low.value | low.mask),
  };
}

function update64(r: Scalar): Scalar {
  const { value, mask } = r.off;
  return {
    ...r,
    smin: max(r.smin, s64(value | (mask & (1n << 63n)))),
    smax: min(r.smax, s64(value | (mask & S64_MAX))),
    umin: max(r.umin, value),
    umax: min(r.umax, value | mask),
  };
}

export const update = (r: Scalar): Scalar => update64(update32(r));

function deduce(smin: bigint, smax: bigint, umin: bigint, umax: bigint, bits: number): [bigint, bigint, bigint, bigint] {
  const signed = (n: bigint) => BigInt.asIntN(bits, n);
  const unsigned = (n: bigint) => BigInt.asUintN(bits, n);
  const low = max(unsigned(smin), umin);
  const high = min(unsigned(smax), umax);
  if (smin >= 0n || smax < 0n) return [signed(low), signed(high), low, high];
  if (signed(umax) >= 0n) return [signed(umin), signed(high), umin, high];
  if (signed(umin) < 0n) return [signed(low), signed(umax), low, umax];
  return [smin, smax, umin, umax];
}

export function sync(from: Scalar): Scalar {
  const r = update(from);
  [r.s32min, r.s32max, r.u32min, r.u32max] = deduce(r.s32min, r.s32max, r.u32min, r.u32max, 32);
  [r.smin, r.smax, r.umin, r.umax] = deduce(r.smin, r.smax, r.umin, r.umax, 64);
  const whole = intersect(r.off, range(r.umin, r.umax));
  const low = intersect(subreg(whole), range(r.u32min, r.u32max));
  return update({ ...r, off: or(clearSubreg(whole), low) });
}

function assign32(r: Scalar): Scalar {
  const positive = r.s32min >= 0n && r.s32max >= 0n;
  return { ...r, umin: r.u32min, umax: r.u32max, smin: positive ? r.s32min : 0n, smax: positive ? r.s32max : U32_MAX };
}

export const zeroExtend = (r: Scalar): Scalar => assign32({ ...r, off: subreg(r.off) });

export function combine32(r: Scalar): Scalar {
  const high = clearSubreg(r.off);
  return sync(high.value === 0n && high.mask === 0n ? assign32(r) : { ...r, ...unbounded64 });
}

export function combine64(from: Scalar): Scalar {
  const r = { ...from, ...unbounded32 };
  if (s32(r.smin) === r.smin && s32(r.smax) === r.smax) Object.assign(r, { s32min: r.smin, s32max: r.smax });
  if (r.umin <= U32_MAX && r.umax <= U32_MAX) Object.assign(r, { u32min: r.umin, u32max: r.umax });
  return sync(r);
}

export function coerce(r: Scalar, size: number): Scalar {
  const keep = (1n << BigInt(size * 8)) - 1n;
  const same = (r.umin & ~keep) === (r.umax & ~keep);
  const umin = same ? r.umin & keep : 0n;
  const umax = same ? r.umax & keep : keep;
  const cut = { ...r, off: cast(r.off, size), umin, umax, smin: umin, smax: umax };
  return size >= 4 ? cut : combine64(cut);
}
