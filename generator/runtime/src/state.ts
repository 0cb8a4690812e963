/** Keeping the machine's current state, trimmed behind the stack that its frames use, and going back to it (copy_verifier_state, pop_stack). */
import { initFrameIn, MAIN_CALLSITE } from './frames.js';
import { type Branch, ExploredState, type Kept, NO_WORDS } from './kept-state.js';
import { F_ACQUIRED_REFS, F_ALLOCATED_STACK, FRAME_STACK, FRAME_WORDS, SLOT_WORDS } from './layout.js';
import type { Machine } from './machine.js';
import { REF_WORDS } from './refs.js';

/** Words of a frame that are in use: header, registers and the allocated stack. */
function usedWords(w: Int32Array, frame: number): number {
  return FRAME_STACK + (w[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
}

function copyRefs(m: Machine): Int32Array {
  let count = 0;
  for (let f = 0; f <= m.curframe; f++) count += m.w[f * FRAME_WORDS + F_ACQUIRED_REFS];
  if (count === 0) return NO_WORDS;
  const refs = new Int32Array(count * REF_WORDS);
  let at = 0;
  for (let f = 0; f <= m.curframe; f++) {
    const n = m.w[f * FRAME_WORDS + F_ACQUIRED_REFS] * REF_WORDS;
    refs.set(m.refs[f].subarray(0, n), at);
    at += n;
  }
  return refs;
}

function copyRest(m: Machine, to: Kept): void {
  to.curframe = m.curframe;
  to.refs = copyRefs(m);
  to.parent = m.parent;
  to.activeSpinLock = m.activeSpinLock;
  to.firstInsn = m.firstInsn;
  to.lastInsn = m.lastInsn;
  to.historyCount = m.historyCount;
  to.history = m.historyCount === 0 ? NO_WORDS : m.history.slice(0, m.historyCount * 2);
}

/** Copies the current state for a branch; where it goes on is the caller's to say (copy_verifier_state). */
export function saveBranch(m: Machine, to: Branch): void {
  const size = m.frame + usedWords(m.w, m.frame);
  to.words = m.pool.take(size);
  to.words.set(m.w.subarray(0, size));
  to.size = size;
  copyRest(m, to);
}

/** A branch that owes nothing to the current state: a function, by number, that starts by itself at its first instruction. */
export function beginBranch(m: Machine, to: Branch, subprog: number): void {
  to.size = FRAME_STACK;
  to.words = m.pool.take(FRAME_STACK);
  initFrameIn(to.words, 0, MAIN_CALLSITE, subprog);
  to.curframe = 0;
  to.refs = NO_WORDS;
  to.parent = null;
  to.activeSpinLock = 0;
  // zero, as in the kernel, wherever the function begins
  to.firstInsn = 0;
  to.lastInsn = 0;
  to.history = NO_WORDS;
  to.historyCount = 0;
  to.insn = m.subprogs.start[subprog];
  to.prevInsn = m.insn;
}

/** Makes a branch the current state and gives its words back. */
export function restoreBranch(m: Machine, from: Branch): void {
  m.w.set(from.words.subarray(0, from.size));
  m.pool.give(from.words);
  from.words = NO_WORDS;
  m.curframe = from.curframe;
  m.frame = from.curframe * FRAME_WORDS;
  m.parent = from.parent;
  m.activeSpinLock = from.activeSpinLock;
  m.firstInsn = from.firstInsn;
  m.lastInsn = from.lastInsn;
  m.setHistory(from.history, from.historyCount);
  let at = 0;
  for (let f = 0; f <= from.curframe; f++) {
    const n = m.w[f * FRAME_WORDS + F_ACQUIRED_REFS] * REF_WORDS;
    m.setRefs(f, from.refs, at, n);
    at += n;
  }
}

/** A copy of the current state for the list of explored ones (copy_verifier_state in is_state_visited). */
export function exploredCopy(m: Machine, insn: number): ExploredState {
  const state = new ExploredState();
  const { w } = m;
  if (m.curframe === 0) {
    const size = usedWords(w, 0);
    state.words = m.pool.take(size);
    state.words.set(w.subarray(0, size));
  } else {
    const frameAt: number[] = [];
    let size = 0;
    for (let f = 0; f <= m.curframe; f++) {
      frameAt.push(size);
      size += usedWords(w, f * FRAME_WORDS);
    }
    state.frameAt = frameAt;
    state.words = m.pool.take(size);
    for (let f = 0; f <= m.curframe; f++) {
      const frame = f * FRAME_WORDS;
      state.words.set(w.subarray(frame, frame + usedWords(w, frame)), frameAt[f]);
    }
  }
  copyRest(m, state);
  state.branches = 1;
  state.insn = insn;
  return state;
}

/** Gives the words of a state back that nothing refers to any more. */
export function discard(m: Machine, state: ExploredState): void {
  m.pool.give(state.words);
  state.words = NO_WORDS;
  state.parent = null;
}
