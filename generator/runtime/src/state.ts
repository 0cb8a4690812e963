/**
 * States that are kept: branches that wait to be explored, and states that were seen at pruning points. Each is a copy of the machine's
 * current state, trimmed behind the stack that its frames use (struct bpf_verifier_state, struct bpf_verifier_stack_elem).
 */
import { initFrameIn, MAIN_CALLSITE } from './frames.js';
import { F_ACQUIRED_REFS, F_ALLOCATED_STACK, FRAME_STACK, FRAME_WORDS, SLOT_WORDS } from './layout.js';
import type { Machine } from './machine.js';
import { REF_WORDS } from './refs.js';

/** Words of a frame that are in use: header, registers and the allocated stack. */
function usedWords(w: Int32Array, frame: number): number {
  return FRAME_STACK + (w[frame + F_ALLOCATED_STACK] >> 3) * SLOT_WORDS;
}

/** What branches and explored states have in common. */
interface Kept {
  words: Int32Array;
  curframe: number;
  /** References of all frames one behind another. */
  refs: Int32Array;
  parent: ExploredState | null;
  activeSpinLock: number;
  firstInsn: number;
  lastInsn: number;
  /** Pairs of (instruction, the one before it), for jumps since firstInsn. */
  history: Int32Array;
  historyCount: number;
}

/** A branch not yet taken. Its words stand at the same offsets as in the machine, so that both sides of a condition can be refined. */
export class Branch implements Kept {
  words: Int32Array = NO_WORDS;
  curframe = 0;
  refs: Int32Array = NO_WORDS;
  parent: ExploredState | null = null;
  activeSpinLock = 0;
  firstInsn = 0;
  lastInsn = -1;
  history: Int32Array = NO_WORDS;
  historyCount = 0;
  /** Where it goes on, and the instruction before. */
  insn = 0;
  prevInsn = 0;
  /** Words in use. */
  size = 0;
}

/** A state seen at a pruning point. Its frames stand without gaps: `frameAt` says where. */
export class ExploredState implements Kept {
  words: Int32Array = NO_WORDS;
  curframe = 0;
  refs: Int32Array = NO_WORDS;
  parent: ExploredState | null = null;
  activeSpinLock = 0;
  firstInsn = 0;
  lastInsn = -1;
  history: Int32Array = NO_WORDS;
  historyCount = 0;
  insn = 0;
  /** Paths from here that are not finished. */
  branches = 0;
  missCount = 0;
  hitCount = 0;
  /** First word of each frame. */
  frameAt: readonly number[] = ONE_FRAME;
  /** All its paths are finished: what was never read was forgotten, and nothing changes any more (REG_LIVE_DONE). */
  done = false;
  /** Of a finished state: which registers of each frame were read, bit n for Rn. */
  reads: readonly number[] = NO_READS;
  /** Which register of the last frame told it apart from the current state last time, so that it is looked at first; -1 for none. */
  telling = -1;
  /** The values of all its scalars are relied on, and those of its ancestors. */
  allPrecise = false;
  /** The next one in the same bucket. */
  next: ExploredState | null = null;

  /** Offset in `words` for an offset in the machine's words. */
  at(offset: number): number {
    if (offset < FRAME_WORDS) return offset;
    const frame = (offset / FRAME_WORDS) | 0;
    return this.frameAt[frame] + offset - frame * FRAME_WORDS;
  }
}

const NO_WORDS = new Int32Array(0);
const ONE_FRAME: readonly number[] = [0];
const NO_READS: readonly number[] = [];

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
