/** Reads and writes of registers as instructions' operands (kernel/bpf/verifier.c check_reg_arg, is_reg64). */
import {
  BPF_ALU,
  BPF_ALU64,
  BPF_CALL,
  BPF_DW,
  BPF_END,
  BPF_JMP,
  BPF_JMP32,
  BPF_PSEUDO_CALL,
  BPF_STX,
  CLASS_MASK,
  OP_MASK,
  SIZE_MASK,
} from '../insn.js';
import { LIVE_READ32, LIVE_READ64, LIVE_WRITTEN, R_LIVE, R_TYPE, SCALAR } from '../layout.js';
import { mark_reg_read } from '../liveness.js';
import type { Machine } from '../machine.js';

/** Does the current instruction read all 64 bits of a register (is_reg64 with SRC_OP). */
function readsWhole(m: Machine, reg: number): boolean {
  const { insn } = m;
  const code = m.code[insn];
  switch (code & CLASS_MASK) {
    case BPF_ALU64:
      return true;
    case BPF_JMP:
      return (code & OP_MASK) !== BPF_CALL || m.src[insn] !== BPF_PSEUDO_CALL;
    case BPF_ALU:
      return (code & OP_MASK) === BPF_END && m.imm[insn] === 64;
    case BPF_JMP32:
      return false;
    case BPF_STX:
      return m.w[reg + R_TYPE] !== SCALAR || (code & SIZE_MASK) === BPF_DW;
    default:
      return true;
  }
}

/** A register of the current state is read by the current instruction. */
export function mark_read(m: Machine, reg: number): boolean {
  return mark_reg_read(m, reg, readsWhole(m, reg) ? LIVE_READ64 : LIVE_READ32);
}

/** A register of the current state is overwritten: what it held is of no use to what follows. */
export function mark_written(m: Machine, reg: number): void {
  m.w[reg + R_LIVE] |= LIVE_WRITTEN;
}
