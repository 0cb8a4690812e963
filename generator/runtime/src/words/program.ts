/** Questions about the program as a whole and its functions. */
import { LD_IMM64 } from '../insn.js';
import type { Machine } from '../machine.js';

const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;
const HOOK_PREFIX = 'bpf_lsm_';

/** How many 8-byte slots of instructions it has. */
export function program_length(m: Machine): number {
  return m.length;
}

/** UAPI name, lower case. */
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

/** BPF_PROG_TYPE_*, -1 when the spec does not have the type. */
export function program_type_number(m: Machine): number {
  return m.programType === undefined ? -1 : m.kernel.programTypes.indexOf(m.programType);
}

/** BPF_F_* of BPF_PROG_LOAD, in lower case. */
export function program_has_flag(m: Machine, name: string): boolean {
  return m.program.flags.includes(name);
}

/** Does the name of what it attaches to begin so. */
export function program_target_begins(m: Machine, text: string): boolean {
  return m.program.attachTo?.startsWith(text) === true;
}

/** within_error_injection_list(): lines `error_injection` of the program's type. */
export function program_target_takes_errors(m: Machine): boolean {
  return m.program.attachTo !== null && m.programType?.properties.error_injection?.includes(m.program.attachTo) === true;
}

/** Of `struct.member`, what stands before the point. */
export function program_operations(m: Machine): string {
  return m.program.attachTo?.split('.')[0] ?? '';
}

/** Of `struct.member`, what stands behind the point. */
export function program_operation(m: Machine): string {
  return m.program.attachTo?.split('.')[1] ?? '';
}

/** What an LSM program attaches to, without its prefix. */
export function program_hook(m: Machine): string {
  const target = m.program.attachTo ?? '';
  return target.startsWith(HOOK_PREFIX) ? target.slice(HOOK_PREFIX.length) : target;
}

/** The license that it names. */
export function program_license(m: Machine): string {
  return m.program.license;
}

/** BPF_F_SLEEPABLE */
export function program_sleepable(m: Machine): boolean {
  return m.sleepable;
}

/** BPF_F_STRICT_ALIGNMENT, unless BPF_F_ANY_ALIGNMENT came with it. */
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

/** Did it come with func_info. */
export function program_has_func_info(m: Machine): boolean {
  return m.program.functions.length !== 0;
}

/** Records of func_info. */
export function program_func_info_count(m: Machine): number {
  return m.program.functions.length;
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

/** How many functions are known so far, main included. */
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
