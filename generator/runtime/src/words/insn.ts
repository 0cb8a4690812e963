/** Questions about the instruction that is being checked. */

import { BPF_ALU64, BPF_JMP, BPF_X, bytesOf, CLASS_MASK, isKnownOpcode, MODE_MASK, OP_MASK } from '../insn.js';
import type { Machine } from '../machine.js';
import { program_runs_as } from './allowed.js';

/** Its place in the program, in 8-byte slots. */
export function insn_index(m: Machine): number {
  return m.insn;
}

/** The opcode byte. */
export function insn_code(m: Machine): number {
  return m.code[m.insn];
}

/** BPF_CLASS(), 0 to 7. */
export function insn_class(m: Machine): number {
  return m.code[m.insn] & CLASS_MASK;
}

/** BPF_MODE() of loads and stores. */
export function insn_mode(m: Machine): number {
  return m.code[m.insn] & MODE_MASK;
}

/** 1, 2, 4 or 8. */
export function insn_bytes(m: Machine): number {
  return bytesOf(m.code[m.insn]);
}

/** BPF_SRC(): 0 the immediate, 8 a register. */
export function insn_operand(m: Machine): number {
  return m.code[m.insn] & BPF_X;
}

/** BPF_OP() */
export function insn_alu_op(m: Machine): number {
  return m.code[m.insn] & OP_MASK;
}

/** BPF_OP() */
export function insn_jump_op(m: Machine): number {
  return m.code[m.insn] & OP_MASK;
}

/** Is it of class ALU64 or JMP. */
export function insn_is_64(m: Machine): boolean {
  const cls = m.code[m.insn] & CLASS_MASK;
  return cls === BPF_ALU64 || cls === BPF_JMP;
}

/** 0 to 15. */
export function insn_dst(m: Machine): number {
  return m.dst[m.insn];
}

/** 0 to 15. */
export function insn_src(m: Machine): number {
  return m.src[m.insn];
}

/** The 16-bit offset, signed. */
export function insn_off(m: Machine): number {
  return m.off[m.insn];
}

/** The 32-bit immediate, signed. */
export function insn_imm(m: Machine): number {
  return m.imm[m.insn];
}

/** -1 at the program's end. */
export function insn_second_code(m: Machine): number {
  return m.insn + 1 < m.length ? m.code[m.insn + 1] : -1;
}

/** No registers and no offset in the slot behind it; false at the program's end. */
export function insn_second_is_plain(m: Machine): boolean {
  const second = m.insn + 1;
  return second < m.length && (m.dst[second] | m.src[second] | m.off[second]) === 0;
}

/** 0 at the program's end. */
export function insn_second_imm(m: Machine): number {
  return m.insn + 1 < m.length ? m.imm[m.insn + 1] : 0;
}

/** Index of the instruction that it jumps to; it may lie outside of the program. */
export function insn_jump_target(m: Machine): number {
  return m.jumpTarget(m.insn);
}

/** The immediate counts from the instruction behind it. */
export function insn_call_target(m: Machine): number {
  return m.insn + m.imm[m.insn] + 1;
}

/** bpf_opcode_in_insntable() */
export function insn_known_opcode(m: Machine): boolean {
  return isKnownOpcode(m.code[m.insn]);
}

/** A call of a weak kfunc that the kernel does not have. */
export function insn_kfunc_is_missing(m: Machine): boolean {
  return m.program.kfuncs[m.imm[m.insn]] === null;
}

/** func_id_name() */
export function insn_helper_name(m: Machine): string {
  const name = m.kernel.helperNames[m.imm[m.insn]];
  return name === undefined || name === '' ? 'unknown' : `bpf_${name}`;
}

/** Is there a table for the helper. */
export function insn_helper_is_modelled(m: Machine): boolean {
  return m.kernel.helpers[m.imm[m.insn]] !== undefined;
}

/** Does get_func_proto() of the program's type know the helper. */
export function insn_helper_is_allowed(m: Machine): boolean {
  const helper = m.kernel.helpers[m.imm[m.insn]];
  return helper !== undefined && program_runs_as(m, helper.programs);
}

/** Did the search for what can be reached come here (check_cfg). */
export function insn_can_be_reached(m: Machine): boolean {
  return m.isExplored(m.insn);
}

/** Did it come to the slot behind it. */
export function insn_middle_can_be_reached(m: Machine): boolean {
  return m.isExplored(m.insn + 1);
}

/** bpf_map_ptr_poisoned(): was the helper called here with different maps on different paths. */
export function insn_maps_differ(m: Machine): boolean {
  return m.aux.mapPtr[m.insn] === -1;
}
