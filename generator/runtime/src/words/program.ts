/** Questions about the program as a whole and its functions. */
import { LD_IMM64 } from '../insn.js';
import type { Machine } from '../machine.js';
import { SUBPROG_HAS_LD_ABS, SUBPROG_HAS_TAIL_CALL } from '../subprogs.js';

const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;
const HOOK_PREFIX = 'bpf_lsm_';

export function program_length(m: Machine): number {
  return m.length;
}

export function program_type(m: Machine): string {
  return m.program.progType;
}

/** What the program's type defaults to when none was given; empty when it has no default (bpf_prog_load_fixup_attach_type). */
export function program_attach_type(m: Machine): string {
  return m.program.expectedAttachType ?? String(m.programType?.properties.default_attach?.[0] ?? '');
}

/** Empty when nothing was named. */
export function program_attach_target(m: Machine): string {
  return m.program.attachTo ?? '';
}

/** What an LSM program attaches to, without its prefix. */
export function program_hook(m: Machine): string {
  const target = m.program.attachTo ?? '';
  return target.startsWith(HOOK_PREFIX) ? target.slice(HOOK_PREFIX.length) : target;
}

export function program_license(m: Machine): string {
  return m.program.license;
}

export function program_sleepable(m: Machine): boolean {
  return m.sleepable;
}

export function program_strict_alignment(m: Machine): boolean {
  return m.strictAlignment;
}

/** CAP_SYS_BOOT: programs are judged as root's. */
export function program_may_reboot(_m: Machine): boolean {
  return true;
}

/** Is the context a structure of that name (btf_get_prog_ctx_type). */
export function program_context_is(m: Machine, name: string): boolean {
  return m.programType?.properties.ctx?.includes(name) === true;
}

export function program_has_func_info(m: Machine): boolean {
  return m.program.functions.length !== 0;
}

export function program_func_info_count(m: Machine): number {
  return m.program.functions.length;
}

/** Does each record begin where its function does; there are as many of both. */
export function program_func_info_matches(m: Machine): boolean {
  return m.program.functions.every((f, i) => f.offset === m.subprogs.start[i]);
}

/** Is one of its functions, main aside, global. */
export function program_has_global_functions(m: Machine): boolean {
  return m.program.functions.some((f, i) => i !== 0 && f.isGlobal);
}

/** Is the function that begins at an instruction known, and static. */
export function program_function_is_static(m: Machine, insn: number): boolean {
  return m.program.functions.some((f) => f.offset === insn && !f.isGlobal);
}

/** Index of the map that an ld_imm64 names, -1 for none. */
function mapOf(m: Machine, insn: number): number {
  if (m.code[insn] !== LD_IMM64 || (m.src[insn] !== PSEUDO_MAP_FD && m.src[insn] !== PSEUDO_MAP_VALUE)) return -1;
  return m.imm[insn];
}

/** Different maps that instructions up to the current one name. */
export function program_maps_used(m: Machine): number {
  if (m.program.maps.length <= 64) return m.program.maps.length;
  const used = new Set<number>();
  for (let insn = 0; insn <= m.insn; insn++) {
    const map = mapOf(m, insn);
    if (map >= 0) used.add(map);
    if (m.code[insn] === LD_IMM64) insn++;
  }
  return used.size;
}

/** Does an instruction before the current one name another map of the same type. */
export function program_uses_other_map_like(m: Machine, map: number): boolean {
  const { maps } = m.program;
  for (let insn = 0; insn < m.insn; insn++) {
    const other = mapOf(m, insn);
    if (other >= 0 && other !== map && maps[other]?.type === maps[map].type) return true;
    if (m.code[insn] === LD_IMM64) insn++;
  }
  return false;
}

export function functions_count(m: Machine): number {
  return m.subprogs.count;
}

/** Is one known to begin at an instruction. */
export function functions_has(m: Machine, insn: number): boolean {
  return m.subprogs.find(insn) >= 0;
}

/** Where the function begins that holds the current instruction. */
export function functions_start(m: Machine): number {
  return m.subprogs.start[m.subprogs.of(m.insn)];
}

/** Where the one after it begins, or the program ends. */
export function functions_end(m: Machine): number {
  return m.subprogs.start[m.subprogs.of(m.insn) + 1];
}

/** Has one, main aside, any of the flags (SUBPROG_HAS_*); with `withoutInt` only those count that return no integer. */
function anyHas(m: Machine, flag: number, withoutInt: boolean): boolean {
  for (let i = 1; i < m.subprogs.count; i++) {
    if ((m.subprogs.flags[i] & flag) !== 0 && !(withoutInt && m.program.functions[i].returnsScalar)) return true;
  }
  return false;
}

export function functions_ld_abs_in_any(m: Machine): boolean {
  return anyHas(m, SUBPROG_HAS_LD_ABS, false);
}

export function functions_tail_call_in_any(m: Machine): boolean {
  return anyHas(m, SUBPROG_HAS_TAIL_CALL, false);
}

/** There must be func_info for each function. */
export function functions_ld_abs_without_int(m: Machine): boolean {
  return anyHas(m, SUBPROG_HAS_LD_ABS, true);
}

/** There must be func_info for each function. */
export function functions_tail_call_without_int(m: Machine): boolean {
  return anyHas(m, SUBPROG_HAS_TAIL_CALL, true);
}
