/** Programs for the walker, each with what Linux 6.1.192 says of it (judged by the oracle as socket_filter; 2 = test_state_freq). */
import { add, addImm, anyScalar, callTo, exitInsn, fillFrom, type Insn, ja, jeq, jgt, jlt, mov, movImm, spillTo } from './kernel.js';

export interface Recorded {
  readonly name: string;
  readonly insns: readonly Insn[];
  /** The states are compared at every pruning point. */
  readonly everyState?: boolean;
  readonly accept: boolean;
  readonly processed: number;
}

/** A diamond: a branch that may or may not be taken, after which paths meet. */
const diamond: readonly Insn[] = [anyScalar, jgt(0, 5, 1), movImm(1, 1), movImm(2, 2)];

function repeat(times: number, insns: readonly Insn[]): Insn[] {
  return Array.from({ length: times }, () => insns).flat();
}

export const recorded: readonly Recorded[] = [
  { name: 'straight', insns: [movImm(0, 1), addImm(0, 2), exitInsn], accept: true, processed: 3 },
  { name: 'one diamond', insns: [movImm(1, 0), ...diamond, movImm(0, 0), exitInsn], accept: true, processed: 10 },
  { name: 'twenty diamonds', insns: [movImm(1, 0), ...repeat(20, diamond), movImm(0, 0), exitInsn], accept: true, processed: 153 },
  {
    name: 'twenty diamonds, every state',
    insns: [movImm(1, 0), ...repeat(20, diamond), movImm(0, 0), exitInsn],
    everyState: true,
    accept: true,
    processed: 103,
  },
  {
    name: 'counted loop',
    insns: [movImm(0, 0), addImm(0, 1), jlt(0, 50, -2), exitInsn],
    accept: true,
    processed: 102,
  },
  {
    name: 'counted loop with a diamond in it',
    insns: [movImm(6, 0), ...repeat(1, diamond), addImm(6, 1), jlt(6, 30, -6), movImm(0, 0), exitInsn],
    accept: true,
    processed: 608,
  },
  { name: 'endless loop', insns: [movImm(0, 0), ja(-1), exitInsn], accept: false, processed: 0 },
  { name: 'endless loop without an exit', insns: [movImm(0, 0), movImm(1, 0), ja(-2), exitInsn], accept: false, processed: 0 },
  {
    name: 'endless loop behind a condition',
    insns: [anyScalar, jgt(0, 5, 1), exitInsn, movImm(1, 1), movImm(1, 1), movImm(1, 1), jeq(1, 1, -4), exitInsn],
    accept: false,
    processed: 12,
  },
  {
    name: 'values that only one path knows',
    insns: [
      ...repeat(4, [anyScalar, movImm(6, 1), jgt(0, 5, 1), movImm(6, 2)]),
      mov(7, 6),
      addImm(7, 1),
      jeq(7, 2, 1),
      addImm(7, 1),
      movImm(0, 0),
      exitInsn,
    ],
    accept: true,
    processed: 42,
  },
  {
    name: 'values that only one path knows, every state',
    insns: [
      ...repeat(4, [anyScalar, movImm(6, 1), jgt(0, 5, 1), movImm(6, 2)]),
      mov(7, 6),
      addImm(7, 1),
      jeq(7, 2, 1),
      addImm(7, 1),
      movImm(0, 0),
      exitInsn,
    ],
    everyState: true,
    accept: true,
    processed: 29,
  },
  {
    name: 'spilled values',
    insns: [
      ...repeat(3, [anyScalar, movImm(6, 1), jgt(0, 5, 1), movImm(6, 2), spillTo(-8, 6), spillTo(-16, 0)]),
      fillFrom(7, -8),
      jeq(7, 2, 1),
      fillFrom(7, -16),
      movImm(0, 0),
      exitInsn,
    ],
    everyState: true,
    accept: true,
    processed: 30,
  },
  {
    name: 'unused registers differ',
    insns: [anyScalar, mov(6, 0), ...repeat(6, [anyScalar, jgt(0, 5, 1), addImm(6, 1)]), movImm(0, 0), exitInsn],
    everyState: true,
    accept: true,
    processed: 28,
  },
  {
    name: 'used registers differ',
    insns: [movImm(6, 0), ...repeat(6, [anyScalar, jgt(0, 5, 1), addImm(6, 1)]), jeq(6, 3, 0), movImm(0, 0), exitInsn],
    everyState: true,
    accept: true,
    processed: 94,
  },
  {
    name: 'a function called twice',
    insns: [movImm(1, 1), callTo(3), mov(1, 0), callTo(1), exitInsn, anyScalar, jgt(0, 5, 1), movImm(0, 7), addImm(0, 1), exitInsn],
    everyState: true,
    accept: true,
    processed: 17,
  },
  {
    name: 'functions three deep',
    insns: [
      movImm(6, 1),
      callTo(3),
      add(0, 6),
      movImm(0, 0),
      exitInsn,
      anyScalar,
      jgt(0, 5, 2),
      movImm(1, 3),
      callTo(2),
      movImm(0, 1),
      exitInsn,
      mov(0, 1),
      exitInsn,
    ],
    everyState: true,
    accept: true,
    processed: 14,
  },
  {
    name: 'an argument that the function reads',
    insns: [
      anyScalar,
      mov(6, 0),
      jgt(6, 3, 1),
      movImm(6, 2),
      mov(1, 6),
      callTo(2),
      movImm(0, 0),
      exitInsn,
      mov(7, 1),
      anyScalar,
      jgt(0, 1, 1),
      jeq(7, 2, 0),
      movImm(0, 0),
      exitInsn,
    ],
    everyState: true,
    accept: true,
    processed: 24,
  },
  { name: 'an unreadable register', insns: [mov(0, 3), exitInsn], accept: false, processed: 1 },
  { name: 'R0 not set', insns: [movImm(1, 0), exitInsn], accept: false, processed: 2 },
  { name: 'a register lost in a call', insns: [movImm(3, 0), anyScalar, mov(0, 3), exitInsn], accept: false, processed: 3 },
  { name: 'nested too deep', insns: [...repeat(9, [callTo(1), exitInsn]), movImm(0, 0), exitInsn], accept: false, processed: 8 },
  { name: 'unreachable', insns: [movImm(0, 0), exitInsn, movImm(0, 0), exitInsn], accept: false, processed: 0 },
  { name: 'falls through', insns: [movImm(0, 0)], accept: false, processed: 0 },
  { name: 'recursion', insns: [movImm(0, 0), callTo(-2), exitInsn], accept: false, processed: 0 },
  { name: 'out of range', insns: [movImm(0, 0), ja(7), exitInsn], accept: false, processed: 0 },
];
