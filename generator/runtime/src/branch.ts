/** Which way a conditional jump goes, where that is known (kernel/bpf/verifier.c is_branch_taken and what it calls). */
import {
  PTR_TO_MAP_KEY,
  PTR_TO_MAP_VALUE,
  PTR_TO_PACKET_END,
  PTR_TO_SOCK_COMMON,
  PTR_TO_SOCKET,
  PTR_TO_TCP_SOCK,
  R_AUX1,
  R_MASK,
  R_MASK_HI,
  R_S32_MAX,
  R_S32_MIN,
  R_SMAX,
  R_SMAX_HI,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  R_U32_MAX,
  R_U32_MIN,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  R_UMIN_HI,
  R_VALUE,
  R_VALUE_HI,
  SCALAR,
} from './layout.js';
import { slt, ult } from './wide.js';

/** BPF_OP() of conditional jumps. */
export const JMP_JEQ = 0x10;
export const JMP_JGT = 0x20;
export const JMP_JGE = 0x30;
export const JMP_JSET = 0x40;
export const JMP_JNE = 0x50;
export const JMP_JSGT = 0x60;
export const JMP_JSGE = 0x70;
export const JMP_JLT = 0xa0;
export const JMP_JLE = 0xb0;
export const JMP_JSLT = 0xc0;
export const JMP_JSLE = 0xd0;

export const BRANCH_UNKNOWN = -1;
export const BRANCH_FALLS_THROUGH = 0;
export const BRANCH_TAKEN = 1;

/** A packet pointer's range when it was found to be at the packet's end, or at least a byte beyond it. */
export const AT_PKT_END = -1;
export const BEYOND_PKT_END = -2;

/** Taken when the one holds, else falls through when the other does: on dead branches both may hold, and the order counts. */
function decide(taken: boolean, fallsThrough: boolean): number {
  if (taken) return BRANCH_TAKEN;
  return fallsThrough ? BRANCH_FALLS_THROUGH : BRANCH_UNKNOWN;
}

/** is_branch32_taken(): compares the low half of a scalar with `val`. */
function branch32Taken(w: Int32Array, r: number, val: number, op: number): number {
  const smin = w[r + R_S32_MIN];
  const smax = w[r + R_S32_MAX];
  const umin = w[r + R_U32_MIN] >>> 0;
  const umax = w[r + R_U32_MAX] >>> 0;
  const uval = val >>> 0;
  const value = w[r + R_VALUE];
  const mask = w[r + R_MASK];
  switch (op) {
    case JMP_JEQ:
      return mask === 0 ? decide(value === val, true) : BRANCH_UNKNOWN;
    case JMP_JNE:
      return mask === 0 ? decide(value !== val, true) : BRANCH_UNKNOWN;
    case JMP_JSET:
      return decide((~mask & value & val) !== 0, ((mask | value) & val) === 0);
    case JMP_JGT:
      return decide(umin > uval, umax <= uval);
    case JMP_JSGT:
      return decide(smin > val, smax <= val);
    case JMP_JLT:
      return decide(umax < uval, umin >= uval);
    case JMP_JSLT:
      return decide(smax < val, smin >= val);
    case JMP_JGE:
      return decide(umin >= uval, umax < uval);
    case JMP_JSGE:
      return decide(smin >= val, smax < val);
    case JMP_JLE:
      return decide(umax <= uval, umin > uval);
    case JMP_JSLE:
      return decide(smax <= val, smin > val);
    default:
      return BRANCH_UNKNOWN;
  }
}

/** is_branch64_taken(): compares a scalar with the 64-bit number lo, hi. */
function branch64Taken(w: Int32Array, r: number, lo: number, hi: number, op: number): number {
  switch (op) {
    case JMP_JEQ:
    case JMP_JNE: {
      if ((w[r + R_MASK] | w[r + R_MASK_HI]) !== 0) return BRANCH_UNKNOWN;
      const equal = w[r + R_VALUE] === lo && w[r + R_VALUE_HI] === hi;
      return equal === (op === JMP_JEQ) ? BRANCH_TAKEN : BRANCH_FALLS_THROUGH;
    }
    case JMP_JSET: {
      const certain = (~w[r + R_MASK] & w[r + R_VALUE] & lo) | (~w[r + R_MASK_HI] & w[r + R_VALUE_HI] & hi);
      const possible = ((w[r + R_MASK] | w[r + R_VALUE]) & lo) | ((w[r + R_MASK_HI] | w[r + R_VALUE_HI]) & hi);
      return decide(certain !== 0, possible === 0);
    }
    case JMP_JGT:
    case JMP_JLE: {
      const above = ult(lo, hi, w[r + R_UMIN], w[r + R_UMIN_HI]);
      const notAbove = !ult(lo, hi, w[r + R_UMAX], w[r + R_UMAX_HI]);
      return op === JMP_JGT ? decide(above, notAbove) : decide(notAbove, above);
    }
    case JMP_JSGT:
    case JMP_JSLE: {
      const above = slt(lo, hi, w[r + R_SMIN], w[r + R_SMIN_HI]);
      const notAbove = !slt(lo, hi, w[r + R_SMAX], w[r + R_SMAX_HI]);
      return op === JMP_JSGT ? decide(above, notAbove) : decide(notAbove, above);
    }
    case JMP_JLT:
    case JMP_JGE: {
      const below = ult(w[r + R_UMAX], w[r + R_UMAX_HI], lo, hi);
      const notBelow = !ult(w[r + R_UMIN], w[r + R_UMIN_HI], lo, hi);
      return op === JMP_JLT ? decide(below, notBelow) : decide(notBelow, below);
    }
    case JMP_JSLT:
    case JMP_JSGE: {
      const below = slt(w[r + R_SMAX], w[r + R_SMAX_HI], lo, hi);
      const notBelow = !slt(w[r + R_SMIN], w[r + R_SMIN_HI], lo, hi);
      return op === JMP_JSLT ? decide(below, notBelow) : decide(notBelow, below);
    }
    default:
      return BRANCH_UNKNOWN;
  }
}

/** reg_type_not_null(): pointers of exactly these types are never NULL. */
function isNeverNull(type: number): boolean {
  switch (type) {
    case PTR_TO_SOCKET:
    case PTR_TO_TCP_SOCK:
    case PTR_TO_MAP_VALUE:
    case PTR_TO_MAP_KEY:
    case PTR_TO_SOCK_COMMON:
      return true;
    default:
      return false;
  }
}

/** is_branch_taken(): compares a register with the known number lo, hi (only lo counts for 32-bit jumps of scalars). */
export function branchTaken(w: Int32Array, r: number, lo: number, hi: number, op: number, jmp32: boolean): number {
  const type = w[r + R_TYPE];
  if (type !== SCALAR) {
    if (!isNeverNull(type) || (lo | hi) !== 0) return BRANCH_UNKNOWN;
    if (op === JMP_JEQ) return BRANCH_FALLS_THROUGH;
    return op === JMP_JNE ? BRANCH_TAKEN : BRANCH_UNKNOWN;
  }
  return jmp32 ? branch32Taken(w, r, lo, op) : branch64Taken(w, r, lo, hi, op);
}

/** flip_opcode(): `b op' a` for `a op b`; 0 for an operation that has none. */
export function flipOperation(op: number): number {
  switch (op) {
    case JMP_JEQ:
    case JMP_JNE:
    case JMP_JSET:
      return op;
    case JMP_JGE:
      return JMP_JLE;
    case JMP_JGT:
      return JMP_JLT;
    case JMP_JLE:
      return JMP_JGE;
    case JMP_JLT:
      return JMP_JGT;
    case JMP_JSGE:
      return JMP_JSLE;
    case JMP_JSGT:
      return JMP_JSLT;
    case JMP_JSLE:
      return JMP_JSGE;
    case JMP_JSLT:
      return JMP_JSGT;
    default:
      return 0;
  }
}

/** is_pkt_ptr_branch_taken(): a packet pointer that was compared with the packet's end before is compared with it again. */
export function packetBranchTaken(w: Int32Array, dst: number, src: number, op: number): number {
  let pointer = dst;
  let operation = op;
  if (w[src + R_TYPE] !== PTR_TO_PACKET_END) {
    if (w[dst + R_TYPE] !== PTR_TO_PACKET_END) return BRANCH_UNKNOWN;
    pointer = src;
    operation = flipOperation(op);
  }
  const range = w[pointer + R_AUX1];
  if (range >= 0) return BRANCH_UNKNOWN;
  switch (operation) {
    case JMP_JLE:
    case JMP_JGT:
      if (range !== BEYOND_PKT_END) return BRANCH_UNKNOWN;
      return operation === JMP_JGT ? BRANCH_TAKEN : BRANCH_FALLS_THROUGH;
    case JMP_JLT:
    case JMP_JGE:
      return operation === JMP_JGE ? BRANCH_TAKEN : BRANCH_FALLS_THROUGH;
    default:
      return BRANCH_UNKNOWN;
  }
}
