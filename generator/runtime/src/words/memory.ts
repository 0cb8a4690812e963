/** Questions about the instruction that accesses memory, beyond its encoding. */
import { BASE_TYPE_MASK } from '../layout.js';
import type { Machine } from '../machine.js';

/** base_type() of a register type. */
export function base_of(_m: Machine, type: number): number {
  return type & BASE_TYPE_MASK;
}

/** BPF_PSEUDO_* of an ld_imm64, 0 to 6. */
export function insn_pseudo(m: Machine): number {
  return m.src[m.insn];
}

/** Is the constant of an ld_imm64 one that only who loads the program knows. */
export function insn_constant_is_unknown(m: Machine): boolean {
  return m.program.unknownConstants?.includes(m.insn) === true;
}

/** Index of the map that an ld_imm64 names. */
export function insn_map(m: Machine): number {
  return m.imm[m.insn];
}

/** bpf_insn_aux_data.ptr_type of the instruction; 0 (not_init) when no path has been here yet. */
export function insn_pointer_type(m: Machine): number {
  return m.aux.ptrType[m.insn];
}
