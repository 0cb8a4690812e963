/** Jumps: where they go, and what both sides of a condition know (kernel/bpf/verifier.c check_cond_jmp_op). */
import { flipOperation, JMP_JEQ, JMP_JNE } from '../branch.js';
import { BPF_JMP32, BPF_X, CLASS_MASK, OP_MASK } from '../insn.js';
import {
  FRAME_REGS,
  MAYBE_NULL,
  R_ID,
  R_MASK,
  R_MASK_HI,
  R_REF_OBJ_ID,
  R_TYPE,
  R_VALUE,
  R_VALUE_HI,
  REG_WORDS,
  SCALAR,
} from '../layout.js';
import type { Machine } from '../machine.js';
import { refineByConstant, refineEqual } from '../refine.js';
import { refineEqualScalars, refinePackets } from '../refine-copies.js';
import { refineNull } from '../refine-null.js';
import { dropReference, dropReferenceOfBranch } from '../refs.js';

function isConst(w: Int32Array, r: number, jmp32: boolean): boolean {
  return w[r + R_MASK] === 0 && (jmp32 || w[r + R_MASK_HI] === 0);
}

/** reg_set_min_max() and reg_set_min_max_inv(): `known` holds a constant, `r op known` decides the jump. */
function refineByKnown(m: Machine, r: number, known: number, op: number, jmp32: boolean): void {
  const lo = m.w[known + R_VALUE];
  const hi = m.w[known + R_VALUE_HI];
  refineByConstant(m.other, r, lo, hi, op, jmp32, true);
  refineByConstant(m.w, r, lo, hi, op, jmp32, false);
}

/** What is known of a scalar holds for its copies, on either side. */
function refineCopies(m: Machine, r: number): void {
  if (m.w[r + R_TYPE] !== SCALAR || m.w[r + R_ID] === 0) return;
  refineEqualScalars(m, m.w, r);
  refineEqualScalars(m, m.other, r);
}

/** Two scalars: a constant one teaches the other, equality teaches both. */
function refineScalars(m: Machine, dst: number, src: number, op: number, jmp32: boolean): void {
  const { w, other } = m;
  if (isConst(w, src, jmp32)) refineByKnown(m, dst, src, op, jmp32);
  else if (isConst(w, dst, jmp32)) refineByKnown(m, src, dst, flipOperation(op), jmp32);
  else if (!jmp32 && op === JMP_JEQ) refineEqual(other, src, dst);
  else if (!jmp32 && op === JMP_JNE) refineEqual(w, src, dst);
  refineCopies(m, src);
}

/** mark_ptr_or_null_regs() on both sides: a reference that turns out to be NULL was never acquired. */
function refineNullCheck(m: Machine, r: number, op: number): void {
  const { w, other } = m;
  const id = w[r + R_ID];
  const throughIsNull = op === JMP_JNE;
  if (id !== 0 && w[r + R_REF_OBJ_ID] === id) {
    if (throughIsNull) dropReference(m, id);
    else dropReferenceOfBranch(m, id);
  }
  refineNull(m, w, id, throughIsNull);
  refineNull(m, other, id, !throughIsNull);
}

/**
 * What the condition of the current instruction teaches: to the current state, which falls through, and to `m.other`, the branch that was
 * pushed for the jump.
 */
export function refine_branches(m: Machine): void {
  const at = m.insn;
  const code = m.code[at];
  const op = code & OP_MASK;
  const jmp32 = (code & CLASS_MASK) === BPF_JMP32;
  const { w, other } = m;
  const regs = m.frame + FRAME_REGS;
  const dst = regs + m.dst[at] * REG_WORDS;
  if ((code & BPF_X) !== 0) {
    const src = regs + m.src[at] * REG_WORDS;
    if (w[dst + R_TYPE] === SCALAR && w[src + R_TYPE] === SCALAR) refineScalars(m, dst, src, op, jmp32);
    refineCopies(m, dst);
    if (!jmp32) refinePackets(m, w, other, dst, src, op);
    return;
  }
  const imm = m.imm[at];
  if (w[dst + R_TYPE] === SCALAR) {
    refineByConstant(other, dst, imm, imm >> 31, op, jmp32, true);
    refineByConstant(w, dst, imm, imm >> 31, op, jmp32, false);
    refineCopies(m, dst);
  } else if (!jmp32 && imm === 0 && (op === JMP_JEQ || op === JMP_JNE) && (w[dst + R_TYPE] & MAYBE_NULL) !== 0) {
    refineNullCheck(m, dst, op);
  }
}
