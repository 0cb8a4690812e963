import { describe, expect, test } from 'vitest';
import { markKnown } from '../../../generator/runtime/src/known.js';
import { F_ACQUIRED_REFS, PTR_TO_MEM, R_OFF, R_REF_OBJ_ID, R_TYPE, REG_WORDS, SCALAR } from '../../../generator/runtime/src/layout.js';
import type { Machine } from '../../../generator/runtime/src/machine.js';
import { end_dynptr, make_local_dynptr, make_ringbuf_dynptr } from '../../../generator/runtime/src/mechanisms/dynptr.js';
import { begin_data_write, grow_stack, spill, write_stack_bytes } from '../../../generator/runtime/src/mechanisms/stack.js';
import {
  reg_dynptr_fits,
  reg_dynptr_id,
  reg_dynptr_is_free,
  reg_dynptr_is_initialized,
  reg_dynptr_is_local,
  reg_dynptr_is_ringbuf,
} from '../../../generator/runtime/src/words/dynptr.js';
import { reg_slot } from '../../../generator/runtime/src/words/stack.js';
import { machineWith, register } from './kernel.js';

/** R1 points to the stack at an offset; 32 bytes of it are in use. */
function pointer(off: number): { m: Machine; r1: number } {
  const m = machineWith();
  const r10 = register(m, 10);
  grow_stack(m, r10, 32);
  const r1 = register(m, 1);
  m.w.copyWithin(r1, r10, r10 + REG_WORDS);
  m.w[r1 + R_OFF] = off;
  return { m, r1 };
}

test('needs two slots of the stack in use', () => {
  expect([-16, -8, 0, -32, -40].map((off) => (({ m, r1 }) => reg_dynptr_fits(m, r1))(pointer(off)))).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

describe('a dynptr over local memory', () => {
  test('is set up at its upper slot alone', () => {
    const { m, r1 } = pointer(-16);
    expect([reg_dynptr_is_free(m, r1), reg_dynptr_is_initialized(m, r1)]).toEqual([true, false]);
    make_local_dynptr(m, r1);
    expect([reg_dynptr_is_free(m, r1), reg_dynptr_is_initialized(m, r1), reg_dynptr_is_local(m, r1)]).toEqual([false, true, true]);
    expect([reg_dynptr_is_ringbuf(m, r1), reg_dynptr_id(m, r1)]).toEqual([false, 0]);
    m.w[r1 + R_OFF] = -24;
    expect([reg_dynptr_is_free(m, r1), reg_dynptr_is_initialized(m, r1)]).toEqual([false, false]);
  });

  test('is no more when a byte is overwritten', () => {
    const { m, r1 } = pointer(-16);
    make_local_dynptr(m, r1);
    const slot = reg_slot(m, r1, -8);
    begin_data_write(m, slot, 1);
    write_stack_bytes(m, slot, -1, 1, false);
    expect(reg_dynptr_is_initialized(m, r1)).toBe(false);
  });

  test('can be taken for one at its second slot when a kernel address lay there', () => {
    const { m, r1 } = pointer(-32);
    const pointerSlot = reg_slot(m, r1, -24);
    m.w[register(m, 2) + R_TYPE] = 16;
    spill(m, pointerSlot, register(m, 2), 8);
    begin_data_write(m, pointerSlot, 8);
    make_local_dynptr(m, r1);
    m.w[r1 + R_OFF] = -16;
    make_local_dynptr(m, r1);
    m.w[r1 + R_OFF] = -24;
    expect(reg_dynptr_is_initialized(m, r1)).toBe(true);
  });
});

describe('a dynptr over a record of a ring buffer', () => {
  test('holds a reference, and slices go with it', () => {
    const { m, r1 } = pointer(-16);
    make_ringbuf_dynptr(m, r1);
    const id = reg_dynptr_id(m, r1);
    expect([id, m.w[F_ACQUIRED_REFS], reg_dynptr_is_ringbuf(m, r1)]).toEqual([1, 1, true]);
    const slice = register(m, 7);
    markKnown(m.w, slice, 0, 0);
    m.w[slice + R_TYPE] = PTR_TO_MEM;
    m.w[slice + R_REF_OBJ_ID] = id;
    expect(end_dynptr(m, r1)).toBe(true);
    expect([m.w[slice + R_TYPE], m.w[F_ACQUIRED_REFS], reg_dynptr_id(m, r1)]).toEqual([SCALAR, 0, 0]);
    expect([reg_dynptr_is_free(m, r1), reg_dynptr_is_initialized(m, r1)]).toEqual([true, false]);
  });
});
