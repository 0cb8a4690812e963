/** Explored states, and whether a path that reaches one again need go on (is_state_visited of kernel/bpf/verifier.c). */
import { isCovered } from './covers.js';
import { AUX_JMP_POINT, AUX_PRUNE_POINT } from './insn-aux.js';
import type { ExploredState } from './kept-state.js';
import { markNotInit } from './known.js';
import {
  F_ALLOCATED_STACK,
  F_ASYNC_ENTRY_CNT,
  F_CALLSITE,
  F_IN_ASYNC_CALLBACK,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  LIVE_DONE,
  LIVE_MASK,
  LIVE_READ,
  R_LIVE,
  R_PARENT,
  REG_WORDS,
  SLOT_TYPES,
  SLOT_WORDS,
} from './layout.js';
import { PARENT_HOP, propagateLiveness } from './liveness.js';
import type { Machine } from './machine.js';
import { markAllImprecise, propagatePrecision } from './precision.js';
import { discard, exploredCopy } from './state.js';

const GO_ON = 0;
/** An explored state covers this one: the path ends here. */
export const COVERED = 1;
export const FAILED = 2;

/** The bucket for an instruction in the current frame (explored_state): calls from different places don't meet. */
function bucketOf(m: Machine, insn: number): number {
  return ((insn ^ m.w[m.frame + F_CALLSITE]) >>> 0) % m.length;
}

/** push_jmp_history(): remembers how the current instruction was reached, where that isn't plain. */
function rememberJump(m: Machine, insn: number): void {
  if ((m.aux.flags[insn] & AUX_JMP_POINT) !== 0) m.pushHistory(insn, m.prevInsn);
}

/** clean_func_state(): what is never read again need not be compared. Returns which registers were read, bit n for Rn. */
function cleanFrame(words: Int32Array, frame: number): number {
  const regs = frame + FRAME_REGS;
  let reads = 0;
  for (let i = 0; i < 10; i++) {
    if (wasRead(words, regs + i * REG_WORDS)) reads |= 1 << i;
  }
  const stack = frame + FRAME_STACK;
  const end = stack + (words[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
  for (let slot = stack; slot < end; slot += SLOT_WORDS) {
    if (wasRead(words, slot)) continue;
    words[slot + SLOT_TYPES] = 0;
    words[slot + SLOT_TYPES + 1] = 0;
  }
  return reads;
}

/** Was a register read; if not, what it holds is forgotten. Nothing may mark it as read from here on. */
function wasRead(words: Int32Array, reg: number): boolean {
  const live = words[reg + R_LIVE];
  words[reg + R_LIVE] = live | LIVE_DONE;
  if ((live & LIVE_READ) !== 0) return true;
  markNotInit(words, reg);
  return false;
}

function sameCallsites(m: Machine, state: ExploredState): boolean {
  for (let f = 0; f <= m.curframe; f++) {
    if (state.words[state.frameAt[f] + F_CALLSITE] !== m.w[f * FRAME_WORDS + F_CALLSITE]) return false;
  }
  return true;
}

/** clean_live_states() of one state: once its paths are finished, it can't be read any more. */
function cleanFinished(m: Machine, state: ExploredState): void {
  if (state.curframe !== m.curframe || !sameCallsites(m, state)) return;
  state.reads = state.frameAt.map((frame) => cleanFrame(state.words, frame));
  state.done = true;
}

/** An async callback that is being explored again from another call is no loop. */
function isOtherAsyncEntry(m: Machine, state: ExploredState): boolean {
  const frame = state.frameAt[state.curframe];
  return state.words[frame + F_IN_ASYNC_CALLBACK] !== 0 && state.words[frame + F_ASYNC_ENTRY_CNT] !== m.w[m.frame + F_ASYNC_ENTRY_CNT];
}

function isCoveredByFinished(m: Machine, state: ExploredState): boolean {
  if (!state.done) cleanFinished(m, state);
  return isCovered(m, state);
}

/** Makes a copy of the current state its parent: reads from here on run up to the copy (the second half of is_state_visited). */
function remember(m: Machine, insn: number, bucket: number): void {
  m.prevJmpsProcessed = m.jmpsProcessed;
  m.prevProcessed = m.processed;
  markAllImprecise(m);
  const state = exploredCopy(m, insn);
  m.stats.totalStates++;
  m.stats.peakStates++;
  m.parent = state;
  m.firstInsn = insn;
  m.historyCount = 0;
  state.next = m.explored[bucket];
  m.explored[bucket] = state;
  for (let f = 0; f <= m.curframe; f++) linkFrame(m, f);
}

function linkFrame(m: Machine, f: number): void {
  const { w } = m;
  const frame = f * FRAME_WORDS;
  // A caller's R0 to R5 are lost during a call: they keep their links, past the new parent.
  const firstLinked = f < m.curframe ? 6 : 0;
  for (let i = 0; i < 10; i++) {
    const reg = frame + FRAME_REGS + i * REG_WORDS;
    if (i >= firstLinked) w[reg + R_PARENT] = reg + 1;
    else if (w[reg + R_PARENT] !== 0) w[reg + R_PARENT] += PARENT_HOP;
    w[reg + R_LIVE] &= ~LIVE_MASK;
  }
  const end = frame + FRAME_STACK + (w[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
  for (let slot = frame + FRAME_STACK; slot < end; slot += SLOT_WORDS) {
    w[slot + R_LIVE] &= ~LIVE_MASK;
    w[slot + R_PARENT] = slot + 1;
  }
}

/**
 * is_state_visited() for the instruction that comes next. On FAILED, `m.failure` says why.
 */
export function visit(m: Machine, insn: number): number {
  m.lastInsn = m.prevInsn;
  if ((m.aux.flags[insn] & AUX_PRUNE_POINT) === 0) {
    rememberJump(m, insn);
    return GO_ON;
  }
  const jumps = m.jmpsProcessed - m.prevJmpsProcessed;
  const steps = m.processed - m.prevProcessed;
  let addNew = m.testStateFreq || (jumps >= 2 && steps >= 8);
  const bucket = bucketOf(m, insn);
  let previous: ExploredState | null = null;
  let count = 0;
  for (let state = m.explored[bucket]; state !== null; ) {
    count++;
    if (state.insn === insn) {
      if (state.branches !== 0) {
        m.before = state;
        if (!isOtherAsyncEntry(m, state) && !m.kernel.hooks.infinite_loop(m)) return FAILED;
        // In a loop states differ from round to round: few of them are worth keeping.
        if (jumps < 20 && steps < 100) addNew = false;
      } else if (isCoveredByFinished(m, state)) {
        state.hitCount++;
        if (!propagateLiveness(m, state)) return FAILED;
        rememberJump(m, insn);
        return propagatePrecision(m, state) ? COVERED : FAILED;
      }
      if (addNew) state.missCount++;
      if (state.missCount > state.hitCount * 3 + 3) {
        const { next } = state;
        if (previous === null) m.explored[bucket] = next;
        else previous.next = next;
        if (state.done) {
          discard(m, state);
          m.stats.peakStates--;
        }
        state = next;
        continue;
      }
    }
    previous = state;
    state = state.next;
  }
  if (m.stats.maxStatesPerInsn < count) m.stats.maxStatesPerInsn = count;
  if (addNew) remember(m, insn, bucket);
  else rememberJump(m, insn);
  return GO_ON;
}

/** update_branch_counts(): the current path is finished. */
export function finishPath(m: Machine): void {
  for (let state = m.parent; state !== null; state = state.parent) {
    if (--state.branches !== 0) return;
  }
}
