/**
 * Following one path: the instructions come from outside, one after another, and each is checked by the tables. Nothing is kept of the
 * steps before but the machine's state, so a path may be as long as it likes.
 */
import type { Kernel } from './abi.js';
import { giveMachine, knowsTypes, load, takeMachine, verdictOf } from './check.js';
import { gave_up } from './fail.js';
import { isPseudoCall, isPseudoFunc } from './insn.js';
import type { Machine } from './machine.js';
import type { Observer } from './observer.js';
import type { Program } from './program.js';
import { MAX_SUBPROGS } from './subprogs.js';
import type { Verdict } from './verdict.js';
import { beginTrace, checkInsn, dropBranch, popBranch } from './walk.js';

/** One instruction of a path. */
export interface TraceStep {
  /** Index of the instruction. */
  readonly insn: number;
  /** Of a conditional jump: was it taken. When absent, the next step's instruction tells. */
  readonly taken?: boolean;
}

/** Functions as far as the instructions name them; what is wrong with a part of the program that the path doesn't show is not its fault. */
function findFunctions(m: Machine): void {
  m.subprogs.add(0);
  for (let insn = 0; insn < m.length; insn++) {
    if (!isPseudoCall(m.code[insn], m.src[insn]) && !isPseudoFunc(m.code[insn], m.src[insn])) continue;
    const target = insn + m.imm[insn] + 1;
    if (target >= 0 && target < m.length && m.subprogs.count < MAX_SUBPROGS) m.subprogs.add(target);
  }
  m.subprogs.start[m.subprogs.count] = m.length;
}

/** A path that is being followed: `step` until it is false or there are no more, then `end`. */
export class TraceWalk {
  readonly #m: Machine;
  #passed = true;
  #ended = false;
  /** The last instruction set a branch aside, and it is not known yet which way the path goes. */
  #undecided = false;

  constructor(kernel: Kernel, program: Program, observer: Observer | null = null) {
    const m = takeMachine(kernel);
    this.#m = m;
    load(m, program);
    findFunctions(m);
    m.tracing = true;
    m.observer = observer;
    beginTrace(m);
    if (!knowsTypes(m)) this.#passed = false;
    observer?.begin(m);
  }

  /** The machine, its state as the last step left it. */
  get machine(): Machine {
    return this.#m;
  }

  /** Makes up for a branch of the last step: goes its way, or forgets it. */
  #decide(taken: boolean): void {
    this.#undecided = false;
    if (taken) popBranch(this.#m);
    else dropBranch(this.#m);
  }

  /** Follows the path by one instruction. False when it failed, ended, or left what the program allows. */
  step(insn: number, taken?: boolean): boolean {
    const m = this.#m;
    if (!this.#passed || this.#ended) return false;
    if (this.#undecided) this.#decide(insn !== m.next);
    if (insn !== m.next || insn >= m.length) {
      m.insn = m.prevInsn;
      this.#passed = gave_up(m, 'trace', `the path goes on at instruction ${insn}, but ${m.next} comes next`);
      return false;
    }
    m.insn = insn;
    m.lastChecked = insn;
    m.processed++;
    m.next = insn + 1;
    m.observer?.reach?.(m);
    if (!checkInsn(m, m.kernel.hooks)) {
      this.#passed = false;
      return false;
    }
    m.observer?.step(m);
    m.prevInsn = insn;
    if (m.pathEnded) {
      this.#ended = true;
    } else if (m.branchCount > 0) {
      this.#undecided = true;
      if (taken !== undefined) this.#decide(taken);
    }
    return true;
  }

  /**
   * The verdict on the path: accept when each of its steps passed and the last one ended the program; a path that goes on is inconclusive.
   * The walk can't be used any more.
   */
  end(): Verdict {
    const m = this.#m;
    if (this.#passed && !this.#ended) this.#passed = gave_up(m, 'unfinished', 'what comes behind the last step of the path');
    const verdict = verdictOf(m, this.#passed);
    m.observer?.end(m);
    while (m.branchCount > 0) dropBranch(m);
    giveMachine(m);
    return verdict;
  }
}

/**
 * Judges one path through a program, which may be a stream: accept when each of its steps passes and the last one ends the program. That
 * says nothing of the program's other paths.
 */
export function checkTrace(kernel: Kernel, program: Program, steps: Iterable<TraceStep>): Verdict {
  const walk = new TraceWalk(kernel, program);
  for (const { insn, taken } of steps) if (!walk.step(insn, taken)) break;
  return walk.end();
}
