/** Arithmetic on two scalars: what is known of the result (kernel/bpf/verifier.c adjust_scalar_min_max_vals). */

import { shiftLeft32, shiftLeft64, shiftRight32, shiftRight64, shiftRightSigned32, shiftRightSigned64 } from './alu-shift.js';
import { addBounds32, andBounds32, mulBounds32, orBounds32, subBounds32, xorBounds32 } from './alu32.js';
import { addBounds64, andBounds64, mulBounds64, orBounds64, subBounds64, xorBounds64 } from './alu64.js';
import { syncBounds } from './bounds.js';
import { assignRegister, markUnknown } from './known.js';
import {
  R_MASK,
  R_MASK_HI,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_U32_MAX,
  R_U32_MIN,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
} from './layout.js';
import { tnumAdd, tnumAnd, tnumMul, tnumOr, tnumSub, tnumXor } from './tnum.js';
import { slt, ult } from './wide.js';
import { zeroExtend32 } from './width.js';

/** BPF_OP() of the ALU instructions that keep some knowledge of their operands. */
export const ALU_ADD = 0x00;
export const ALU_SUB = 0x10;
export const ALU_MUL = 0x20;
export const ALU_OR = 0x40;
export const ALU_AND = 0x50;
export const ALU_LSH = 0x60;
export const ALU_RSH = 0x70;
export const ALU_XOR = 0xa0;
export const ALU_ARSH = 0xc0;

/** Bounds that contradict each other or the tnum, as on branches that are never taken: 64 bits wide. */
export function isContradictory64(w: Int32Array, r: number): boolean {
  const sminLo = w[r + R_SMIN];
  const sminHi = w[r + R_SMIN_HI];
  const uminLo = w[r + R_UMIN];
  const uminHi = w[r + R_UMIN_HI];
  if ((w[r + R_MASK] | w[r + R_MASK_HI]) === 0) {
    const differs = (sminLo ^ w[r + R_SMAX]) | (sminHi ^ w[r + R_SMAX_HI]) | (uminLo ^ w[r + R_UMAX]) | (uminHi ^ w[r + R_UMAX_HI]);
    return differs !== 0;
  }
  return slt(w[r + R_SMAX], w[r + R_SMAX_HI], sminLo, sminHi) || ult(w[r + R_UMAX], w[r + R_UMAX_HI], uminLo, uminHi);
}

/** The same of the low half. */
function isContradictory32(w: Int32Array, r: number): boolean {
  const smin = w[r + R_S32_MIN];
  const smax = w[r + R_S32_MAX];
  const umin = w[r + R_U32_MIN];
  const umax = w[r + R_U32_MAX];
  if (w[r + R_MASK] === 0) return smin !== smax || umin !== umax;
  return smin > smax || umin >>> 0 > umax >>> 0;
}

function shift(w: Int32Array, d: number, op: number, s: number, alu32: boolean): void {
  const width = alu32 ? 32 : 64;
  if (w[s + R_UMAX_HI] !== 0 || w[s + R_UMAX] >>> 0 >= width) {
    markUnknown(w, d);
    return;
  }
  const by = alu32 ? w[s + R_U32_MIN] : w[s + R_UMIN];
  if (op === ALU_LSH) {
    if (alu32) shiftLeft32(w, d, by);
    else shiftLeft64(w, d, by);
  } else if (op === ALU_RSH) {
    if (alu32) shiftRight32(w, d, by);
    else shiftRight64(w, d, by);
  } else {
    if (alu32) shiftRightSigned32(w, d, by);
    else shiftRightSigned64(w, d, by);
  }
}

function operate(w: Int32Array, d: number, op: number, s: number, alu32: boolean): void {
  const dv = d + R_VALUE;
  const sv = s + R_VALUE;
  switch (op) {
    case ALU_ADD:
      addBounds32(w, d, s);
      addBounds64(w, d, d, s);
      tnumAdd(w, dv, dv, sv);
      break;
    case ALU_SUB:
      subBounds32(w, d, s);
      subBounds64(w, d, d, s);
      tnumSub(w, dv, dv, sv);
      break;
    case ALU_MUL:
      tnumMul(w, dv, dv, sv);
      mulBounds32(w, d, s);
      mulBounds64(w, d, s);
      break;
    case ALU_AND:
      tnumAnd(w, dv, dv, sv);
      andBounds32(w, d, s);
      andBounds64(w, d, s);
      break;
    case ALU_OR:
      tnumOr(w, dv, dv, sv);
      orBounds32(w, d, s);
      orBounds64(w, d, s);
      break;
    case ALU_XOR:
      tnumXor(w, dv, dv, sv);
      xorBounds32(w, d, s);
      xorBounds64(w, d, s);
      break;
    case ALU_LSH:
    case ALU_RSH:
    case ALU_ARSH:
      shift(w, d, op, s, alu32);
      break;
    default:
      // Division and modulo.
      markUnknown(w, d);
  }
}

/**
 * adjust_scalar_min_max_vals(): d = d op s, for any operation but MOV, NEG and END; `spare` is the offset of a scratch register, used
 * when both operands are the same register.
 */
export function adjustScalar(w: Int32Array, d: number, op: number, source: number, alu32: boolean, spare: number): void {
  let s = source;
  if (s === d) {
    assignRegister(w, spare, s);
    s = spare;
  }
  const known = w[s + R_MASK] === 0 && (alu32 || w[s + R_MASK_HI] === 0);
  if (alu32 ? isContradictory32(w, s) : isContradictory64(w, s)) {
    markUnknown(w, d);
    return;
  }
  if (!known && op !== ALU_ADD && op !== ALU_SUB && op !== ALU_AND) {
    markUnknown(w, d);
    return;
  }
  operate(w, d, op, s, alu32);
  if (alu32) zeroExtend32(w, d);
  syncBounds(w, d);
}
