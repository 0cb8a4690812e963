/** What loads put into registers, and what is remembered of an access (kernel/bpf/verifier.c check_mem_access, check_ld_imm). */
import { markKnown } from '../known.js';
import {
  MAYBE_NULL,
  PRECISE,
  PTR_TO_BTF_ID,
  PTR_UNTRUSTED,
  R_AUX1,
  R_ID,
  R_LIVE,
  R_OFF,
  R_TYPE,
  REG_WORDS,
  SCALAR,
  SCRATCH_SAVED,
} from '../layout.js';
import type { Machine } from '../machine.js';
import { markNotNull } from '../refine-null.js';
import { coerceToSize } from '../width.js';
import { field_type } from '../words/map.js';

/** coerce_reg_to_size(): a load of 1, 2 or 4 bytes. */
export function coerce_to_size(m: Machine, reg: number, size: number): void {
  coerceToSize(m.w, reg, size);
}

/** mark_btf_ld_reg(): `type` is an index into `Machine.types`, `flags` are flags of a register type. */
export function load_kernel_pointer(m: Machine, reg: number, type: number, flags: number): void {
  markKnown(m.w, reg, 0, 0);
  m.w[reg + R_TYPE] = PTR_TO_BTF_ID | flags;
  m.w[reg + R_AUX1] = type;
}

/** check_map_kptr_access() of a load: untrusted, NULL or not, with an id of its own. */
export function load_kptr(m: Machine, reg: number, field: number): void {
  load_kernel_pointer(m, reg, field_type(m, field), MAYBE_NULL | PTR_UNTRUSTED);
  m.w[reg + R_ID] = ++m.idGen;
}

/** A known 64-bit number, not precise; liveness and parent stay. */
export function set_constant(m: Machine, reg: number, low: number, high: number): void {
  m.w[reg + R_TYPE] = SCALAR;
  m.w[reg + R_LIVE] &= ~PRECISE;
  markKnown(m.w, reg, low, high);
}

/** The fixed part of a pointer's offset, s32. */
export function set_off(m: Machine, reg: number, off: number): void {
  m.w[reg + R_OFF] = off;
}

/** The function of the program that begins at instruction `insn`. */
export function set_subprog(m: Machine, reg: number, insn: number): void {
  m.w[reg + R_AUX1] = m.subprogs.find(insn);
}

/** bpf_insn_aux_data.ptr_type */
export function remember_pointer_type(m: Machine, type: number): void {
  m.aux.ptrType[m.insn] = type;
}

/** The map value whose lock is held, by the id of pointers to it; 0 for none. */
export function set_active_spin_lock(m: Machine, id: number): void {
  m.activeSpinLock = id;
}

/** mark_ptr_not_null_reg(), until put_back(): to ask what the pointer would be good for. */
export function assume_not_null(m: Machine, reg: number): void {
  m.w.copyWithin(SCRATCH_SAVED, reg, reg + REG_WORDS);
  markNotNull(m, m.w, reg);
}

/** The register as it was before assume_not_null(). */
export function put_back(m: Machine, reg: number): void {
  m.w.copyWithin(reg, SCRATCH_SAVED, SCRATCH_SAVED + REG_WORDS);
}
