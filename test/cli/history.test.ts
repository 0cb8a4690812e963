import {
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  History,
  Machine,
  placeAt,
  R_OFF,
  REG_WORDS,
  SCRATCH_OPERAND,
  SLOT_WORDS,
} from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { fakeKernel } from './fake-kernel.js';

/** A machine whose registers hold nothing but a number, in the word of the offset. */
class Walk {
  readonly m = new Machine(fakeKernel);

  constructor(readonly history: History) {
    this.set(1, 100);
    history.begin(this.m);
  }

  set(register: number, value: number): void {
    this.m.w[FRAME_REGS + register * REG_WORDS + R_OFF] = value;
  }

  step(insn: number, next: number, change?: () => void): void {
    this.m.processed++;
    this.m.insn = insn;
    this.m.next = next;
    change?.();
    this.history.step(this.m);
  }

  /** What a register held after a step; undefined when it is not known. */
  value(step: number, register: number): number | undefined {
    const at = this.history.after(step, 0, register);
    return at < 0 ? undefined : this.history.words[at + R_OFF];
  }

  insns(): number[] {
    return Array.from({ length: this.history.length }, (_, i) => this.history.insn(i));
  }
}

it.each([
  ['a register', FRAME_REGS + 3 * REG_WORDS, { frame: 0, place: 3 }],
  ['a register of another frame', 2 * FRAME_WORDS + FRAME_REGS, { frame: 2, place: 0 }],
  ['a stack slot', FRAME_STACK + 5 * SLOT_WORDS, { frame: 0, place: 16 }],
  ['an operand that is no register', SCRATCH_OPERAND, null],
  ['nothing', -1, null],
])('the words of %s', (_, at, expected) => {
  expect(placeAt(at)).toEqual(expected);
});

describe('the history of a path', () => {
  it('keeps what each step changed', () => {
    const walk = new Walk(new History());
    walk.step(0, 1, () => walk.set(2, 5));
    walk.step(1, 2);
    walk.step(2, 3, () => walk.set(2, 6));
    expect(walk.insns()).toEqual([0, 1, 2]);
    expect([walk.value(-1, 1), walk.value(-1, 2), walk.value(0, 2), walk.value(1, 2), walk.value(2, 2)]).toEqual([100, 0, 5, 5, 6]);
    expect([walk.history.changed(1, 0, 2), walk.history.changed(2, 0, 2)]).toEqual([false, true]);
  });

  it('forgets a branch when the walk goes back', () => {
    const walk = new Walk(new History());
    walk.step(0, 1, () => walk.set(2, 5));
    walk.step(1, 2, () => {
      walk.history.push(walk.m);
      walk.set(2, 0);
    });
    walk.step(2, 3, () => walk.set(3, 7));
    walk.step(3, 4, () => walk.set(3, 8));
    // back to the other side of instruction 1, where R2 is something else
    walk.set(2, 9);
    walk.set(3, 0);
    walk.m.next = 10;
    walk.history.pop(walk.m);
    walk.step(10, 11, () => walk.set(4, 1));
    expect(walk.insns()).toEqual([0, 1, 10]);
    expect(walk.history.next(1)).toBe(10);
    expect([walk.value(0, 2), walk.value(1, 2), walk.value(2, 3), walk.value(2, 4)]).toEqual([5, 9, 0, 1]);
  });

  it('begins late when it is told to, and says so', () => {
    const walk = new Walk(new History(3));
    walk.step(0, 1, () => {
      walk.history.push(walk.m);
      walk.set(2, 5);
    });
    walk.step(1, 2, () => walk.set(2, 6));
    walk.step(2, 3, () => walk.set(2, 7));
    walk.step(3, 4, () => walk.set(2, 8));
    expect(walk.history.truncated).toBe(true);
    expect(walk.insns()).toEqual([3]);
    expect([walk.value(-1, 2), walk.value(0, 2)]).toEqual([7, 8]);
    walk.m.next = 20;
    walk.history.pop(walk.m);
    walk.step(20, 21);
    expect(walk.insns()).toEqual([20]);
  });

  it('survives more than it has room for at first', () => {
    const walk = new Walk(new History());
    for (let i = 0; i < 5000; i++) walk.step(i, i + 1, () => walk.set(2, i + 1));
    expect([walk.value(-1, 2), walk.value(0, 2), walk.value(4999, 2), walk.value(2500, 1)]).toEqual([0, 1, 5000, 100]);
  });
});
