/** Calls handed over to the program's functions, and to the tables of kfuncs and helpers. */
import { gave_up } from '../fail.js';
import { enterFrame, leaveFrame } from '../frames.js';
import { AUX_CALLS_BACK, AUX_PRUNE_POINT } from '../insn-aux.js';
import type { Machine } from '../machine.js';
import { SUBPROG_HAS_LD_ABS, SUBPROG_HAS_TAIL_CALL } from '../subprogs.js';

/** __check_func_call(): the function of the program that begins at instruction `insn` is walked as part of the path. */
export function enter_function(m: Machine, insn: number): boolean {
  const subprog = m.subprogs.find(insn);
  if (subprog < 0) return gave_up(m, 'no-function', 'a call of what is no function');
  enterFrame(m, subprog);
  return true;
}

/** prepare_func_exit() */
export function return_to_caller(m: Machine): void {
  leaveFrame(m);
}

/** Checks the current call by the kfunc's own table. */
export function call_kfunc(m: Machine): boolean {
  const index = m.imm[m.insn];
  const kfunc = m.kfuncs[index];
  if (kfunc) return kfunc.check(m);
  return gave_up(m, 'kfunc', `kfunc ${m.program.kfuncs[index] ?? `number ${index}`}`);
}

/** Checks the current call by the helper's own table. */
export function call_helper(m: Machine): boolean {
  const helper = m.kernel.helpers[m.imm[m.insn]];
  return helper === undefined ? gave_up(m, 'helper', `helper #${m.imm[m.insn]}`) : helper.check(m);
}

/** add_subprog(): a function begins at instruction `start`; there must be room. */
export function add_function(m: Machine, start: number): void {
  m.subprogs.add(start);
}

/** The function that holds the current instruction makes tail calls. */
export function note_tail_call(m: Machine): void {
  m.subprogs.flags[m.subprogs.of(m.insn)] |= SUBPROG_HAS_TAIL_CALL;
}

/** The function that holds the current instruction has LD_ABS or LD_IND. */
export function note_ld_abs(m: Machine): void {
  m.subprogs.flags[m.subprogs.of(m.insn)] |= SUBPROG_HAS_LD_ABS;
}

/** is_callback_calling_function() of the current call. */
export function note_callback(m: Machine): void {
  m.aux.flags[m.insn] |= AUX_CALLS_BACK;
}

/** mark_prune_point() of the current instruction. */
export function note_prune_point(m: Machine): void {
  m.aux.flags[m.insn] |= AUX_PRUNE_POINT;
}
