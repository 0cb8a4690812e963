/** Questions about the operands of an ALU instruction. */
import { isContradictory64 } from '../alu.js';
import { assignRegister, markKnown, S32_MIN } from '../known.js';
import { PRECISE, R_LIVE, R_SMIN, R_SMIN_HI, R_TYPE, R_VALUE, R_VALUE_HI, SCALAR, SCRATCH_IMMEDIATE, SCRATCH_OPERAND } from '../layout.js';
import type { Machine } from '../machine.js';
import { toBigIntSigned } from '../wide.js';

/** A register that holds the immediate, sign-extended to 64 bits; it lasts until the next instruction. */
export function insn_immediate(m: Machine): number {
  const { w } = m;
  const imm = m.imm[m.insn];
  w[SCRATCH_IMMEDIATE + R_TYPE] = SCALAR;
  markKnown(w, SCRATCH_IMMEDIATE, imm, imm >> 31);
  return SCRATCH_IMMEDIATE;
}

/** The register as it is now; the copy lasts until the next instruction. */
export function reg_copy(m: Machine, reg: number): number {
  assignRegister(m.w, SCRATCH_OPERAND, reg);
  return SCRATCH_OPERAND;
}

/** Does its value matter for safety, so that states are compared by it (`precise`)? */
export function reg_is_precise(m: Machine, reg: number): boolean {
  return (m.w[reg + R_LIVE] & PRECISE) !== 0;
}

/** Do its 64-bit bounds contradict each other or the known bits, as on branches that are never taken? */
export function reg_is_contradictory(m: Machine, reg: number): boolean {
  return isContradictory64(m.w, reg);
}

/** Is its least signed value the least 64-bit number? */
export function reg_is_unbounded_below(m: Machine, reg: number): boolean {
  return m.w[reg + R_SMIN] === 0 && m.w[reg + R_SMIN_HI] === S32_MIN;
}

/** The known bits of its value, signed, for messages. */
export function reg_exact_value(m: Machine, reg: number): bigint {
  return toBigIntSigned(m.w[reg + R_VALUE], m.w[reg + R_VALUE_HI]);
}

/** Its least signed value, for messages. */
export function reg_exact_smin(m: Machine, reg: number): bigint {
  return toBigIntSigned(m.w[reg + R_SMIN], m.w[reg + R_SMIN_HI]);
}
