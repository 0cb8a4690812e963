/** Questions about types of the kernel; a handle is an index into `Machine.types`, -1 none. */
import type { BtfKind } from '../btf-types.js';
import { isComposite, isOpaque, structMatches, UNKNOWN_LAYOUT, walkAccess } from '../btf-walk.js';
import { MEM_PERCPU, MEM_USER } from '../layout.js';
import type { Machine } from '../machine.js';

/** btf_type_str(): what the kernel calls a kind. */
const KIND_NAMES: Readonly<Record<BtfKind, string>> = {
  void: 'UNKNOWN',
  int: 'INT',
  ptr: 'PTR',
  array: 'ARRAY',
  struct: 'STRUCT',
  union: 'UNION',
  enum: 'ENUM',
  fwd: 'FWD',
  func_proto: 'FUNC_PROTO',
  float: 'FLOAT',
  other: 'UNKNOWN',
};

/** __btf_type_is_scalar_struct() goes no deeper than this. */
const MAX_SCALAR_STRUCT_DEPTH = 3;

/** Its C name, empty when it has none. */
export function type_name(m: Machine, type: number): string {
  return type < 0 ? '' : m.types[type].name;
}

/** What the kernel calls its kind. */
export function type_kind_name(m: Machine, type: number): string {
  return type < 0 ? KIND_NAMES.void : KIND_NAMES[m.types[type].kind];
}

/** btf_type_is_struct(): a struct or union. */
export function type_is_struct(m: Machine, type: number): boolean {
  return type >= 0 && isComposite(m.types[type]);
}

/** btf_type_is_scalar(): an integer or enumeration. */
export function type_is_scalar(m: Machine, type: number): boolean {
  return type >= 0 && isScalar(m.types[type].kind);
}

function isScalar(kind: BtfKind): boolean {
  return kind === 'int' || kind === 'enum';
}

/** __btf_type_is_scalar_struct(): nothing but scalars, arrays of them, and such structures. */
export function type_is_scalar_struct(m: Machine, type: number): boolean {
  return type >= 0 && scalarStruct(m, type, 0) === 'scalars';
}

/** __btf_type_is_scalar_struct() gives up at a structure that lies too deep. */
export function type_nests_too_deep(m: Machine, type: number): boolean {
  return type >= 0 && scalarStruct(m, type, 0) === 'too deep';
}

/** The first member that is no scalar decides. */
function scalarStruct(m: Machine, type: number, depth: number): 'scalars' | 'too deep' | 'other' {
  const { types } = m;
  const t = types[type];
  if (!isComposite(t) || isOpaque(t)) return 'other';
  for (const member of t.members) {
    const memberType = types[member.type];
    if (isComposite(memberType)) {
      const found = depth < MAX_SCALAR_STRUCT_DEPTH ? scalarStruct(m, member.type, depth + 1) : 'too deep';
      if (found !== 'scalars') return found;
    } else if (memberType.kind === 'array') {
      if (memberType.count === 0 || !isScalar(types[memberType.type].kind)) return 'other';
    } else if (!isScalar(memberType.kind)) return 'other';
  }
  return 'scalars';
}

export function type_is_void(m: Machine, type: number): boolean {
  return type >= 0 && m.types[type].kind === 'void';
}

export function type_is_pointer(m: Machine, type: number): boolean {
  return type >= 0 && m.types[type].kind === 'ptr';
}

/** What a pointer points to; none for anything else. */
export function type_pointee(m: Machine, type: number): number {
  return type_is_pointer(m, type) ? m.types[type].type : -1;
}

/** Bytes, 0 when it has no size. */
export function type_size(m: Machine, type: number): number {
  return type < 0 ? 0 : m.types[type].size;
}

/** btf_resolve_size() finds one. */
export function type_size_known(m: Machine, type: number): boolean {
  if (type < 0) return false;
  const { kind } = m.types[type];
  return kind !== 'void' && kind !== 'fwd' && kind !== 'func_proto' && kind !== 'other';
}

/** btf_struct_ids_match(): `off` in bytes; false when the way there is not known, which the outcome of the walk says. */
export function type_matches(m: Machine, type: number, off: number, needed: number, strict: boolean): boolean {
  if (type >= 0 && needed >= 0) return structMatches(m.types, m.walk, type, off, needed, strict);
  m.walk.outcome = UNKNOWN_LAYOUT;
  return false;
}

/** btf_type_is_int() */
export function type_is_int(m: Machine, type: number): boolean {
  return type >= 0 && m.types[type].kind === 'int';
}

/** __btf_type_is_struct(): no union. */
export function type_is_plain_struct(m: Machine, type: number): boolean {
  return type >= 0 && m.types[type].kind === 'struct';
}

/** MEM_USER or MEM_PERCPU of a pointer that is tagged so, 0 for others. */
export function type_tag_flags(m: Machine, type: number): number {
  const tag = type < 0 ? '' : m.types[type].tags[0];
  if (tag === 'user') return MEM_USER;
  return tag === 'percpu' ? MEM_PERCPU : 0;
}

/** The structure of that name, -1 when the facts lack it. */
export function struct_named(m: Machine, name: string): number {
  return m.tables.structNamed(name);
}

// ---------------------------------------------------------------- the last walk

export function walk_outcome(m: Machine): number {
  return m.walk.outcome;
}

export function walk_struct_name(m: Machine): string {
  return m.walk.structName;
}

export function walk_member_name(m: Machine): string {
  return m.walk.memberName;
}

export function walk_member_offset(m: Machine): number {
  return m.walk.memberOffset;
}

export function walk_member_end(m: Machine): number {
  return m.walk.memberEnd;
}

export function walk_off(m: Machine): number {
  return m.walk.off;
}

export function walk_type(m: Machine): number {
  return m.walk.type;
}

export function walk_flags(m: Machine): number {
  return m.walk.flags;
}

/** btf_struct_access() of `size` bytes at `off`; the `walk` words say what was found. */
export function walk_struct(m: Machine, type: number, off: number, size: number): void {
  walkAccess(m.types, m.walk, type, off, size);
}
