/**
 * Which scalars' values a program relies on (__mark_chain_precision, backtrack_insn and propagate_precision of
 * kernel/bpf/verifier.c): from the instruction that needs a value back through the path, marking what the value was made of in each
 * explored state on the way.
 */
import { BUG, backtrack, GIVE_UP } from './backtrack.js';
import { gave_up } from './fail.js';
import { BPF_REG_FP } from './insn.js';
import type { ExploredState } from './kept-state.js';
import {
  F_ALLOCATED_STACK,
  F_CALLSITE,
  F_SUBPROGNO,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  LIVE_READ,
  PRECISE,
  R_LIVE,
  R_TYPE,
  REG_WORDS,
  SCALAR,
  SLOT_TYPES,
  SLOT_WORDS,
  STACK_SPILL,
} from './layout.js';
import type { Machine } from './machine.js';
import { type Wanted, wantSlot } from './wanted.js';

/** Is the register that a stack slot holds, if it holds one, whole (is_spilled_reg). */
function isSpilled(words: Int32Array, slot: number): boolean {
  return words[slot + SLOT_TYPES + 1] >>> 24 === STACK_SPILL;
}

/** mark_all_scalars_precise(): every scalar of a state and its ancestors. Where that was done before, it was done from there on. */
function markAllPrecise(from: ExploredState | null): void {
  for (let state = from; state !== null && !state.allPrecise; state = state.parent) {
    state.allPrecise = true;
    const { words } = state;
    for (let f = 0; f <= state.curframe; f++) markFrame(words, state.frameAt[f], PRECISE);
  }
}

/** mark_all_scalars_imprecise() of the current state. */
export function markAllImprecise(m: Machine): void {
  for (let f = 0; f <= m.curframe; f++) markFrame(m.w, f * FRAME_WORDS, 0);
}

function markFrame(words: Int32Array, frame: number, precise: number): void {
  const lastReg = frame + FRAME_REGS + BPF_REG_FP * REG_WORDS;
  for (let reg = frame + FRAME_REGS; reg < lastReg; reg += REG_WORDS) {
    if (words[reg + R_TYPE] === SCALAR) words[reg + R_LIVE] = (words[reg + R_LIVE] & ~PRECISE) | precise;
  }
  const stack = frame + FRAME_STACK;
  const end = stack + (words[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
  for (let slot = stack; slot < end; slot += SLOT_WORDS) {
    if (words[slot + R_TYPE] === SCALAR && isSpilled(words, slot)) words[slot + R_LIVE] = (words[slot + R_LIVE] & ~PRECISE) | precise;
  }
}

const MARKED_NEW = 1;
const SLOT_BEYOND_STACK = 2;

/** Marks what is wanted in one explored state and drops what is no scalar there. Returns MARKED_NEW or SLOT_BEYOND_STACK or 0. */
function markState(state: ExploredState, frameNumber: number, wanted: Wanted): number {
  const { words } = state;
  const frame = state.frameAt[frameNumber];
  let result = 0;
  for (let left = wanted.regs; left !== 0; left &= left - 1) {
    const bit = left & -left;
    const reg = frame + FRAME_REGS + (31 - Math.clz32(bit)) * REG_WORDS;
    if (words[reg + R_TYPE] !== SCALAR) {
      wanted.regs &= ~bit;
      continue;
    }
    if ((words[reg + R_LIVE] & PRECISE) === 0) result = MARKED_NEW;
    words[reg + R_LIVE] |= PRECISE;
  }
  const slots = words[frame + F_ALLOCATED_STACK] >> 3;
  for (let half = 0; half < 64; half += 32) {
    for (let left = half === 0 ? wanted.slotsLo : wanted.slotsHi; left !== 0; left &= left - 1) {
      const bit = left & -left;
      const spi = half + 31 - Math.clz32(bit);
      if (spi >= slots) return SLOT_BEYOND_STACK;
      const slot = frame + FRAME_STACK + spi * SLOT_WORDS;
      if (words[slot + R_TYPE] !== SCALAR || !isSpilled(words, slot)) {
        if (half === 0) wanted.slotsLo &= ~bit;
        else wanted.slotsHi &= ~bit;
        continue;
      }
      if ((words[slot + R_LIVE] & PRECISE) === 0) result = MARKED_NEW;
      words[slot + R_LIVE] |= PRECISE;
    }
  }
  return result;
}

const BACKTRACKING_BUG = 'the kernel loses track of where a value came from';

/** __mark_chain_precision() for what `m.wanted` holds, all of it scalars of a frame of the current state. */
function markChain(m: Machine, frameNumber: number): boolean {
  if (m.tracing) return true;
  const { wanted } = m;
  let { firstInsn, historyCount } = m;
  let history: Int32Array = m.history;
  let lastInsn = m.insn;
  let skipFirst = true;
  let state: ExploredState | null = null;
  for (;;) {
    if (lastInsn < 0) {
      // The first instruction of a global function, whose arguments may be wanted.
      const base = state === null ? m.w : state.words;
      const curframe = state === null ? m.curframe : state.curframe;
      const isEntry = curframe === 0 && base[F_SUBPROGNO] > 0 && base[F_CALLSITE] === -1;
      if (!isEntry || (wanted.slotsLo | wanted.slotsHi) !== 0 || (wanted.regs & ~0x3e) !== 0) {
        return gave_up(m, 'backtracking-entry', BACKTRACKING_BUG);
      }
      if (state !== null) markState(state, 0, wanted);
      return true;
    }
    let insn = lastInsn;
    for (;;) {
      if (skipFirst) skipFirst = false;
      else {
        const outcome = backtrack(m, insn, wanted);
        if (outcome === GIVE_UP) {
          markAllPrecise(state === null ? m.parent : state.parent);
          return true;
        }
        if (outcome === BUG) return gave_up(m, 'backtracking', BACKTRACKING_BUG);
      }
      if (wanted.regs === 0 && (wanted.slotsLo | wanted.slotsHi) === 0) return true;
      // get_prev_insn_idx()
      const at = historyCount * 2 - 2;
      if (insn === firstInsn && (historyCount === 0 || (historyCount === 1 && history[0] === insn))) break;
      if (historyCount !== 0 && history[at] === insn) {
        insn = history[at + 1];
        historyCount--;
      } else {
        insn--;
      }
      if (insn < 0) return gave_up(m, 'backtracking-start', BACKTRACKING_BUG);
    }
    state = state === null ? m.parent : state.parent;
    if (state === null) return true;
    if (frameNumber > state.curframe) return gave_up(m, 'backtracking-frame', BACKTRACKING_BUG);
    const marked = markState(state, frameNumber, wanted);
    if (marked === SLOT_BEYOND_STACK) {
      markAllPrecise(state.parent);
      return true;
    }
    m.observer?.mark?.(m, state, frameNumber);
    if (marked === 0 || (wanted.regs === 0 && (wanted.slotsLo | wanted.slotsHi) === 0)) return true;
    firstInsn = state.firstInsn;
    lastInsn = state.lastInsn;
    history = state.history;
    historyCount = state.historyCount;
  }
}

/** mark_chain_precision_frame(): the value of a scalar register of a frame, by numbers, is relied on. */
export function markRegPrecise(m: Machine, frameNumber: number, regNumber: number): boolean {
  const reg = frameNumber * FRAME_WORDS + FRAME_REGS + regNumber * REG_WORDS;
  if (m.w[reg + R_TYPE] !== SCALAR) return gave_up(m, 'backtracking-misuse', 'precision of a register that is no scalar');
  const { wanted } = m;
  wanted.regs = 1 << regNumber;
  wanted.slotsLo = 0;
  wanted.slotsHi = 0;
  return markChain(m, frameNumber);
}

/** mark_chain_precision_stack_frame(): the value of a stack slot of a frame is relied on, if a scalar was spilled there. */
function markSlotPrecise(m: Machine, frameNumber: number, spi: number): boolean {
  const slot = frameNumber * FRAME_WORDS + FRAME_STACK + spi * SLOT_WORDS;
  if (!isSpilled(m.w, slot) || m.w[slot + R_TYPE] !== SCALAR) return true;
  const { wanted } = m;
  wanted.regs = 0;
  wanted.slotsLo = 0;
  wanted.slotsHi = 0;
  wantSlot(wanted, spi);
  return markChain(m, frameNumber);
}

/** propagate_precision(): what a covering state's continuation relies on, the current state's path relies on. */
export function propagatePrecision(m: Machine, old: ExploredState): boolean {
  const { words } = old;
  for (let f = old.curframe; f >= 0; f--) {
    const frame = old.frameAt[f];
    for (let i = 0; i < BPF_REG_FP; i++) {
      if (isReliedOn(words, frame + FRAME_REGS + i * REG_WORDS) && !markRegPrecise(m, f, i)) return false;
    }
    const slots = words[frame + F_ALLOCATED_STACK] >> 3;
    for (let i = 0; i < slots; i++) {
      const slot = frame + FRAME_STACK + i * SLOT_WORDS;
      if (isSpilled(words, slot) && isReliedOn(words, slot) && !markSlotPrecise(m, f, i)) return false;
    }
  }
  return true;
}

function isReliedOn(words: Int32Array, reg: number): boolean {
  return words[reg + R_TYPE] === SCALAR && (words[reg + R_LIVE] & PRECISE) !== 0 && (words[reg + R_LIVE] & LIVE_READ) !== 0;
}
