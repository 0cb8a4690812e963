/**
 * Questions about the dynptr that a pointer to the stack leads to. It has two slots: the upper one says what it is (type, that it is the
 * first slot, the reference it holds), the one below only the type and reference. Only the pointer's fixed offset counts.
 */
import { BPF_REG_SIZE, F_ALLOCATED_STACK, FRAME_STACK, R_AUX1, R_AUX2, R_ID, R_OFF, SLOT_WORDS, STACK_DYNPTR } from '../layout.js';
import type { Machine } from '../machine.js';
import { byteType, stackFrame } from '../stack.js';

export const DYNPTR_INVALID = 0;
export const DYNPTR_LOCAL = 1;
export const DYNPTR_RINGBUF = 2;

/** First word of its upper slot; the other one stands in front. -1 when the stack has no room for both (is_spi_bounds_valid). */
export function dynptrSlot(m: Machine, reg: number): number {
  const frame = stackFrame(m, reg);
  const spi = Math.trunc((-m.w[reg + R_OFF] - 1) / BPF_REG_SIZE);
  if (spi < 1 || spi >= m.w[frame + F_ALLOCATED_STACK] >> 3) return -1;
  return frame + FRAME_STACK + spi * SLOT_WORDS;
}

/** Has the stack that is in use room for one there. */
export function reg_dynptr_fits(m: Machine, reg: number): boolean {
  return dynptrSlot(m, reg) >= 0;
}

/** is_dynptr_reg_valid_uninit(): no byte of it belongs to a dynptr; what lies outside of the stack in use counts as free. */
export function reg_dynptr_is_free(m: Machine, reg: number): boolean {
  const slot = dynptrSlot(m, reg);
  if (slot < 0) return true;
  for (let i = 0; i < BPF_REG_SIZE; i++) {
    if (byteType(m.w, slot, i) === STACK_DYNPTR || byteType(m.w, slot - SLOT_WORDS, i) === STACK_DYNPTR) return false;
  }
  return true;
}

/** is_dynptr_reg_valid_init() */
export function reg_dynptr_is_initialized(m: Machine, reg: number): boolean {
  const slot = dynptrSlot(m, reg);
  if (slot < 0 || m.w[slot + R_AUX2] === 0) return false;
  for (let i = 0; i < BPF_REG_SIZE; i++) {
    if (byteType(m.w, slot, i) !== STACK_DYNPTR || byteType(m.w, slot - SLOT_WORDS, i) !== STACK_DYNPTR) return false;
  }
  return true;
}

/** is_dynptr_type_expected() of an initialized one: over local memory. */
export function reg_dynptr_is_local(m: Machine, reg: number): boolean {
  const slot = dynptrSlot(m, reg);
  return slot >= 0 && m.w[slot + R_AUX1] === DYNPTR_LOCAL;
}

/** The same: over a record of a ring buffer. */
export function reg_dynptr_is_ringbuf(m: Machine, reg: number): boolean {
  const slot = dynptrSlot(m, reg);
  return slot >= 0 && m.w[slot + R_AUX1] === DYNPTR_RINGBUF;
}

/** stack_slot_get_id(): the reference that it holds, 0 for none. */
export function reg_dynptr_id(m: Machine, reg: number): number {
  const slot = dynptrSlot(m, reg);
  return slot < 0 ? 0 : m.w[slot + R_ID];
}
