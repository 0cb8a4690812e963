/**
 * Where stack slots stand and what their bytes hold (struct bpf_stack_state). Offsets are the kernel's: negative, from the frame pointer.
 * Byte 7 of a slot has the lowest address, and is the one at an offset that is a multiple of 8.
 */
import {
  BPF_REG_SIZE,
  F_ALLOCATED_STACK,
  F_SUBPROGNO,
  FRAME_STACK,
  FRAME_WORDS,
  R_AUX1,
  SLOT_TYPES,
  SLOT_WORDS,
  STACK_INVALID,
  STACK_MISC,
  STACK_SPILL,
} from './layout.js';
import type { Machine } from './machine.js';

const BYTE = 0xff;
const HIGHEST_BYTE = BPF_REG_SIZE - 1;

/** First word of the frame whose stack a register of type PTR_TO_STACK points to. */
export function stackFrame(m: Machine, reg: number): number {
  return m.w[reg + R_AUX1] * FRAME_WORDS;
}

/** First word of the slot that holds the byte at an offset (-1 to -512) of a frame's stack. */
export function slotAt(frame: number, off: number): number {
  return frame + FRAME_STACK + ((-off - 1) >> 3) * SLOT_WORDS;
}

/** STACK_* of the byte at an offset. */
export function byteAt(w: Int32Array, frame: number, off: number): number {
  return byteType(w, slotAt(frame, off), (-off - 1) & HIGHEST_BYTE);
}

/** STACK_* of byte i (0 to 7) of a slot. */
export function byteType(w: Int32Array, slot: number, i: number): number {
  return (w[slot + SLOT_TYPES + (i >> 2)] >>> ((i & 3) * 8)) & BYTE;
}

export function setByteType(w: Int32Array, slot: number, i: number, type: number): void {
  const at = slot + SLOT_TYPES + (i >> 2);
  const shift = (i & 3) * 8;
  w[at] = (w[at] & ~(BYTE << shift)) | (type << shift);
}

/** is_spilled_reg() */
export function isSpilled(w: Int32Array, slot: number): boolean {
  return byteType(w, slot, HIGHEST_BYTE) === STACK_SPILL;
}

/** scrub_spilled_slot() on every byte. */
export function scrubSlot(w: Int32Array, slot: number): void {
  for (let i = 0; i < BPF_REG_SIZE; i++) scrubByte(w, slot, i);
}

/** scrub_spilled_slot(): what is not invalid becomes data. */
function scrubByte(w: Int32Array, slot: number, i: number): void {
  if (byteType(w, slot, i) !== STACK_INVALID) setByteType(w, slot, i, STACK_MISC);
}

/** grow_stack_state(): room for `bytes` of stack, never written. */
export function growStack(m: Machine, frame: number, bytes: number): void {
  const { w } = m;
  const size = (bytes + HIGHEST_BYTE) & ~HIGHEST_BYTE;
  const old = w[frame + F_ALLOCATED_STACK];
  if (old >= size) return;
  const stack = frame + FRAME_STACK;
  w.fill(0, stack + (old >> 3) * SLOT_WORDS, stack + (size >> 3) * SLOT_WORDS);
  w[frame + F_ALLOCATED_STACK] = size;
  const subprog = w[frame + F_SUBPROGNO];
  if (m.subprogs.stackDepth[subprog] < size) m.subprogs.stackDepth[subprog] = size;
}

/** save_register_state(): the register's first `size` bytes (1 to 8) are spilled, liveness and parent of the slot stay. */
export function markSpilled(w: Int32Array, slot: number, size: number): void {
  for (let i = HIGHEST_BYTE; i >= BPF_REG_SIZE - size; i--) setByteType(w, slot, i, STACK_SPILL);
  for (let i = HIGHEST_BYTE - size; i >= 0; i--) scrubByte(w, slot, i);
}
