/** Questions about the path's state, and about the searches before and after the walk. */
import { isCovered, maybeLooping } from '../covers.js';
import { F_CALLBACK_RET_RANGE, F_IN_ASYNC_CALLBACK, F_IN_CALLBACK, R_AUX1, R_MASK, R_MASK_HI, R_VALUE, R_VALUE_HI } from '../layout.js';
import type { Machine } from '../machine.js';
import { SUBPROG_HAS_TAIL_CALL } from '../subprogs.js';
import { tnumIn, tnumString } from '../tnum.js';

/** Id of the map value whose lock is held, 0 for none. */
export function state_active_spin_lock(m: Machine): number {
  return m.activeSpinLock;
}

/** Number of the current frame, 0 to 7. */
export function state_frame(m: Machine): number {
  return m.curframe;
}

/** Is the current function one that a helper called. */
export function state_in_callback(m: Machine): boolean {
  return m.w[m.frame + F_IN_CALLBACK] !== 0;
}

/** Of the outermost frame. */
export function state_in_async_callback(m: Machine): boolean {
  return m.w[F_IN_ASYNC_CALLBACK] !== 0;
}

/** states_maybe_looping() and states_equal() of the state when the path was at this instruction before. */
export function state_came_round(m: Machine): boolean {
  return m.before !== null && maybeLooping(m, m.before) && isCovered(m, m.before);
}

/** Instructions visited, the current one included. */
export function state_processed(m: Machine): number {
  return m.processed;
}

/** Branches that wait to be walked. */
export function state_branches_waiting(m: Machine): number {
  return m.branchCount;
}

/** tnum_in() of callback_ret_range. */
export function state_callback_range_has(m: Machine, reg: number): boolean {
  return tnumIn(m.w, m.frame + F_CALLBACK_RET_RANGE, m.w, reg + R_VALUE);
}

/** callback_ret_range, printed. */
export function state_callback_range(m: Machine): string {
  return tnumString(m.w, m.frame + F_CALLBACK_RET_RANGE);
}

/** tnum_in() of a range with bits in the low 32 only: outside of `mask` all bits are those of `value`. */
export function reg_can_only_be(m: Machine, reg: number, value: number, mask: number): boolean {
  const { w } = m;
  if ((w[reg + R_MASK] & ~mask) !== 0 || w[reg + R_MASK_HI] !== 0) return false;
  return (w[reg + R_VALUE] & ~mask) === (value & ~mask) && w[reg + R_VALUE_HI] === 0;
}

/** tnum_is_unknown() */
export function reg_nothing_known(m: Machine, reg: number): boolean {
  return (m.w[reg + R_MASK] & m.w[reg + R_MASK_HI]) === -1;
}

/** Index of the instruction that the search comes from. */
export function edge_from(m: Machine): number {
  return m.edge.from;
}

/** Index of the instruction that it goes to; it may lie outside of the program. */
export function edge_to(m: Machine): number {
  return m.edge.to;
}

/** Is the search still coming from there. */
export function edge_closes_loop(m: Machine): boolean {
  return m.edge.closesLoop;
}

/** May the edge close a loop. */
export function edge_loop_allowed(m: Machine): boolean {
  return m.edge.loopAllowed;
}

/** How many calls deep, 0 for the outermost function. */
export function chain_frame(m: Machine): number {
  return m.chain.frame;
}

/** Bytes of stack of the functions above. */
export function chain_before(m: Machine): number {
  return m.chain.before;
}

/** Bytes of stack with this function. */
export function chain_depth(m: Machine): number {
  return m.chain.depth;
}

/** Does the function entered last make tail calls. */
export function chain_makes_tail_call(m: Machine): boolean {
  return (m.subprogs.flags[m.chain.subprog] & SUBPROG_HAS_TAIL_CALL) !== 0;
}

/** Is it the program's own entry. */
export function chain_is_main(m: Machine): boolean {
  return m.chain.subprog === 0;
}

/** Number of the function that a register points to. */
export function reg_function(m: Machine, reg: number): number {
  return m.w[reg + R_AUX1];
}
