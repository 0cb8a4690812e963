/** Dynptrs come and go (kernel/bpf/verifier.c mark_stack_slots_dynptr, unmark_stack_slots_dynptr). */
import { BPF_REG_SIZE, R_AUX1, R_AUX2, R_ID, SLOT_WORDS, STACK_DYNPTR, STACK_INVALID } from '../layout.js';
import type { Machine } from '../machine.js';
import { acquire_reference_state, findReference } from '../refs.js';
import { setByteType } from '../stack.js';
import { DYNPTR_INVALID, DYNPTR_LOCAL, DYNPTR_RINGBUF, dynptrSlot } from '../words/dynptr.js';
import { release_reference } from './refs.js';

function markBytes(w: Int32Array, slot: number, type: number): void {
  for (let i = 0; i < BPF_REG_SIZE; i++) {
    setByteType(w, slot, i, type);
    setByteType(w, slot - SLOT_WORDS, i, type);
  }
}

/** The lower slot's mark of a first slot stays what it was, and may be a stale one. */
function setKind(w: Int32Array, slot: number, type: number): void {
  w[slot + R_AUX1] = type;
  w[slot + R_AUX2] = type === DYNPTR_INVALID ? 0 : 1;
  w[slot - SLOT_WORDS + R_AUX1] = type;
}

/** The two stack slots that reg points to become a dynptr over local memory. */
export function make_local_dynptr(m: Machine, reg: number): void {
  const slot = dynptrSlot(m, reg);
  markBytes(m.w, slot, STACK_DYNPTR);
  setKind(m.w, slot, DYNPTR_LOCAL);
}

/** The two stack slots that reg points to become a dynptr over a record of a ring buffer, which holds a reference. */
export function make_ringbuf_dynptr(m: Machine, reg: number): void {
  const slot = dynptrSlot(m, reg);
  markBytes(m.w, slot, STACK_DYNPTR);
  setKind(m.w, slot, DYNPTR_RINGBUF);
  const id = acquire_reference_state(m, m.insn);
  m.w[slot + R_ID] = id;
  m.w[slot - SLOT_WORDS + R_ID] = id;
}

/** The dynptr is gone: its slots hold nothing, and slices of it go with the reference that it held. */
export function end_dynptr(m: Machine, reg: number): boolean {
  const slot = dynptrSlot(m, reg);
  const { w } = m;
  markBytes(w, slot, STACK_INVALID);
  if (w[slot + R_AUX1] === DYNPTR_RINGBUF) {
    const id = w[slot + R_ID];
    // The kernel does not mind when the frame does not hold it.
    if (findReference(m, id) >= 0 && !release_reference(m, id)) return false;
    w[slot + R_ID] = 0;
    w[slot - SLOT_WORDS + R_ID] = 0;
  }
  setKind(w, slot, DYNPTR_INVALID);
  return true;
}
