import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as branch from '../../../generator/runtime/src/branch.js';
import * as layout from '../../../generator/runtime/src/layout.js';
import { refineByConstant, refineEqual } from '../../../generator/runtime/src/refine.js';
import { type Scalar, s32, s64, u32, u64 } from './model.js';
import { type Comparison, compared, equal, taken } from './model-alu.js';
import { A, B, getScalar, holds, number64, putScalar, samples, scalars, WORDS } from './words.js';

const RUNS = { numRuns: 800 };

const CODES: Record<Comparison, number> = {
  jeq: branch.JMP_JEQ,
  jne: branch.JMP_JNE,
  jset: branch.JMP_JSET,
  jgt: branch.JMP_JGT,
  jge: branch.JMP_JGE,
  jlt: branch.JMP_JLT,
  jle: branch.JMP_JLE,
  jsgt: branch.JMP_JSGT,
  jsge: branch.JMP_JSGE,
  jslt: branch.JMP_JSLT,
  jsle: branch.JMP_JSLE,
};
const COMPARISONS: readonly Comparison[] = ['jeq', 'jne', 'jset', 'jgt', 'jge', 'jlt', 'jle', 'jsgt', 'jsge', 'jslt', 'jsle'];
const CASES = COMPARISONS.flatMap((op): [Comparison, boolean][] => [
  [op, false],
  [op, true],
]);

const lo = (n: bigint) => Number(s32(n));
const hi = (n: bigint) => Number(s32(n >> 32n));

function concrete(op: Comparison, x: bigint, y: bigint, jmp32: boolean): boolean {
  const [a, b] = jmp32 ? [u32(x), u32(y)] : [u64(x), u64(y)];
  const [sa, sb] = jmp32 ? [s32(x), s32(y)] : [s64(x), s64(y)];
  switch (op) {
    case 'jeq':
      return a === b;
    case 'jne':
      return a !== b;
    case 'jset':
      return (a & b) !== 0n;
    case 'jgt':
      return a > b;
    case 'jge':
      return a >= b;
    case 'jlt':
      return a < b;
    case 'jle':
      return a <= b;
    case 'jsgt':
      return sa > sb;
    case 'jsge':
      return sa >= sb;
    case 'jslt':
      return sa < sb;
    case 'jsle':
      return sa <= sb;
  }
}

function refined(op: Comparison, r: Scalar, n: bigint, jmp32: boolean, where: boolean): Scalar {
  const w = new Int32Array(WORDS);
  putScalar(w, A, r);
  refineByConstant(w, A, lo(n), hi(n), CODES[op], jmp32, where);
  return getScalar(w, A);
}

function decided(op: Comparison, r: Scalar, n: bigint, jmp32: boolean): boolean | undefined {
  const w = new Int32Array(WORDS);
  putScalar(w, A, r);
  const way = branch.branchTaken(w, A, lo(n), hi(n), CODES[op], jmp32);
  return way === branch.BRANCH_UNKNOWN ? undefined : way === branch.BRANCH_TAKEN;
}

describe.each(CASES)('%s (32 bits: %s)', (op, jmp32) => {
  it('decides and refines as the kernel does', () => {
    fc.assert(
      fc.property(scalars, number64, (r, n) => {
        expect(decided(op, r, n, jmp32)).toBe(taken(op, r, n, jmp32));
        const [yes, no] = compared(op, r, n, jmp32);
        expect(refined(op, r, n, jmp32, true)).toEqual(yes);
        expect(refined(op, r, n, jmp32, false)).toEqual(no);
      }),
      RUNS,
    );
  });

  it('lets each number go its way and stay within the bounds there', () => {
    fc.assert(
      fc.property(samples, number64, fc.boolean(), ({ values, scalar }, far, near) => {
        const n = near ? (values[0] ?? far) : far;
        const way = decided(op, scalar, n, jmp32);
        for (const x of values) {
          const goes = concrete(op, x, n, jmp32);
          if (way !== undefined) expect(goes).toBe(way);
          else expect(holds(refined(op, scalar, n, jmp32, goes), x)).toBe(true);
        }
      }),
      RUNS,
    );
  });

  it('turned round says the same', () => {
    fc.assert(
      fc.property(number64, number64, (a, b) => {
        const flipped = COMPARISONS.find((other) => CODES[other] === branch.flipOperation(CODES[op])) ?? op;
        expect(concrete(flipped, b, a, jmp32)).toBe(concrete(op, a, b, jmp32));
      }),
      RUNS,
    );
  });
});

describe('equal registers', () => {
  it('learn from each other what the kernel makes them learn', () => {
    fc.assert(
      fc.property(scalars, scalars, (a, b) => {
        const w = new Int32Array(WORDS);
        putScalar(w, A, a);
        putScalar(w, B, b);
        refineEqual(w, A, B);
        expect([getScalar(w, A), getScalar(w, B)]).toEqual(equal(a, b));
      }),
      RUNS,
    );
  });
});

describe('pointers', () => {
  const pointer = (type: number) => {
    const w = new Int32Array(WORDS);
    w[A + layout.R_TYPE] = type;
    return w;
  };

  it('teach nothing and learn nothing', () => {
    const w = pointer(layout.PTR_TO_STACK);
    refineByConstant(w, A, 1, 0, branch.JMP_JEQ, false, true);
    expect([...w]).toEqual([...pointer(layout.PTR_TO_STACK)]);
  });

  it.each([
    [layout.PTR_TO_MAP_VALUE, branch.JMP_JEQ, 0, branch.BRANCH_FALLS_THROUGH],
    [layout.PTR_TO_MAP_VALUE, branch.JMP_JNE, 0, branch.BRANCH_TAKEN],
    [layout.PTR_TO_MAP_VALUE, branch.JMP_JGT, 0, branch.BRANCH_UNKNOWN],
    [layout.PTR_TO_MAP_VALUE, branch.JMP_JEQ, 1, branch.BRANCH_UNKNOWN],
    [layout.PTR_TO_MAP_VALUE | layout.MAYBE_NULL, branch.JMP_JEQ, 0, branch.BRANCH_UNKNOWN],
    [layout.PTR_TO_BTF_ID, branch.JMP_JEQ, 0, branch.BRANCH_UNKNOWN],
    [layout.PTR_TO_STACK, branch.JMP_JNE, 0, branch.BRANCH_UNKNOWN],
    [layout.PTR_TO_SOCKET, branch.JMP_JNE, 0, branch.BRANCH_TAKEN],
    [layout.PTR_TO_TCP_SOCK, branch.JMP_JNE, 0, branch.BRANCH_TAKEN],
    [layout.PTR_TO_SOCK_COMMON, branch.JMP_JNE, 0, branch.BRANCH_TAKEN],
    [layout.PTR_TO_MAP_KEY, branch.JMP_JNE, 0, branch.BRANCH_TAKEN],
  ])('type %d compared by %d with %d: %d', (type, op, n, way) => {
    expect(branch.branchTaken(pointer(type), A, n, 0, op, false)).toBe(way);
    expect(branch.branchTaken(pointer(type), A, n, 0, op, true)).toBe(way);
  });

  const AT_END = branch.AT_PKT_END;
  const BEYOND = branch.BEYOND_PKT_END;
  const { BRANCH_UNKNOWN: EITHER, BRANCH_TAKEN: JUMPS, BRANCH_FALLS_THROUGH: FALLS } = branch;
  it.each([
    [branch.JMP_JGT, BEYOND, JUMPS],
    [branch.JMP_JGT, AT_END, EITHER],
    [branch.JMP_JLE, BEYOND, FALLS],
    [branch.JMP_JLE, AT_END, EITHER],
    [branch.JMP_JGE, BEYOND, JUMPS],
    [branch.JMP_JGE, AT_END, JUMPS],
    [branch.JMP_JLT, BEYOND, FALLS],
    [branch.JMP_JLT, AT_END, FALLS],
    [branch.JMP_JGT, 8, EITHER],
    [branch.JMP_JEQ, BEYOND, EITHER],
  ])('packet compared by %d with its end, range %d: %d, from either side', (op, range, way) => {
    const w = new Int32Array(WORDS);
    w[A + layout.R_TYPE] = layout.PTR_TO_PACKET;
    w[A + layout.R_AUX1] = range;
    w[B + layout.R_TYPE] = layout.PTR_TO_PACKET_END;
    expect(branch.packetBranchTaken(w, A, B, op)).toBe(way);
    expect(branch.packetBranchTaken(w, B, A, branch.flipOperation(op))).toBe(way);
  });
});
