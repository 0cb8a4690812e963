/** What ALU instructions do to registers (kernel/bpf/verifier.c check_alu_op and adjust_reg_min_max_vals). */
import { adjustScalar } from '../alu.js';
import { addToPointer, subtractFromPointer } from '../alu-pointer.js';
import { syncBounds } from '../bounds.js';
import { BPF_ALU64, CLASS_MASK, OP_MASK } from '../insn.js';
import { assignRegister, copyRegister, unbound32 } from '../known.js';
import { R_ID, SCRATCH_SPARE } from '../layout.js';
import type { Machine } from '../machine.js';
import { zeroExtend32 } from '../width.js';

/** copy_register_state(): `dst` holds what `src` does; its own liveness stays. */
export function copy_register(m: Machine, dst: number, src: number): void {
  copyRegister(m.w, dst, m.w, src);
}

/** The register is no copy of another any more, what is learned of one says nothing of the other. */
export function forget_id(m: Machine, reg: number): void {
  m.w[reg + R_ID] = 0;
}

/** The upper half is zero, as after every 32-bit operation (zext_32_to_64 and reg_bounds_sync). */
export function zero_extend(m: Machine, reg: number): void {
  zeroExtend32(m.w, reg);
  syncBounds(m.w, reg);
}

/** adjust_scalar_min_max_vals(): the instruction's operation on two scalars. */
export function adjust_scalar(m: Machine, dst: number, src: number): void {
  const code = m.code[m.insn];
  adjustScalar(m.w, dst, code & OP_MASK, src, (code & CLASS_MASK) !== BPF_ALU64, SCRATCH_SPARE);
}

/** `scalar += pointer` makes the destination a pointer, liveness and all; pointers carry no 32-bit bounds. */
export function inherit_pointer(m: Machine, dst: number, ptr: number): void {
  if (dst !== ptr) assignRegister(m.w, dst, ptr);
  unbound32(m.w, dst);
}

/** `dst`, a pointer, moves up by the scalar. */
export function add_to_pointer(m: Machine, dst: number, offset: number): void {
  if (addToPointer(m.w, dst, offset, m.idGen + 1)) m.idGen++;
}

/** `dst`, a pointer, moves down by the scalar. */
export function subtract_from_pointer(m: Machine, dst: number, offset: number): void {
  if (subtractFromPointer(m.w, dst, offset, m.idGen + 1)) m.idGen++;
}

/** reg_bounds_sync(). */
export function sync_bounds(m: Machine, reg: number): void {
  syncBounds(m.w, reg);
}
