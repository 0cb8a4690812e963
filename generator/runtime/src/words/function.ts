/** Questions about the program's functions; a handle is a function's number, 0 for main. */
import { AUX_SEEN } from '../insn-aux.js';
import { F_SUBPROGNO } from '../layout.js';
import type { Machine } from '../machine.js';
import { SUBPROG_HAS_LD_ABS, SUBPROG_HAS_TAIL_CALL, SUBPROG_IS_MISUSED } from '../subprogs.js';

/** The function that begins at an instruction; there must be one. */
export function functions_at(m: Machine, insn: number): number {
  return m.subprogs.find(insn);
}

/** The one of a number. */
export function functions_numbered(_m: Machine, number: number): number {
  return number;
}

/** How many some path reached. */
export function functions_reached(m: Machine): number {
  let count = 0;
  for (let fn = 0; fn < m.subprogs.count; fn++) if (function_is_reached(m, fn)) count++;
  return count;
}

/** Of the outermost frame. */
export function state_function(m: Machine): number {
  return m.w[F_SUBPROGNO];
}

export function function_number(_m: Machine, fn: number): number {
  return fn;
}

export function function_is_main(_m: Machine, fn: number): boolean {
  return fn === 0;
}

function wasReached(m: Machine, insn: number): boolean {
  return (m.aux.flags[insn] & AUX_SEEN) !== 0;
}

/** Was it walked: a path that reaches any of it begins at its first instruction. */
export function function_is_reached(m: Machine, fn: number): boolean {
  return wasReached(m, m.subprogs.start[fn]);
}

/** Was the instruction in front of it reached, which ends another function. */
export function function_follows_reached(m: Machine, fn: number): boolean {
  return fn !== 0 && wasReached(m, m.subprogs.start[fn] - 1);
}

/** Was one behind it walked. */
export function function_precedes_reached(m: Machine, fn: number): boolean {
  for (let next = fn + 1; next < m.subprogs.count; next++) if (function_is_reached(m, next)) return true;
  return false;
}

/** Does its record in func_info say so; without records none is. */
export function function_is_global(m: Machine, fn: number): boolean {
  return m.program.functions[fn]?.isGlobal === true;
}

/** What its record calls it. */
export function function_name(m: Machine, fn: number): string {
  return m.program.functions[fn]?.name ?? '';
}

/** The type that its record names. */
export function function_btf_id(m: Machine, fn: number): number {
  return m.program.functions[fn]?.btfId ?? 0;
}

/** Has a call of it been checked against its prototype, and found not to fit (func_info_aux.unreliable); so far as that is noted. */
export function function_is_misused(m: Machine, fn: number): boolean {
  return (m.subprogs.flags[fn] & SUBPROG_IS_MISUSED) !== 0;
}

/** Parameters by its record, one for `...` included. */
export function function_arg_count(m: Machine, fn: number): number {
  return m.program.functions[fn]?.params.length ?? 0;
}

/** Type of parameter n, counted from 0; there must be such a one. */
export function function_arg(m: Machine, fn: number, n: number): number {
  return m.ownTypes?.signatures[fn]?.params[n] ?? -1;
}

/** Type of its result. */
export function function_returns(m: Machine, fn: number): number {
  return m.ownTypes?.signatures[fn]?.returns ?? -1;
}

/** The one at `m.function`, where all are looked at one by one. */
export function functions_current(m: Machine): number {
  return m.function;
}

/** Its first instruction. */
export function function_start(m: Machine, fn: number): number {
  return m.subprogs.start[fn];
}

/** First instruction by func_info, which has a record for each function. */
export function function_record_offset(m: Machine, fn: number): number {
  return m.program.functions[fn].offset;
}

/** The same of the function before, which main has none of. */
export function function_record_before(m: Machine, fn: number): number {
  return m.program.functions[fn - 1].offset;
}

/** btf_type_is_small_int() and btf_is_any_enum(), by func_info. */
export function function_returns_int(m: Machine, fn: number): boolean {
  const { kind, size } = m.program.functions[fn].returns;
  return kind === 'enum' || (kind === 'int' && size <= 8);
}

export function function_has_hidden_exit(m: Machine, fn: number): boolean {
  return (m.subprogs.flags[fn] & SUBPROG_HAS_LD_ABS) !== 0;
}

export function function_makes_tail_calls(m: Machine, fn: number): boolean {
  return (m.subprogs.flags[fn] & SUBPROG_HAS_TAIL_CALL) !== 0;
}
