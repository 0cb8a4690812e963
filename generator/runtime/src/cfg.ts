/**
 * What is looked at before paths are walked: which functions there are, and what can be reached (add_subprog_and_kfunc, check_subprogs,
 * resolve_pseudo_ldimm64 and check_cfg of kernel/bpf/verifier.c). The conditions are tables; here is only the order.
 */
import type { Check } from './abi.js';
import { BPF_CALL, BPF_EXIT, BPF_JA, BPF_JMP, BPF_JMP32, CLASS_MASK, isPseudoCall, isPseudoFunc, LD_IMM64, OP_MASK } from './insn.js';
import { AUX_JMP_POINT, AUX_PRUNE_POINT } from './insn-aux.js';
import type { Machine } from './machine.js';

/** Runs a table for each instruction; with `wide`, the second slot of ld_imm64 is passed over. */
export function eachInsn(m: Machine, check: Check, wide: boolean): boolean {
  for (let insn = 0; insn < m.length; insn++) {
    m.insn = insn;
    if (!check(m)) return false;
    if (wide && m.code[insn] === LD_IMM64) insn++;
  }
  m.insn = -1;
  return true;
}

/** States of an instruction during the search: 0 not seen yet, else DISCOVERED with the edges that were followed, or EXPLORED. */
const DISCOVERED = 0x10;
const EXPLORED = 0x20;
const FALLTHROUGH = 1;
const BRANCH = 2;

const DONE = 0;
const KEEP_EXPLORING = 1;
const FAILED = 2;

function markPoint(m: Machine, insn: number, flags: number): void {
  m.aux.flags[insn] |= flags;
}

/** Depth-first search over the instructions. */
class Search {
  readonly #m: Machine;
  readonly #state: Uint8Array;
  readonly #stack: Int32Array;
  #depth = 0;

  constructor(m: Machine) {
    this.#m = m;
    this.#state = m.cfgState;
    this.#stack = m.cfgStack;
  }

  /** push_insn(): follows the edge from t to w unless that was done before. */
  #push(t: number, w: number, edge: number, loopAllowed: boolean): number {
    const m = this.#m;
    const state = this.#state;
    if (state[t] >= (DISCOVERED | edge)) return DONE;
    const known = w >= 0 && w < m.length ? state[w] : 0;
    m.edge.from = t;
    m.edge.to = w;
    m.edge.closesLoop = (known & 0xf0) === DISCOVERED;
    m.edge.loopAllowed = loopAllowed;
    m.insn = t;
    if (!m.kernel.hooks.program_edge(m)) return FAILED;
    if (edge === BRANCH) markPoint(m, w, AUX_PRUNE_POINT | AUX_JMP_POINT);
    if (known === 0) {
      state[t] = DISCOVERED | edge;
      state[w] = DISCOVERED;
      this.#stack[this.#depth++] = w;
      return KEEP_EXPLORING;
    }
    if (known === EXPLORED) state[t] = DISCOVERED | edge;
    return DONE;
  }

  /** visit_func_call_insn() */
  #visitCall(t: number, size: number, callee: boolean, loopAllowed: boolean): number {
    const m = this.#m;
    const next = this.#push(t, t + size, FALLTHROUGH, false);
    if (next !== DONE) return next;
    markPoint(m, t + size, AUX_PRUNE_POINT | AUX_JMP_POINT);
    if (!callee) return DONE;
    markPoint(m, t, AUX_PRUNE_POINT);
    return this.#push(t, t + m.imm[t] + 1, BRANCH, loopAllowed);
  }

  /** visit_insn() */
  #visit(t: number): number {
    const m = this.#m;
    const code = m.code[t];
    const size = code === LD_IMM64 ? 2 : 1;
    if (isPseudoFunc(code, m.src[t])) return this.#visitCall(t, size, true, true);
    const cls = code & CLASS_MASK;
    if (cls !== BPF_JMP && cls !== BPF_JMP32) return this.#push(t, t + size, FALLTHROUGH, false);
    switch (code & OP_MASK) {
      case BPF_EXIT:
        return DONE;
      case BPF_CALL:
        return this.#visitCall(t, 1, isPseudoCall(code, m.src[t]), false);
      case BPF_JA: {
        const target = m.jumpTarget(t);
        const next = this.#push(t, target, FALLTHROUGH, true);
        if (next === DONE) markPoint(m, target, AUX_PRUNE_POINT | AUX_JMP_POINT);
        return next;
      }
      default: {
        markPoint(m, t, AUX_PRUNE_POINT);
        const next = this.#push(t, t + 1, FALLTHROUGH, true);
        return next !== DONE ? next : this.#push(t, m.jumpTarget(t), BRANCH, true);
      }
    }
  }

  run(): boolean {
    this.#state[0] = DISCOVERED;
    this.#stack[this.#depth++] = 0;
    while (this.#depth > 0) {
      const t = this.#stack[this.#depth - 1];
      const outcome = this.#visit(t);
      if (outcome === FAILED) return false;
      if (outcome === KEEP_EXPLORING) continue;
      this.#state[t] = EXPLORED;
      this.#depth--;
    }
    return true;
  }
}

/** check_cfg() */
function checkCfg(m: Machine): boolean {
  m.resetCfg();
  return new Search(m).run() && eachInsn(m, m.kernel.hooks.program_reached, true);
}

/** Everything of bpf_check() before do_check_subprogs(). */
export function checkBeforeWalk(m: Machine): boolean {
  const { hooks } = m.kernel;
  if (!hooks.program_size(m)) return false;
  m.subprogs.add(0);
  if (!eachInsn(m, hooks.program_collect, false)) return false;
  m.subprogs.start[m.subprogs.count] = m.length;
  if (!eachInsn(m, hooks.program_layout, false) || !hooks.program_info(m)) return false;
  for (m.function = 0; m.function < m.subprogs.count; m.function++) if (!hooks.program_function(m)) return false;
  if (!hooks.attach_target(m)) return false;
  if (!eachInsn(m, hooks.program_resolve, true)) return false;
  return checkCfg(m);
}
