import type { ExploredState } from './kept-state.js';
import type { Machine } from './machine.js';

/** Someone who watches a walk. */
export interface Observer {
  /** A walk begins: the state at its first instruction stands in `m`. */
  begin(m: Machine): void;
  /** `m.insn` passed; the path goes on at `m.next`. */
  step(m: Machine): void;
  /** `m.insn` set a branch aside, to be walked later from the path as it is now. */
  push(m: Machine): void;
  /** The walk goes on with the branch set aside last; its state stands in `m`, its first instruction is `m.next`. */
  pop(m: Machine): void;
  /** The walk ended; `m.failure` says how. */
  end(m: Machine): void;
  /** `m.insn` comes next; the state in front of it is as a log shows it, once the kernel has compared it with those it knows. */
  reach?(m: Machine): void;
  /** A function of the program was entered: its frame is the current one, its caller's stands below. */
  enter?(m: Machine): void;
  /** A function of the program is about to be left; what its caller gets of it is there already. */
  leave?(m: Machine): void;
  /** The search for scalars whose value matters came to an ancestor of the current state and marked what it wants in one of its frames. */
  mark?(m: Machine, ancestor: ExploredState, frame: number): void;
}
