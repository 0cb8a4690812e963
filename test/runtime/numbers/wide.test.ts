import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as wide from '../../../generator/runtime/src/wide.js';
import { s32, s64, u32, u64 } from './model.js';
import { number64 } from './words.js';

const RUNS = { numRuns: 5000 };
const lo = (n: bigint) => Number(s32(n));
const hi = (n: bigint) => Number(s32(n >> 32n));
const joined = (low: number, high: number) => (BigInt(high) << 32n) | u32(BigInt(low));

describe('64-bit pairs', () => {
  it('compare', () => {
    fc.assert(
      fc.property(number64, number64, (a, b) => {
        expect(wide.ult(lo(a), hi(a), lo(b), hi(b))).toBe(u64(a) < u64(b));
        expect(wide.slt(lo(a), hi(a), lo(b), hi(b))).toBe(s64(a) < s64(b));
      }),
      RUNS,
    );
  });

  it('multiply', () => {
    fc.assert(
      fc.property(number64, number64, (a, b) => {
        expect(u64(joined(Math.imul(lo(a), lo(b)), wide.mulHigh64(lo(a), hi(a), lo(b), hi(b))))).toBe(u64(a * b));
        expect(BigInt(wide.mulHighU32(lo(a), lo(b)))).toBe(s32((u32(a) * u32(b)) >> 32n));
      }),
      RUNS,
    );
  });

  it('shift', () => {
    fc.assert(
      fc.property(number64, fc.integer({ min: 0, max: 63 }), (a, n) => {
        const by = BigInt(n);
        expect(u64(joined(wide.shlLo(lo(a), n), wide.shlHi(lo(a), hi(a), n)))).toBe(u64(a << by));
        expect(u64(joined(wide.shrLo(lo(a), hi(a), n), wide.shrHi(hi(a), n)))).toBe(u64(a) >> by);
        expect(u64(joined(wide.sarLo(lo(a), hi(a), n), wide.sarHi(hi(a), n)))).toBe(u64(s64(a) >> by));
      }),
      RUNS,
    );
  });

  it('convert', () => {
    fc.assert(
      fc.property(number64, (a) => {
        expect(wide.toSigned(lo(a), hi(a))).toBe(Number(s64(a)));
        expect(wide.toUnsigned(lo(a), hi(a))).toBe(Number(u64(a)));
        expect(wide.toBigIntSigned(lo(a), hi(a))).toBe(s64(a));
        expect(wide.toBigIntUnsigned(lo(a), hi(a))).toBe(u64(a));
      }),
      RUNS,
    );
  });
});
