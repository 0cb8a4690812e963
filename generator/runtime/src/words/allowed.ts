/** Which programs may call what. */
import type { Machine } from '../machine.js';

/**
 * Is the program of one of these types; `tracing/trace_fentry` means with that expected attach type only. An empty list means any.
 * Answers for get_func_proto() of the program types and btf_kfunc_id_set_contains().
 */
export function program_runs_as(m: Machine, programs: readonly string[]): boolean {
  const { progType, expectedAttachType } = m.program;
  if (programs.length === 0 || programs.includes(progType)) return true;
  return expectedAttachType !== null && programs.includes(`${progType}/${expectedAttachType}`);
}

/** May a program of this type call the kfunc. */
export function call_allowed(m: Machine, name: string): boolean {
  const kfunc = m.kernel.kfuncs[name];
  return kfunc !== undefined && program_runs_as(m, kfunc.programs);
}
