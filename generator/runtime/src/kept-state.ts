/**
 * States that are kept: branches that wait to be explored, and states that were seen at pruning points (struct bpf_verifier_stack_elem,
 * struct bpf_verifier_state_list).
 */
import { FRAME_WORDS } from './layout.js';

/** The words of a state that has none. */
export const NO_WORDS = new Int32Array(0);
const ONE_FRAME: readonly number[] = [0];
const NO_READS: readonly number[] = [];

/** What branches and explored states have in common. */
export interface Kept {
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
