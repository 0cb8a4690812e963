/** Questions about a conditional jump. */
import { BRANCH_UNKNOWN, branchTaken, packetBranchTaken } from '../branch.js';
import { BPF_JMP32, BPF_X, CLASS_MASK, OP_MASK } from '../insn.js';
import {
  BASE_TYPE_MASK,
  FRAME_REGS,
  PTR_TO_PACKET,
  PTR_TO_PACKET_END,
  PTR_TO_PACKET_META,
  R_MASK,
  R_MASK_HI,
  R_TYPE,
  R_VALUE,
  R_VALUE_HI,
  REG_WORDS,
  SCALAR,
} from '../layout.js';
import type { Machine } from '../machine.js';

/** The vocabulary's enum branch: falls_through, taken, undecided. */
const UNDECIDED = 2;

/** reg_is_pkt_pointer_any(). */
function isPacketOrEnd(type: number): boolean {
  if (type === PTR_TO_PACKET_END) return true;
  const base = type & BASE_TYPE_MASK;
  return base === PTR_TO_PACKET || base === PTR_TO_PACKET_META;
}

function prediction(m: Machine, code: number, dst: number, src: number): number {
  const { w } = m;
  const op = code & OP_MASK;
  const jmp32 = (code & CLASS_MASK) === BPF_JMP32;
  if ((code & BPF_X) === 0) {
    const imm = m.imm[m.insn];
    return branchTaken(w, dst, imm, imm >> 31, op, jmp32);
  }
  if (w[src + R_TYPE] === SCALAR) {
    if (w[src + R_MASK] !== 0) return BRANCH_UNKNOWN;
    if (jmp32) return branchTaken(w, dst, w[src + R_VALUE], 0, op, true);
    return w[src + R_MASK_HI] === 0 ? branchTaken(w, dst, w[src + R_VALUE], w[src + R_VALUE_HI], op, false) : BRANCH_UNKNOWN;
  }
  if (jmp32 || !isPacketOrEnd(w[dst + R_TYPE]) || !isPacketOrEnd(w[src + R_TYPE])) return BRANCH_UNKNOWN;
  return packetBranchTaken(w, dst, src, op);
}

/** The one way that the conditional jump at hand goes, if it can only go one (0 falls through, 1 jumps, 2 undecided). */
export function insn_branch(m: Machine): number {
  const at = m.insn;
  const regs = m.frame + FRAME_REGS;
  const way = prediction(m, m.code[at], regs + m.dst[at] * REG_WORDS, regs + m.src[at] * REG_WORDS);
  return way === BRANCH_UNKNOWN ? UNDECIDED : way;
}
