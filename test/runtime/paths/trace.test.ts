import { describe, expect, test } from 'vitest';
import { checkTrace, type TraceStep, TraceWalk } from '../../../generator/runtime/src/trace.js';
import { add, addImm, anyScalar, callTo, exitInsn, ja, jgt, kernel, mov, movImm, program } from './kernel.js';

const branching = program([anyScalar, jgt(0, 5, 1), movImm(3, 1), mov(0, 3), exitInsn]);

function steps(...insns: readonly number[]): TraceStep[] {
  return insns.map((insn) => ({ insn }));
}

describe('one path through a program', () => {
  test('a path that defines what it reads passes', () => {
    expect(checkTrace(kernel, branching, steps(0, 1, 2, 3, 4))).toEqual({ kind: 'accept', processed: 5 });
  });

  test('the other path fails where it reads what it did not define', () => {
    const verdict = checkTrace(kernel, branching, steps(0, 1, 3, 4));
    expect(verdict).toMatchObject({ kind: 'reject', insn: 3, rule: 'not-readable', processed: 3 });
  });

  test('a jump to the next instruction goes the way that the step says', () => {
    const known = program([anyScalar, jgt(0, 7, 0), jgt(0, 7, 1), mov(0, 5), exitInsn]);
    const taken = [{ insn: 0 }, { insn: 1, taken: true }, { insn: 2 }, { insn: 4 }];
    expect(checkTrace(kernel, known, taken)).toEqual({ kind: 'accept', processed: 4 });
    const notTaken = [{ insn: 0 }, { insn: 1, taken: false }, { insn: 2 }, { insn: 4 }];
    expect(checkTrace(kernel, known, notTaken)).toMatchObject({ kind: 'inconclusive', rule: 'runtime/trace' });
  });

  test('a path that the program does not allow is inconclusive', () => {
    const verdict = checkTrace(kernel, branching, steps(0, 2));
    expect(verdict).toMatchObject({ kind: 'inconclusive', rule: 'runtime/trace', insn: 0 });
  });

  test('a branch that can only go one way does not go the other', () => {
    const decided = program([movImm(0, 1), jgt(0, 5, 1), movImm(1, 1), exitInsn]);
    expect(checkTrace(kernel, decided, steps(0, 1, 3))).toMatchObject({ kind: 'inconclusive', rule: 'runtime/trace' });
  });

  test('calls and returns are followed', () => {
    const calling = program([movImm(1, 2), callTo(2), add(0, 0), exitInsn, mov(0, 1), exitInsn]);
    expect(checkTrace(kernel, calling, steps(0, 1, 4, 5, 2, 3))).toEqual({ kind: 'accept', processed: 6 });
  });

  test('steps behind the end are not taken', () => {
    const walk = new TraceWalk(kernel, program([movImm(0, 1), exitInsn]));
    expect([walk.step(0), walk.step(1), walk.step(2)]).toEqual([true, true, false]);
    expect(walk.end()).toEqual({ kind: 'accept', processed: 2 });
  });

  test.each([[[]], [[0]], [[0, 1, 2, 3]]])('a path that goes on is not accepted: %j', (insns) => {
    const verdict = checkTrace(kernel, branching, steps(...insns));
    expect(verdict).toMatchObject({ kind: 'inconclusive', rule: 'runtime/unfinished', processed: insns.length });
  });

  test('what is wrong outside of the path does not matter', () => {
    const broken = program([movImm(0, 1), exitInsn, [0xff, 0, 0, 0, 0], ja(9), callTo(1000)]);
    expect(checkTrace(kernel, broken, steps(0, 1))).toEqual({ kind: 'accept', processed: 2 });
  });

  test('a long path costs no more for each step than a short one', () => {
    const loop = program([movImm(0, 0), addImm(0, 1), anyScalar, jgt(0, 5, -3), exitInsn]);
    function* rounds(count: number): Generator<TraceStep> {
      yield { insn: 0 };
      for (let i = 0; i < count; i++) {
        yield { insn: 1 };
        yield { insn: 2 };
        yield { insn: 3, taken: true };
      }
    }
    const verdict = checkTrace(kernel, loop, rounds(50_000));
    expect(verdict).toMatchObject({ kind: 'inconclusive', rule: 'runtime/unfinished', processed: 150_001 });
  });
});
