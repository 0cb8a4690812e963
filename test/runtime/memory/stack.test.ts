import { describe, expect, test } from 'vitest';
import { markKnown, markUnknown } from '../../../generator/runtime/src/known.js';
import {
  F_ALLOCATED_STACK,
  LIVE_WRITTEN,
  NOT_INIT,
  PRECISE,
  PTR_TO_CTX,
  R_ID,
  R_LIVE,
  R_TYPE,
  R_UMAX,
  R_UMAX_HI,
  R_VALUE,
  R_VALUE_HI,
  SCALAR,
  STACK_INVALID,
  STACK_MISC,
  STACK_SPILL,
  STACK_ZERO,
} from '../../../generator/runtime/src/layout.js';
import type { Machine } from '../../../generator/runtime/src/machine.js';
import {
  begin_data_write,
  fill,
  fill_stack_range,
  grow_stack,
  pass_stack_range,
  read_stack_bytes,
  spill,
  spill_constant,
  write_stack_bytes,
  write_stack_range,
} from '../../../generator/runtime/src/mechanisms/stack.js';
import { byteAt } from '../../../generator/runtime/src/stack.js';
import {
  reg_bad_stack_byte,
  reg_slot,
  slot_bad_data_byte,
  slot_bad_spill_byte,
  slot_is_spilled,
  slot_spill_size,
} from '../../../generator/runtime/src/words/stack.js';
import { machineWith, register } from './kernel.js';

/** Types of the eight bytes of the slot at -8, lowest address first. */
function bytes(m: Machine, from = -8): number[] {
  return Array.from({ length: 8 }, (_, i) => byteAt(m.w, 0, from + i));
}

function machine(): { m: Machine; fp: number; slot: number } {
  const m = machineWith();
  const fp = register(m, 10);
  grow_stack(m, fp, 16);
  return { m, fp, slot: reg_slot(m, fp, -8) };
}

describe('growing', () => {
  test('rounds up to slots, never shrinks, and clears what it adds', () => {
    const m = machineWith();
    const fp = register(m, 10);
    const deep = reg_slot(m, fp, -24);
    m.w[deep + R_TYPE] = PTR_TO_CTX;
    grow_stack(m, fp, 20);
    expect(m.w[F_ALLOCATED_STACK]).toBe(24);
    expect(m.w[deep + R_TYPE]).toBe(NOT_INIT);
    expect(m.subprogs.stackDepth[0]).toBe(24);
    grow_stack(m, fp, 8);
    expect(m.w[F_ALLOCATED_STACK]).toBe(24);
  });
});

describe('spilling', () => {
  test('a whole register comes back as it was, and counts as written', () => {
    const { m, slot } = machine();
    const r1 = register(m, 1);
    m.w[r1 + R_TYPE] = PTR_TO_CTX;
    markKnown(m.w, r1, 0, 0);
    spill(m, slot, r1, 8);
    expect(slot_is_spilled(m, slot)).toBe(true);
    expect(slot_spill_size(m, slot)).toBe(8);
    expect(m.w[slot + R_LIVE] & LIVE_WRITTEN).toBe(LIVE_WRITTEN);
    const r2 = register(m, 2);
    fill(m, r2, slot);
    expect(m.w[r2 + R_TYPE]).toBe(PTR_TO_CTX);
    expect(m.w[r2 + R_LIVE] & LIVE_WRITTEN).toBe(LIVE_WRITTEN);
  });

  test('four bytes are spilled at the lowest addresses, the rest keeps being data or nothing', () => {
    const { m, slot } = machine();
    const r1 = register(m, 1);
    markKnown(m.w, r1, 7, 0);
    write_stack_bytes(m, slot, -4, 2, true);
    spill(m, slot, r1, 4);
    expect(bytes(m)).toEqual([
      ...[STACK_SPILL, STACK_SPILL, STACK_SPILL, STACK_SPILL],
      ...[STACK_MISC, STACK_MISC, STACK_INVALID, STACK_INVALID],
    ]);
    expect(slot_spill_size(m, slot)).toBe(4);
    expect(m.w[slot + R_LIVE] & LIVE_WRITTEN).toBe(0);
  });

  test('a constant is sign-extended and not precise', () => {
    const { m, slot } = machine();
    m.w[slot + R_LIVE] |= PRECISE;
    spill_constant(m, slot, -2, 8);
    expect([m.w[slot + R_TYPE], m.w[slot + R_VALUE], m.w[slot + R_VALUE_HI]]).toEqual([SCALAR, -2, -1]);
    expect(m.w[slot + R_LIVE] & PRECISE).toBe(0);
  });

  test('precision goes along, liveness does not', () => {
    const { m, slot } = machine();
    const r1 = register(m, 1);
    m.w[r1 + R_LIVE] = PRECISE | LIVE_WRITTEN;
    m.w[r1 + R_ID] = 5;
    spill(m, slot, r1, 4);
    expect(m.w[slot + R_LIVE]).toBe(PRECISE);
    expect(m.w[slot + R_ID]).toBe(5);
  });
});

describe('data', () => {
  test('a store into part of a spilled register makes the rest of it data', () => {
    const { m, slot } = machine();
    spill(m, slot, register(m, 1), 8);
    begin_data_write(m, slot, 2);
    write_stack_bytes(m, slot, -4, 2, true);
    expect(m.w[slot + R_TYPE]).toBe(NOT_INIT);
    expect(bytes(m)).toEqual([STACK_MISC, STACK_MISC, STACK_MISC, STACK_MISC, STACK_ZERO, STACK_ZERO, STACK_MISC, STACK_MISC]);
  });

  test('reading zeros gives a precise zero, one other byte gives any scalar', () => {
    const { m, fp, slot } = machine();
    const r1 = register(m, 1);
    write_stack_bytes(m, slot, -8, 8, true);
    read_stack_bytes(m, r1, fp, -8, -4);
    expect([m.w[r1 + R_UMAX], m.w[r1 + R_UMAX_HI], m.w[r1 + R_LIVE] & PRECISE]).toEqual([0, 0, PRECISE]);
    write_stack_bytes(m, slot, -5, 1, false);
    read_stack_bytes(m, r1, fp, -8, -4);
    expect([m.w[r1 + R_UMAX], m.w[r1 + R_UMAX_HI], m.w[r1 + R_LIVE] & PRECISE]).toEqual([-1, -1, 0]);
  });

  test('a store at an unknown offset keeps zeros only when it stores zero', () => {
    const { m, fp, slot } = machine();
    write_stack_bytes(m, slot, -8, 4, true);
    const r1 = register(m, 1);
    markUnknown(m.w, r1);
    expect(write_stack_range(m, fp, -8, -6, r1)).toBe(true);
    expect(bytes(m)).toEqual([STACK_MISC, STACK_MISC, STACK_ZERO, STACK_ZERO, ...Array(4).fill(STACK_INVALID)]);
  });
});

describe('what may be read', () => {
  test('part of a spilled scalar: spilled, data and never written, but no zeros', () => {
    const { m, slot } = machine();
    spill(m, slot, register(m, 1), 4);
    expect(slot_bad_spill_byte(m, slot, -8, 8)).toBe(-1);
    write_stack_bytes(m, slot, -2, 1, true);
    expect(slot_bad_spill_byte(m, slot, -8, 8)).toBe(6);
    expect(slot_bad_spill_byte(m, slot, -8, 4)).toBe(-1);
  });

  test('data: no byte of a spill whose first byte is gone', () => {
    const { m, fp, slot } = machine();
    spill(m, slot, register(m, 1), 8);
    write_stack_range(m, fp, -8, -7, -1);
    expect(slot_is_spilled(m, slot)).toBe(false);
    expect(slot_bad_data_byte(m, slot, -8, 8)).toBe(1);
    expect(reg_bad_stack_byte(m, fp, -16, 0)).toBe(-7);
    expect(reg_bad_stack_byte(m, fp, -16, -7)).toBe(0);
  });
});

describe('helpers', () => {
  test('what they may write is data afterwards, spilled registers are any scalar', () => {
    const { m, fp, slot } = machine();
    const r1 = register(m, 1);
    m.w[r1 + R_TYPE] = PTR_TO_CTX;
    spill(m, slot, r1, 8);
    write_stack_bytes(m, reg_slot(m, fp, -16), -16, 4, true);
    expect(pass_stack_range(m, fp, -16, 0, true)).toBe(true);
    expect(m.w[slot + R_TYPE]).toBe(SCALAR);
    expect([...bytes(m, -16), ...bytes(m)]).toEqual(Array(16).fill(STACK_MISC));
  });

  test('what they only read stays', () => {
    const { m, fp, slot } = machine();
    spill(m, slot, register(m, 1), 8);
    pass_stack_range(m, fp, -16, 0, false);
    expect(slot_is_spilled(m, slot)).toBe(true);
    expect(bytes(m, -16)).toEqual(Array(8).fill(STACK_INVALID));
  });

  test('what they fill is data', () => {
    const { m, fp, slot } = machine();
    spill(m, slot, register(m, 1), 8);
    const r1 = register(m, 1);
    m.w.copyWithin(r1, fp, fp + 24);
    m.w[r1 + 1] = -12;
    fill_stack_range(m, r1, 6);
    expect(bytes(m, -16)).toEqual([...Array(4).fill(STACK_INVALID), ...Array(4).fill(STACK_MISC)]);
    expect(bytes(m)).toEqual(Array(8).fill(STACK_MISC));
    expect(m.w[slot + R_TYPE]).toBe(NOT_INIT);
  });
});
