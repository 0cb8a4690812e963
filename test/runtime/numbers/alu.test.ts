import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as alu from '../../../generator/runtime/src/alu.js';
import { PRECISE, R_AUX1, R_ID, R_LIVE, R_PARENT } from '../../../generator/runtime/src/layout.js';
import { known, type Scalar, s32, s64, u32, u64, unknown } from './model.js';
import { type Operation, operate } from './model-alu.js';
import { A, B, getScalar, holds, number64, putScalar, type Sample, SPARE, samples, scalars, WORDS } from './words.js';

const RUNS = { numRuns: 800 };

const CODES: Record<Operation, number> = {
  add: alu.ALU_ADD,
  sub: alu.ALU_SUB,
  mul: alu.ALU_MUL,
  div: 0x30,
  or: alu.ALU_OR,
  and: alu.ALU_AND,
  lsh: alu.ALU_LSH,
  rsh: alu.ALU_RSH,
  mod: 0x90,
  xor: alu.ALU_XOR,
  arsh: alu.ALU_ARSH,
};
const OPERATIONS: readonly Operation[] = ['add', 'sub', 'mul', 'div', 'or', 'and', 'lsh', 'rsh', 'mod', 'xor', 'arsh'];
const CASES = OPERATIONS.flatMap((op): [Operation, boolean][] => [
  [op, false],
  [op, true],
]);

function run(op: Operation, d: Scalar, s: Scalar, alu32: boolean): Scalar {
  const w = new Int32Array(WORDS);
  putScalar(w, A, d);
  putScalar(w, B, s);
  alu.adjustScalar(w, A, CODES[op], B, alu32, SPARE);
  expect(getScalar(w, B)).toEqual(s);
  return getScalar(w, A);
}

/** What a processor computes; undefined for a shift by more than the width, which the verifier lets through from registers. */
function concrete(op: Operation, x: bigint, y: bigint, alu32: boolean): bigint | undefined {
  const [a, b] = alu32 ? [u32(x), u32(y)] : [u64(x), u64(y)];
  const signed = alu32 ? s32(x) : s64(x);
  const cut = alu32 ? u32 : u64;
  const bits = alu32 ? 32n : 64n;
  switch (op) {
    case 'add':
      return cut(a + b);
    case 'sub':
      return cut(a - b);
    case 'mul':
      return cut(a * b);
    case 'div':
      return b === 0n ? 0n : a / b;
    case 'mod':
      return b === 0n ? a : a % b;
    case 'or':
      return a | b;
    case 'and':
      return a & b;
    case 'xor':
      return a ^ b;
    case 'lsh':
      return b < bits ? cut(a << b) : undefined;
    case 'rsh':
      return b < bits ? a >> b : undefined;
    case 'arsh':
      return b < bits ? cut(signed >> b) : undefined;
  }
}

/** The second operand is often a constant, as an immediate is, and of shifts a sensible one. */
const secondOperand: fc.Arbitrary<Sample> = fc.oneof(
  samples,
  fc.oneof(number64, fc.bigInt({ min: 0n, max: 64n })).map((n): Sample => ({ values: [n], scalar: known(n) })),
);

describe.each(CASES)('%s (32 bits: %s)', (op, alu32) => {
  it('gives what the kernel gives', () => {
    const second = fc.oneof(
      secondOperand.map((s) => s.scalar),
      scalars,
    );
    fc.assert(
      fc.property(scalars, second, (d, s) => {
        expect(run(op, d, s, alu32)).toEqual(operate(op, d, s, alu32));
      }),
      RUNS,
    );
  });

  it('gives the same when both operands are one register', () => {
    fc.assert(
      fc.property(scalars, (d) => {
        const w = new Int32Array(WORDS);
        putScalar(w, A, d);
        alu.adjustScalar(w, A, CODES[op], A, alu32, SPARE);
        expect(getScalar(w, A)).toEqual(operate(op, d, d, alu32));
      }),
      RUNS,
    );
  });

  it('covers what a processor computes', () => {
    fc.assert(
      fc.property(samples, secondOperand, (d, s) => {
        const result = run(op, d.scalar, s.scalar, alu32);
        for (const x of d.values) {
          for (const y of s.values) {
            const value = concrete(op, x, y, alu32);
            if (value !== undefined) expect(holds(result, value), `${x} ${op} ${y} = ${value}`).toBe(true);
          }
        }
      }),
      RUNS,
    );
  });
});

describe('the rest of the register', () => {
  it('stays as it is unless the result is known or unknown altogether', () => {
    const w = new Int32Array(WORDS);
    putScalar(w, A, unknown());
    putScalar(w, B, known(5n));
    w[A + R_LIVE] = 4 | PRECISE;
    w[A + R_PARENT] = 9;
    alu.adjustScalar(w, A, alu.ALU_ADD, B, false, SPARE);
    expect([w[A + R_LIVE], w[A + R_PARENT]]).toEqual([4 | PRECISE, 9]);
    w[A + R_ID] = 3;
    w[A + R_AUX1] = 4;
    alu.adjustScalar(w, A, 0x30, B, false, SPARE);
    expect([w[A + R_LIVE], w[A + R_PARENT], w[A + R_ID], w[A + R_AUX1]]).toEqual([4, 9, 0, 0]);
  });
});
