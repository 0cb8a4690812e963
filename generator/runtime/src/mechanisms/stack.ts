/** What loads, stores and helpers do to the stack (kernel/bpf/verifier.c check_stack_read_*, check_stack_write_*). */
import { copyRegister, markConstZero, markKnown, markUnknown } from '../known.js';
import {
  BASE_TYPE_MASK,
  BPF_REG_SIZE,
  CONST_PTR_TO_MAP,
  LIVE_READ64,
  LIVE_WRITTEN,
  NOT_INIT,
  PRECISE,
  PTR_TO_BTF_ID,
  PTR_TO_MAP_KEY,
  PTR_TO_MAP_VALUE,
  R_AUX2,
  R_ID,
  R_LIVE,
  R_OFF,
  R_TYPE,
  R_VALUE,
  SCALAR,
  STACK_INVALID,
  STACK_MISC,
  STACK_ZERO,
} from '../layout.js';
import { mark_reg_read } from '../liveness.js';
import type { Machine } from '../machine.js';
import { markRegPrecise } from '../precision.js';
import { byteAt, byteType, growStack, isSpilled, markSpilled, scrubSlot, setByteType, slotAt, stackFrame } from '../stack.js';
import { register_is_null } from '../words/call.js';
import { reg_number } from '../words/reg.js';

const IN_SLOT = BPF_REG_SIZE - 1;

/** grow_stack_state(): the frame that reg points to uses at least `bytes` of its stack. */
export function grow_stack(m: Machine, reg: number, bytes: number): void {
  growStack(m, stackFrame(m, reg), bytes);
}

/** mark_reg_read() of what is in a slot. */
export function mark_slot_read(m: Machine, slot: number): boolean {
  return mark_reg_read(m, slot, LIVE_READ64);
}

/** The register gets what was spilled, and counts as written. */
export function fill(m: Machine, reg: number, slot: number): void {
  copyRegister(m.w, reg, m.w, slot);
  m.w[reg + R_LIVE] |= LIVE_WRITTEN;
}

/** mark_reg_stack_read(): bytes [from, to) of the stack that `pointer` points to go into a register. */
export function read_stack_bytes(m: Machine, reg: number, pointer: number, from: number, to: number): void {
  const { w } = m;
  const frame = stackFrame(m, pointer);
  let off = from;
  while (off < to && byteAt(w, frame, off) === STACK_ZERO) off++;
  if (off === to) {
    markConstZero(w, reg);
    // Tracing back stops here: what made the bytes zero was marked when they were stored.
    w[reg + R_LIVE] |= PRECISE;
  } else markUnknown(w, reg);
  w[reg + R_LIVE] |= LIVE_WRITTEN;
}

/** save_register_state() of `size` bytes (1 to 8). */
export function spill(m: Machine, slot: number, reg: number, size: number): void {
  copyRegister(m.w, slot, m.w, reg);
  finishSpill(m.w, slot, size);
}

/** The same with a constant, sign-extended from 32 bits. */
export function spill_constant(m: Machine, slot: number, value: number, size: number): void {
  markKnown(m.w, slot, value, value >> 31);
  m.w[slot + R_TYPE] = SCALAR;
  m.w[slot + R_LIVE] &= ~PRECISE;
  finishSpill(m.w, slot, size);
}

function finishSpill(w: Int32Array, slot: number, size: number): void {
  if (size === BPF_REG_SIZE) w[slot + R_LIVE] |= LIVE_WRITTEN;
  markSpilled(w, slot, size);
}

/** The spilled scalar is no copy of another any more. */
export function forget_slot_id(m: Machine, slot: number): void {
  m.w[slot + R_ID] = 0;
}

/**
 * The slot's register is no register any more. What it pointed to stays in the kernel's memory, where a dynptr's mark of its first slot
 * reads as set if that was a kernel address; so it does here.
 */
function dropSpilled(w: Int32Array, slot: number): void {
  switch (w[slot + R_TYPE] & BASE_TYPE_MASK) {
    case CONST_PTR_TO_MAP:
    case PTR_TO_MAP_VALUE:
    case PTR_TO_MAP_KEY:
    case PTR_TO_BTF_ID:
      w[slot + R_AUX2] = 1;
  }
  w[slot + R_TYPE] = NOT_INIT;
}

/** A store of data loses what was spilled in the slot; only a store of the whole slot screens off earlier contents. */
export function begin_data_write(m: Machine, slot: number, size: number): void {
  const { w } = m;
  dropSpilled(w, slot);
  if (isSpilled(w, slot)) scrubSlot(w, slot);
  if (size === BPF_REG_SIZE) w[slot + R_LIVE] |= LIVE_WRITTEN;
}

/** Bytes [off, off + size) of the slot hold data, or known zeros. */
export function write_stack_bytes(m: Machine, slot: number, off: number, size: number, zero: boolean): void {
  const first = -off - 1;
  for (let i = 0; i < size; i++) setByteType(m.w, slot, (first - i) & IN_SLOT, zero ? STACK_ZERO : STACK_MISC);
}

/** check_stack_write_var_off(): any of the bytes [from, to) may get the value (-1: unknown data). */
export function write_stack_range(m: Machine, pointer: number, from: number, to: number, value: number): boolean {
  const { w } = m;
  const frame = stackFrame(m, pointer);
  const zero = value >= 0 && register_is_null(m, value);
  let zeroUsed = false;
  for (let off = from; off < to; off++) {
    const slot = slotAt(frame, off);
    const i = (-off - 1) & IN_SLOT;
    dropSpilled(w, slot);
    const staysZero = zero && byteType(w, slot, i) === STACK_ZERO;
    if (staysZero) zeroUsed = true;
    else setByteType(w, slot, i, STACK_MISC);
  }
  return zeroUsed ? markRegPrecise(m, m.curframe, reg_number(m, value)) : true;
}

/** check_stack_range_initialized(): a helper reads, and with `clobber` perhaps writes, every byte of [from, to). */
export function pass_stack_range(m: Machine, pointer: number, from: number, to: number, clobber: boolean): boolean {
  const { w } = m;
  const frame = stackFrame(m, pointer);
  for (let off = from; off < to; off++) {
    const slot = slotAt(frame, off);
    const i = (-off - 1) & IN_SLOT;
    const type = byteType(w, slot, i);
    if (clobber && type !== STACK_MISC) {
      if (type === STACK_ZERO || type === STACK_INVALID) setByteType(w, slot, i, STACK_MISC);
      else {
        markUnknown(w, slot);
        scrubSlot(w, slot);
      }
    }
    if (!mark_reg_read(m, slot, LIVE_READ64)) return false;
  }
  return true;
}

/** A helper filled `size` bytes behind a pointer with a known offset: all of them are data (check_mem_access, byte for byte). */
export function fill_stack_range(m: Machine, pointer: number, size: number): void {
  const { w } = m;
  const frame = stackFrame(m, pointer);
  const from = w[pointer + R_OFF] + w[pointer + R_VALUE];
  for (let off = from; off < from + size; off++) {
    const slot = slotAt(frame, off);
    begin_data_write(m, slot, 1);
    setByteType(w, slot, (-off - 1) & IN_SLOT, STACK_MISC);
  }
}
