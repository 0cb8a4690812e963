/** Between the model's scalars and the runtime's words, and what fast-check makes them from. */
import fc from 'fast-check';
import * as layout from '../../../generator/runtime/src/layout.js';
import { type Scalar, s32, s64, sync, type Tnum, u32, u64 } from './model.js';

export const A = 0;
export const B = layout.REG_WORDS;
export const SPARE = 2 * layout.REG_WORDS;
export const WORDS = 3 * layout.REG_WORDS;

function put64(w: Int32Array, at: number, n: bigint): void {
  w[at] = Number(s32(n));
  w[at + 1] = Number(s32(n >> 32n));
}

const get64 = (w: Int32Array, at: number): bigint => (BigInt(w[at + 1] ?? 0) << 32n) | u32(BigInt(w[at] ?? 0));

export function putTnum(w: Int32Array, at: number, t: Tnum): void {
  put64(w, at, t.value);
  put64(w, at + 2, t.mask);
}

export const getTnum = (w: Int32Array, at: number): Tnum => ({ value: u64(get64(w, at)), mask: u64(get64(w, at + 2)) });

export function putScalar(w: Int32Array, r: number, s: Scalar): void {
  w[r + layout.R_TYPE] = layout.SCALAR;
  putTnum(w, r + layout.R_VALUE, s.off);
  put64(w, r + layout.R_SMIN, s.smin);
  put64(w, r + layout.R_SMAX, s.smax);
  put64(w, r + layout.R_UMIN, s.umin);
  put64(w, r + layout.R_UMAX, s.umax);
  w[r + layout.R_S32_MIN] = Number(s.s32min);
  w[r + layout.R_S32_MAX] = Number(s.s32max);
  w[r + layout.R_U32_MIN] = Number(s32(s.u32min));
  w[r + layout.R_U32_MAX] = Number(s32(s.u32max));
}

export function getScalar(w: Int32Array, r: number): Scalar {
  const word = (at: number) => BigInt(w[r + at] ?? 0);
  return {
    off: getTnum(w, r + layout.R_VALUE),
    smin: s64(get64(w, r + layout.R_SMIN)),
    smax: s64(get64(w, r + layout.R_SMAX)),
    umin: u64(get64(w, r + layout.R_UMIN)),
    umax: u64(get64(w, r + layout.R_UMAX)),
    s32min: word(layout.R_S32_MIN),
    s32max: word(layout.R_S32_MAX),
    u32min: u32(word(layout.R_U32_MIN)),
    u32max: u32(word(layout.R_U32_MAX)),
  };
}

/** Numbers with a liking for edges: small ones, powers of two and their neighbours, sign-extended halves. */
export const number64: fc.Arbitrary<bigint> = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 64n) - 1n }),
  fc.bigInt({ min: -20n, max: 20n }).map(u64),
  fc.tuple(fc.integer({ min: 0, max: 63 }), fc.bigInt({ min: -2n, max: 2n })).map(([bit, near]) => u64((1n << BigInt(bit)) + near)),
  fc.integer().map((n) => u64(BigInt(n))),
  fc.tuple(fc.integer(), fc.integer({ min: -1, max: 1 })).map(([low, high]) => u64((BigInt(high) << 32n) | u32(BigInt(low)))),
);

export const tnums: fc.Arbitrary<Tnum> = fc.oneof(
  fc.tuple(number64, number64).map(([value, mask]) => ({ value: value & ~mask, mask })),
  number64.map((value) => ({ value, mask: 0n })),
);

/** What is known of a number that is one of these. */
function hull(values: readonly bigint[]): Scalar {
  const first = values[0] ?? 0n;
  const of = (f: (n: bigint) => bigint, pick: (a: bigint, b: bigint) => bigint) => values.map(f).reduce(pick);
  const low = (a: bigint, b: bigint) => (a < b ? a : b);
  const high = (a: bigint, b: bigint) => (a > b ? a : b);
  const mask = values.reduce((m, n) => m | (n ^ first), 0n);
  return {
    off: { value: first & ~mask, mask },
    smin: of(s64, low),
    smax: of(s64, high),
    umin: of(u64, low),
    umax: of(u64, high),
    s32min: of(s32, low),
    s32max: of(s32, high),
    u32min: of(u32, low),
    u32max: of(u32, high),
  };
}

/** Some numbers, and a register that can hold each of them. */
export interface Sample {
  readonly values: readonly bigint[];
  readonly scalar: Scalar;
}

const ANY_64 = { smin: -(1n << 63n), smax: (1n << 63n) - 1n, umin: 0n, umax: (1n << 64n) - 1n };
const ANY_32 = { s32min: -(1n << 31n), s32max: (1n << 31n) - 1n, u32min: 0n, u32max: (1n << 32n) - 1n };

const someSamples = (inStep: fc.Arbitrary<boolean>): fc.Arbitrary<Sample> =>
  fc
    .tuple(fc.array(number64, { minLength: 1, maxLength: 4 }), fc.boolean(), fc.boolean(), fc.boolean(), number64, inStep)
    .map(([values, forget64, forget32, forgetBits, extra, synced]) => {
      const exact = hull(values);
      const mask = forgetBits ? exact.off.mask | extra : exact.off.mask;
      const scalar = {
        ...exact,
        off: { value: exact.off.value & ~mask, mask },
        ...(forget64 ? ANY_64 : {}),
        ...(forget32 ? ANY_32 : {}),
      };
      return { values, scalar: synced ? sync(scalar) : scalar };
    });

/** Registers as programs have them: some of it forgotten, the rest in step with each other. */
export const samples: fc.Arbitrary<Sample> = someSamples(fc.constant(true));

/** Registers as on branches that are never taken: the bounds need not make sense. */
const broken: fc.Arbitrary<Scalar> = fc.tuple(tnums, fc.array(number64, { minLength: 8, maxLength: 8 })).map(([off, n]) => ({
  off,
  smin: s64(n[0] ?? 0n),
  smax: s64(n[1] ?? 0n),
  umin: u64(n[2] ?? 0n),
  umax: u64(n[3] ?? 0n),
  s32min: s32(n[4] ?? 0n),
  s32max: s32(n[5] ?? 0n),
  u32min: u32(n[6] ?? 0n),
  u32max: u32(n[7] ?? 0n),
}));

export const scalars: fc.Arbitrary<Scalar> = fc.oneof(
  { weight: 3, arbitrary: someSamples(fc.boolean()).map((s) => s.scalar) },
  { weight: 1, arbitrary: broken },
);

/** Is the number within all that is known? */
export function holds(r: Scalar, n: bigint): boolean {
  return (
    (u64(n) & ~r.off.mask) === r.off.value &&
    s64(n) >= r.smin &&
    s64(n) <= r.smax &&
    u64(n) >= r.umin &&
    u64(n) <= r.umax &&
    s32(n) >= r.s32min &&
    s32(n) <= r.s32max &&
    u32(n) >= r.u32min &&
    u32(n) <= r.u32max
  );
}
