/** The walk over all paths, depth first (kernel/bpf/verifier.c do_check, do_check_common, pop_stack). */
import type { Hooks } from './abi.js';
import { gave_up } from './fail.js';
import { initFrame, MAIN_CALLSITE } from './frames.js';
import {
  BPF_ALU,
  BPF_ALU64,
  BPF_ATOMIC,
  BPF_CALL,
  BPF_EXIT,
  BPF_IMM,
  BPF_JMP,
  BPF_JMP32,
  BPF_LDX,
  BPF_ST,
  BPF_STX,
  CLASS_MASK,
  MODE_MASK,
  OP_MASK,
} from './insn.js';
import { AUX_SEEN } from './insn-aux.js';
import { markKnown } from './known.js';
import { FRAME_REGS, PTR_TO_CTX, R_TYPE, REG_WORDS } from './layout.js';
import type { Machine } from './machine.js';
import { COVERED, FAILED, finishPath, visit } from './prune.js';
import { discard, restoreBranch } from './state.js';

/** Checks the current instruction by the table of its class. */
export function checkInsn(m: Machine, hooks: Hooks): boolean {
  const code = m.code[m.insn];
  switch (code & CLASS_MASK) {
    case BPF_ALU:
    case BPF_ALU64:
      return hooks.insn_alu(m);
    case BPF_LDX:
      return hooks.insn_load(m);
    case BPF_STX:
      return (code & MODE_MASK) === BPF_ATOMIC ? hooks.insn_atomic(m) : hooks.insn_store(m);
    case BPF_ST:
      return hooks.insn_store(m);
    case BPF_JMP:
    case BPF_JMP32: {
      m.jmpsProcessed++;
      const op = code & OP_MASK;
      if (op === BPF_CALL) return hooks.insn_call(m);
      return op === BPF_EXIT ? hooks.insn_exit(m) : hooks.insn_jump(m);
    }
    default: {
      if ((code & MODE_MASK) !== BPF_IMM) return hooks.insn_ld_abs(m);
      m.next = m.insn + 2;
      return hooks.insn_ld_imm64(m);
    }
  }
}

/** Goes on with the branch that was set aside last; false when there is none. */
export function popBranch(m: Machine): boolean {
  if (m.branchCount === 0) return false;
  const branch = m.branches[--m.branchCount];
  restoreBranch(m, branch);
  m.prevInsn = branch.prevInsn;
  m.next = branch.insn;
  branch.parent = null;
  m.observer?.pop(m);
  return true;
}

/** Counters of a run: they go on from one function's walk to the next one's. */
function resetCounters(m: Machine): void {
  m.processed = 0;
  m.jmpsProcessed = 0;
  m.prevProcessed = 0;
  m.prevJmpsProcessed = 0;
  m.idGen = 0;
  m.stats.reset();
}

/** The state at the first instruction of a function, by number: nothing called it, and no register holds anything yet. */
function beginFunction(m: Machine, subprog: number): void {
  const start = m.subprogs.start[subprog];
  m.curframe = 0;
  m.frame = 0;
  initFrame(m, 0, MAIN_CALLSITE, subprog);
  m.activeSpinLock = 0;
  m.parent = null;
  m.firstInsn = start;
  m.lastInsn = -1;
  m.historyCount = 0;
  m.prevInsn = -1;
  m.next = start;
  m.branchCount = 0;
  m.pathEnded = false;
}

/** The state at the first instruction of the program: R1 is the context. */
function beginMain(m: Machine): void {
  beginFunction(m, 0);
  const r1 = FRAME_REGS + REG_WORDS;
  markKnown(m.w, r1, 0, 0);
  m.w[r1 + R_TYPE] = PTR_TO_CTX;
}

/** A walk that follows one path begins with the program. */
export function beginTrace(m: Machine): void {
  resetCounters(m);
  beginMain(m);
}

/** do_check(): walks every path from `m.next` on; false when one fails. */
function walkPaths(m: Machine): boolean {
  const { hooks } = m.kernel;
  const { flags } = m.aux;
  let previous = m.prevInsn;
  for (;;) {
    const insn = m.next;
    m.prevInsn = previous;
    m.insn = insn;
    m.processed++;
    if (!hooks.insn_step(m)) return false;
    if (m.processed > m.maxInsns) return gave_up(m, 'insn-limit', `more than ${m.maxInsns} instructions`);
    const visited = visit(m, insn);
    if (visited === FAILED) return false;
    if (visited !== COVERED) {
      flags[insn] |= AUX_SEEN;
      previous = insn;
      m.lastChecked = insn;
      m.next = insn + 1;
      if (m.observer !== null) m.observer.reach?.(m);
      if (!checkInsn(m, hooks)) return false;
      if (m.observer !== null) m.observer.step(m);
      if (!m.pathEnded) continue;
      m.pathEnded = false;
    }
    finishPath(m);
    if (!popBranch(m)) return true;
    previous = m.prevInsn;
  }
}

/** Forgets the branch that was set aside last. */
export function dropBranch(m: Machine): void {
  const branch = m.branches[--m.branchCount];
  m.pool.give(branch.words);
  branch.parent = null;
}

/** Gives back what a walk used, so that the next one can. */
function release(m: Machine): void {
  while (m.branchCount > 0) dropBranch(m);
  m.parent = null;
  m.before = null;
  for (let bucket = 0; bucket < m.length; bucket++) {
    let state = m.explored[bucket];
    while (state !== null) {
      const { next } = state;
      state.next = null;
      discard(m, state);
      state = next;
    }
    m.explored[bucket] = null;
  }
}

/** do_check_subprogs(): walks every global function but main by itself, for all arguments that its prototype allows. */
export function walkGlobals(m: Machine): boolean {
  const { functions } = m.program;
  while (m.explored.length < m.length) m.explored.push(null);
  resetCounters(m);
  for (let subprog = 1; subprog < m.subprogs.count; subprog++) {
    if (functions[subprog]?.isGlobal !== true) continue;
    beginFunction(m, subprog);
    m.insn = m.next;
    if (!m.kernel.hooks.function_begin(m)) return false;
    m.observer?.begin(m);
    const passed = walkPaths(m);
    release(m);
    if (!passed) return false;
  }
  return true;
}

/** do_check_main(): walks the program from its first instruction; its global functions were walked before. */
export function walkMain(m: Machine): boolean {
  beginMain(m);
  m.observer?.begin(m);
  const passed = walkPaths(m);
  release(m);
  return passed;
}
