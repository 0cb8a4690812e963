/** One instruction backwards: what a value that is looked for was made of (backtrack_insn of kernel/bpf/verifier.c). */
import {
  BPF_ABS,
  BPF_ALU,
  BPF_ALU64,
  BPF_CALL,
  BPF_CMPXCHG,
  BPF_END,
  BPF_EXIT,
  BPF_IND,
  BPF_JMP,
  BPF_JMP32,
  BPF_LD,
  BPF_LDX,
  BPF_MOV,
  BPF_NEG,
  BPF_PSEUDO_CALL,
  BPF_PSEUDO_KFUNC_CALL,
  BPF_REG_FP,
  BPF_ST,
  BPF_STX,
  BPF_X,
  CLASS_MASK,
  isAtomicFetch,
  MODE_MASK,
  OP_MASK,
} from './insn.js';
import { AUX_CALLS_BACK } from './insn-aux.js';
import type { Machine } from './machine.js';
import { type Wanted, wantSlot } from './wanted.js';

const DONE = 0;
/** Where the value came from can't be told. */
export const GIVE_UP = 1;
/** The kernel loses track, and refuses the program. */
export const BUG = 2;

/** The slot that fp + off lies in; 64 or more when there is none. */
function slotOf(off: number): number {
  return ((-off - 1) / 8) >>> 0;
}

/** Changes what is wanted behind an instruction to what is wanted before it. Returns DONE, GIVE_UP or BUG. */
export function backtrack(m: Machine, insn: number, wanted: Wanted): number {
  const code = m.code[insn];
  if (code === 0) return DONE;
  const dst = 1 << m.dst[insn];
  switch (code & CLASS_MASK) {
    case BPF_ALU:
    case BPF_ALU64: {
      if ((wanted.regs & dst) === 0) return DONE;
      const op = code & OP_MASK;
      if (op === BPF_END || op === BPF_NEG) return DONE;
      if (op === BPF_MOV) wanted.regs &= ~dst;
      if ((code & BPF_X) !== 0) wanted.regs |= 1 << m.src[insn];
      return DONE;
    }
    case BPF_LDX:
      return backtrackLoad(m, insn, wanted, dst, m.src[insn]);
    case BPF_STX:
      if (!isAtomicFetch(code, m.imm[insn])) return backtrackStore(m, insn, wanted, dst);
      return backtrackLoad(m, insn, wanted, m.imm[insn] === BPF_CMPXCHG ? 1 : 1 << m.src[insn], m.dst[insn]);
    case BPF_ST:
      return backtrackStore(m, insn, wanted, dst);
    case BPF_JMP:
    case BPF_JMP32:
      return backtrackJump(m, insn, wanted, dst);
    case BPF_LD: {
      if ((wanted.regs & dst) === 0) return DONE;
      wanted.regs &= ~dst;
      const mode = code & MODE_MASK;
      return mode === BPF_IND || mode === BPF_ABS ? GIVE_UP : DONE;
    }
    default:
      return DONE;
  }
}

function backtrackLoad(m: Machine, insn: number, wanted: Wanted, loaded: number, base: number): number {
  if ((wanted.regs & loaded) === 0) return DONE;
  wanted.regs &= ~loaded;
  // Only the stack keeps a scalar's range; from elsewhere it comes unknown.
  if (base !== BPF_REG_FP) return DONE;
  const spi = slotOf(m.off[insn]);
  if (spi >= 64) return BUG;
  wantSlot(wanted, spi);
  return DONE;
}

function backtrackStore(m: Machine, insn: number, wanted: Wanted, dst: number): number {
  // A wanted register is a scalar, but here it is an address: the value came from a subtraction of pointers.
  if ((wanted.regs & dst) !== 0) return GIVE_UP;
  if (m.dst[insn] !== BPF_REG_FP) return DONE;
  const spi = slotOf(m.off[insn]);
  if (spi >= 64) return BUG;
  if (spi < 32) {
    if ((wanted.slotsLo & (1 << spi)) === 0) return DONE;
    wanted.slotsLo &= ~(1 << spi);
  } else {
    if ((wanted.slotsHi & (1 << (spi - 32))) === 0) return DONE;
    wanted.slotsHi &= ~(1 << (spi - 32));
  }
  if ((m.code[insn] & CLASS_MASK) === BPF_STX) wanted.regs |= 1 << m.src[insn];
  return DONE;
}

function backtrackJump(m: Machine, insn: number, wanted: Wanted, dst: number): number {
  const code = m.code[insn];
  const op = code & OP_MASK;
  if (op === BPF_CALL) {
    const src = m.src[insn];
    if (src === BPF_PSEUDO_CALL) return GIVE_UP;
    if (src === BPF_PSEUDO_KFUNC_CALL && m.program.kfuncs[m.imm[insn]] === null) return GIVE_UP;
    if ((m.aux.flags[insn] & AUX_CALLS_BACK) !== 0) return GIVE_UP;
    wanted.regs &= ~1;
    return (wanted.regs & 0x3f) !== 0 ? BUG : DONE;
  }
  if (op === BPF_EXIT) return GIVE_UP;
  if ((code & BPF_X) !== 0) {
    const both = dst | (1 << m.src[insn]);
    if ((wanted.regs & both) !== 0) wanted.regs |= both;
  }
  return DONE;
}
