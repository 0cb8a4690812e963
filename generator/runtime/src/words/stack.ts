/** Questions about stack slots and their bytes. A slot's handle is the offset of the register spilled to it. */
import { BPF_REG_SIZE, STACK_INVALID, STACK_MISC, STACK_SPILL, STACK_ZERO } from '../layout.js';
import type { Machine } from '../machine.js';
import { byteType, isSpilled, slotAt, stackFrame } from '../stack.js';

/** The slot that holds the byte at `off` (-1 to -512). */
export function reg_slot(m: Machine, reg: number, off: number): number {
  return slotAt(stackFrame(m, reg), off);
}

/** is_spilled_reg() */
export function slot_is_spilled(m: Machine, slot: number): boolean {
  return isSpilled(m.w, slot);
}

/** The register as spilled: same handle. */
export function slot_spilled(_m: Machine, slot: number): number {
  return slot;
}

/** How many bytes were spilled, of a slot that holds a spilled register: 1 to 8. */
export function slot_spill_size(m: Machine, slot: number): number {
  let size = 1;
  for (let i = BPF_REG_SIZE - 1; i > 0 && byteType(m.w, slot, i - 1) === STACK_SPILL; i--) size++;
  return size;
}

/** Which byte of [off, off + size), counted from 0, has none of three types; -1 for none. The access stays in one slot. */
function otherByte(w: Int32Array, slot: number, off: number, size: number, a: number, b: number, c: number): number {
  const first = -off - 1;
  for (let i = 0; i < size; i++) {
    const type = byteType(w, slot, (first - i) & (BPF_REG_SIZE - 1));
    if (type !== a && type !== b && type !== c) return i;
  }
  return -1;
}

/** First byte of a read of part of a spilled scalar that can't be read; -1 for none. */
export function slot_bad_spill_byte(m: Machine, slot: number, off: number, size: number): number {
  return otherByte(m.w, slot, off, size, STACK_SPILL, STACK_MISC, STACK_INVALID);
}

/** First byte of a read of data that can't be read; -1 for none. */
export function slot_bad_data_byte(m: Machine, slot: number, off: number, size: number): number {
  return otherByte(m.w, slot, off, size, STACK_MISC, STACK_ZERO, STACK_INVALID);
}

/** check_stack_range_initialized(): offset of the first byte from `from` up to `to` that a helper must not read; 0 for none. */
export function reg_bad_stack_byte(m: Machine, reg: number, from: number, to: number): number {
  const frame = stackFrame(m, reg);
  for (let off = from; off < to; off++) {
    const slot = slotAt(frame, off);
    const type = byteType(m.w, slot, (-off - 1) & (BPF_REG_SIZE - 1));
    if (type === STACK_MISC || type === STACK_ZERO || type === STACK_INVALID) continue;
    if (!isSpilled(m.w, slot)) return off;
  }
  return 0;
}
