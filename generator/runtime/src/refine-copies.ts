/** What one register teaches of its copies all over a state: equal scalars, pointers that were compared with NULL, packet ranges. */
import { AT_PKT_END, BEYOND_PKT_END, flipOperation, JMP_JGE, JMP_JGT, JMP_JLE, JMP_JLT } from './branch.js';
import { copyRegister } from './known.js';
import {
  BPF_REG_SIZE,
  F_ALLOCATED_STACK,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  MAX_BPF_REG,
  PTR_TO_PACKET,
  PTR_TO_PACKET_END,
  PTR_TO_PACKET_META,
  R_AUX1,
  R_ID,
  R_MASK,
  R_MASK_HI,
  R_OFF,
  R_TYPE,
  R_UMAX,
  R_UMAX_HI,
  R_VALUE,
  R_VALUE_HI,
  REG_WORDS,
  SCALAR,
  SLOT_TYPES,
  SLOT_WORDS,
  STACK_SPILL,
} from './layout.js';
import type { Machine } from './machine.js';

const MAX_PACKET_OFF = 0xffff;

/** Called for the register at `r` of a state's words, with the numbers that were passed along: closures would cost an allocation. */
export type Visit = (m: Machine, w: Int32Array, r: number, a: number, b: number, c: number) => void;

/**
 * bpf_for_each_reg_in_vstate(): every register of every frame, and every register that was spilled to a stack. `w` is the current state
 * or a branch that was just pushed from it: their frames stand at the same places.
 */
export function visitRegisters(m: Machine, w: Int32Array, visit: Visit, a: number, b: number, c: number): void {
  for (let f = 0; f <= m.curframe; f++) {
    const frame = f * FRAME_WORDS;
    const regs = frame + FRAME_REGS;
    for (let r = regs; r < regs + MAX_BPF_REG * REG_WORDS; r += REG_WORDS) visit(m, w, r, a, b, c);
    const stack = frame + FRAME_STACK;
    const end = stack + (w[frame + F_ALLOCATED_STACK] / BPF_REG_SIZE) * SLOT_WORDS;
    for (let slot = stack; slot < end; slot += SLOT_WORDS) {
      if ((w[slot + SLOT_TYPES] & 0xff) === STACK_SPILL) visit(m, w, slot, a, b, c);
    }
  }
}

function copyIfEqual(_m: Machine, w: Int32Array, r: number, known: number, id: number): void {
  if (r !== known && w[r + R_TYPE] === SCALAR && w[r + R_ID] === id) copyRegister(w, r, w, known);
}

/** find_equal_scalars(): scalars with the same id are copies of `known`, and what was learned of it holds for them. */
export function refineEqualScalars(m: Machine, w: Int32Array, known: number): void {
  visitRegisters(m, w, copyIfEqual, known, w[known + R_ID], 0);
}

/** reg_is_init_pkt_pointer(): a packet pointer as it was loaded from the context. */
function isFreshPacket(w: Int32Array, r: number): boolean {
  const moved = w[r + R_ID] | w[r + R_OFF] | w[r + R_VALUE] | w[r + R_VALUE_HI] | w[r + R_MASK] | w[r + R_MASK_HI];
  return w[r + R_TYPE] === PTR_TO_PACKET && moved === 0;
}

/** May `pointer` be compared with `end`: packet data with its end, metadata with the data behind it? */
function isPacketCheck(w: Int32Array, pointer: number, end: number): boolean {
  const type = w[pointer + R_TYPE];
  if (type === PTR_TO_PACKET) return w[end + R_TYPE] === PTR_TO_PACKET_END;
  return type === PTR_TO_PACKET_META && isFreshPacket(w, end);
}

function raiseRange(_m: Machine, w: Int32Array, r: number, pointerType: number, id: number, range: number): void {
  if (w[r + R_TYPE] === pointerType && w[r + R_ID] === id && w[r + R_AUX1] < range) w[r + R_AUX1] = range;
}

/**
 * find_good_pkt_pointers(): so many bytes from the start of the packet are there, and every copy of the pointer may use them.
 * `pointer` stands in `words`, the copies in `w`. `open`: the pointer was found to be below the end, not at it, which is one byte more.
 */
function widenRanges(m: Machine, w: Int32Array, words: Int32Array, pointer: number, open: boolean): void {
  const off = words[pointer + R_OFF];
  if (off < 0 || (off === 0 && open)) return;
  if (words[pointer + R_UMAX_HI] !== 0 || words[pointer + R_UMAX] >>> 0 > MAX_PACKET_OFF) return;
  if (words[pointer + R_UMAX] + off > MAX_PACKET_OFF) return;
  visitRegisters(m, w, raiseRange, words[pointer + R_TYPE], words[pointer + R_ID], open ? off + 1 : off);
}

/** mark_pkt_end(): a packet pointer is at the packet's end, or (`beyond`) at least a byte behind it. */
function markPacketEnd(w: Int32Array, r: number, beyond: boolean): void {
  if (w[r + R_TYPE] === PTR_TO_PACKET) w[r + R_AUX1] = beyond ? BEYOND_PKT_END : AT_PKT_END;
}

/**
 * try_match_pkt_pointers(): a 64-bit comparison of two registers, in the state that falls through and in the one that jumps. Nothing
 * happens unless it compares a packet pointer with the packet's end, or metadata with the packet's start.
 */
export function refinePackets(m: Machine, through: Int32Array, jumps: Int32Array, dst: number, src: number, op: number): void {
  let pointer = dst;
  let operation = op;
  if (!isPacketCheck(through, dst, src)) {
    if (!isPacketCheck(through, src, dst)) return;
    pointer = src;
    operation = flipOperation(op);
  }
  switch (operation) {
    case JMP_JGT:
    case JMP_JGE: {
      const open = operation === JMP_JGE;
      widenRanges(m, through, through, pointer, open);
      markPacketEnd(jumps, pointer, !open);
      break;
    }
    case JMP_JLT:
    case JMP_JLE: {
      const open = operation === JMP_JLT;
      widenRanges(m, jumps, through, pointer, open);
      markPacketEnd(through, pointer, !open);
      break;
    }
  }
}
