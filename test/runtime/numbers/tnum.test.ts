import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as rt from '../../../generator/runtime/src/tnum.js';
import * as model from './model.js';
import { getTnum, number64, putTnum, tnums } from './words.js';

const RUNS = { numRuns: 2000 };
const shift = fc.integer({ min: 0, max: 63 });

type Binary = (w: Int32Array, d: number, a: number, b: number) => void;

function binary(op: Binary, a: model.Tnum, b: model.Tnum, at: number): model.Tnum {
  const w = new Int32Array(12);
  putTnum(w, 0, a);
  putTnum(w, 4, b);
  op(w, at, 0, 4);
  return getTnum(w, at);
}

describe('tnum operations give what kernel/bpf/tnum.c gives', () => {
  const operations: [string, Binary, (a: model.Tnum, b: model.Tnum) => model.Tnum][] = [
    ['add', rt.tnumAdd, model.add],
    ['sub', rt.tnumSub, model.sub],
    ['and', rt.tnumAnd, model.and],
    ['or', rt.tnumOr, model.or],
    ['xor', rt.tnumXor, model.xor],
    ['mul', rt.tnumMul, model.mul],
    ['intersect', rt.tnumIntersect, model.intersect],
  ];
  it.each(operations)('%s, wherever the result goes', (_name, op, expected) => {
    fc.assert(
      fc.property(tnums, tnums, fc.constantFrom(0, 4, 8), (a, b, at) => {
        expect(binary(op, a, b, at)).toEqual(expected(a, b));
      }),
      RUNS,
    );
  });

  const shifts: [string, (w: Int32Array, d: number, a: number, n: number) => void, (a: model.Tnum, n: bigint) => model.Tnum][] = [
    ['lshift', rt.tnumLshift, model.lshift],
    ['rshift', rt.tnumRshift, model.rshift],
    ['arshift, 64 bits', rt.tnumArshift64, (a, n) => model.arshift(a, n, 64)],
    ['arshift, 32 bits', (w, d, a, n) => rt.tnumArshift32(w, d, a, n & 31), (a, n) => model.arshift(a, n & 31n, 32)],
    ['cast', (w, d, a, n) => rt.tnumCast(w, d, a, (n & 7) + 1), (a, n) => model.cast(a, Number(n & 7n) + 1)],
    ['subreg', (w, d, a) => rt.tnumSubreg(w, d, a), model.subreg],
  ];
  it.each(shifts)('%s', (_name, op, expected) => {
    fc.assert(
      fc.property(tnums, shift, fc.constantFrom(0, 4), (a, n, at) => {
        const w = new Int32Array(8);
        putTnum(w, 0, a);
        op(w, at, 0, n);
        expect(getTnum(w, at)).toEqual(expected(a, BigInt(n)));
      }),
      RUNS,
    );
  });

  it('in, is_const, is_unknown', () => {
    fc.assert(
      fc.property(tnums, tnums, (a, b) => {
        const w = new Int32Array(8);
        putTnum(w, 0, a);
        putTnum(w, 4, b);
        expect(rt.tnumIn(w, 0, w, 4)).toBe(model.covers(a, b));
        expect(rt.tnumIsConst(w, 0)).toBe(model.isConst(a));
        expect(rt.tnumIsUnknown(w, 0)).toBe(a.mask === model.U64_MAX);
      }),
      RUNS,
    );
  });

  it('a tnum covers itself, and itself with bits forgotten covers it', () => {
    fc.assert(
      fc.property(tnums, number64, (a, forgotten) => {
        const w = new Int32Array(8);
        const mask = a.mask | forgotten;
        putTnum(w, 0, { value: a.value & ~mask, mask });
        putTnum(w, 4, a);
        expect(rt.tnumIn(w, 0, w, 4)).toBe(true);
      }),
      RUNS,
    );
  });

  it.each([
    [0n, 0n, '(0x0; 0x0)'],
    [0n, 0xffn, '(0x0; 0xff)'],
    [0x100000000n, 0xffn, '(0x100000000; 0xff)'],
    [0n, model.U64_MAX, '(0x0; 0xffffffffffffffff)'],
    [0x80000000n, 0n, '(0x80000000; 0x0)'],
  ])('prints like the kernel: %s %s', (value, mask, text) => {
    const w = new Int32Array(4);
    putTnum(w, 0, { value, mask });
    expect(rt.tnumString(w, 0)).toBe(text);
  });
});

describe('tnum operations cover every concrete result', () => {
  /** A tnum with two numbers that it stands for. */
  const withMembers = fc
    .tuple(tnums, number64, number64)
    .map(([t, a, b]) => ({ t, members: [t.value | (a & t.mask), t.value | (b & t.mask)] }));
  const operations: [string, Binary, (a: bigint, b: bigint) => bigint][] = [
    ['add', rt.tnumAdd, (a, b) => a + b],
    ['sub', rt.tnumSub, (a, b) => a - b],
    ['and', rt.tnumAnd, (a, b) => a & b],
    ['or', rt.tnumOr, (a, b) => a | b],
    ['xor', rt.tnumXor, (a, b) => a ^ b],
    ['mul', rt.tnumMul, (a, b) => a * b],
  ];
  it.each(operations)('%s', (_name, op, concrete) => {
    fc.assert(
      fc.property(withMembers, withMembers, (a, b) => {
        const result = binary(op, a.t, b.t, 8);
        for (const x of a.members) for (const y of b.members) expect(model.has(result, concrete(x, y))).toBe(true);
      }),
      RUNS,
    );
  });
});
