/** Functions that helpers call, at once or later (kernel/bpf/verifier.c __check_func_call, set_*_callback_state, push_async_cb). */
import { initFrame } from '../frames.js';
import { Branch } from '../kept-state.js';
import { assignRegister, markNotInit, markUnknown } from '../known.js';
import {
  CONST_PTR_TO_MAP,
  F_ASYNC_ENTRY_CNT,
  F_CALLBACK_RET_RANGE,
  F_IN_ASYNC_CALLBACK,
  F_IN_CALLBACK,
  FRAME_REGS,
  FRAME_WORDS,
  LIVE_WRITTEN,
  PTR_TO_MAP_KEY,
  PTR_TO_MAP_VALUE,
  R_AUX1,
  R_LIVE,
  R_TYPE,
  REG_WORDS,
} from '../layout.js';
import type { Machine } from '../machine.js';
import { copyReferences } from '../refs.js';
import { beginBranch } from '../state.js';
import { SUBPROG_IS_ASYNC_CALLBACK, SUBPROG_IS_MISUSED } from '../subprogs.js';
import { reg_at, register_is_null } from '../words/call.js';
import { mark_chain_precision } from './paths.js';

/** bpf_map_ptr_store(): the map, an index, of the current call of a helper. */
export function note_map(m: Machine, map: number): void {
  const { mapPtr } = m.aux;
  const before = mapPtr[m.insn];
  mapPtr[m.insn] = before === 0 || before === map + 1 ? map + 1 : -1;
}

/** aux.mapPtr of a loop's call, as the kernel's union has it: the callback's number + 1 while it may be unrolled, UNFIT when it may not. */
const UNFIT = -1;

/** update_loop_inline_state(): flags that are 0 on all paths so far are relied on. */
export function note_loop(m: Machine, subprog: number): boolean {
  const { mapPtr } = m.aux;
  const before = mapPtr[m.insn];
  if (before === UNFIT) return true;
  const flags = reg_at(m, 4);
  const isZero = register_is_null(m, flags);
  mapPtr[m.insn] = isZero && (before === 0 || before === subprog + 1) ? subprog + 1 : UNFIT;
  return !isZero || mark_chain_precision(m, flags);
}

/** func_info_aux.unreliable: a call of a function, by number, did not fit its prototype. */
export function note_misuse(m: Machine, subprog: number): void {
  m.subprogs.flags[subprog] |= SUBPROG_IS_MISUSED;
}

/** A frame for a function, by number, that the current instruction's helper calls; it becomes the current one. */
export function begin_callback(m: Machine, subprog: number): void {
  const { w, curframe } = m;
  initFrame(m, curframe + 1, m.insn, subprog);
  copyReferences(m, curframe, curframe + 1);
  const frame = m.frame + FRAME_WORDS;
  w[frame + F_IN_CALLBACK] = 1;
  // the range 0 to 1
  w[frame + F_CALLBACK_RET_RANGE + 2] = 1;
  m.curframe = curframe + 1;
  m.frame = frame;
  m.next = m.subprogs.start[subprog];
}

/** The callback's register `to` is its caller's register `from`, history and all. */
export function pass_register(m: Machine, from: number, to: number): void {
  assignRegister(m.w, reg_at(m, to), reg_at(m, from) - FRAME_WORDS);
}

/**
 * clear_caller_saved_regs() of the caller, and what check_helper_call() does afterwards: by then the callback's frame is the current one, so it
 * is the callback's registers that count as written.
 */
export function end_of_callback_call(m: Machine): void {
  const { w } = m;
  const callee = m.frame + FRAME_REGS;
  for (let n = 0; n < 6; n++) {
    const reg = callee - FRAME_WORDS + n * REG_WORDS;
    markNotInit(w, reg);
    w[reg + R_LIVE] |= LIVE_WRITTEN;
  }
  m.observer?.enter?.(m);
  for (let n = 0; n < 6; n++) w[callee + n * REG_WORDS + R_LIVE] |= LIVE_WRITTEN;
  markUnknown(w, callee - FRAME_WORDS);
}

/**
 * push_async_cb() and set_timer_callback_state(): a branch that begins at the function, on a stack of its own, with the map (an index) and an
 * element of it as arguments.
 */
export function push_async_callback(m: Machine, subprog: number, map: number): void {
  m.subprogs.flags[subprog] |= SUBPROG_IS_ASYNC_CALLBACK;
  if (m.branches.length === m.branchCount) m.branches.push(new Branch());
  const branch = m.branches[m.branchCount++];
  beginBranch(m, branch, subprog);
  const { words } = branch;
  words[F_ASYNC_ENTRY_CNT] = m.w[m.frame + F_ASYNC_ENTRY_CNT] + 1;
  words[F_IN_ASYNC_CALLBACK] = 1;
  words[F_CALLBACK_RET_RANGE + 2] = 1;
  [CONST_PTR_TO_MAP, PTR_TO_MAP_KEY, PTR_TO_MAP_VALUE].forEach((type, i) => {
    const reg = FRAME_REGS + (i + 1) * REG_WORDS;
    words.fill(0, reg, reg + REG_WORDS);
    words[reg + R_TYPE] = type;
    words[reg + R_AUX1] = map;
  });
  m.observer?.push(m);
}
