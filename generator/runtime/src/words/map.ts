/** Questions about maps and the kptrs in their values. A map's handle is its index in `Program.maps`, a field's is `map * 16 + i`. */
import type { Kernel } from '../abi.js';
import type { Machine } from '../machine.js';
import type { KptrField } from '../program.js';
import { kernelTables } from '../type-tables.js';

/** More than any kernel allows in one value. */
const FIELDS_PER_MAP = 16;
const NONE = -1;

export function map_name(m: Machine, map: number): string {
  return m.maps[map].name;
}

/** UAPI name, lower case, without prefix. */
export function map_type(m: Machine, map: number): string {
  return m.maps[map].type;
}

/** BPF_MAP_TYPE_*, -1 when the spec does not have the type. */
export function map_type_number(m: Machine, map: number): number {
  const entry = m.mapTypes[map];
  return entry === undefined ? NONE : m.kernel.mapTypes.indexOf(entry);
}

/** Bytes. */
export function map_key_size(m: Machine, map: number): number {
  return m.maps[map].keySize;
}

/** Bytes. */
export function map_value_size(m: Machine, map: number): number {
  return m.maps[map].valueSize;
}

export function map_flags(m: Machine, map: number): number {
  return m.maps[map].flags;
}

export function map_max_entries(m: Machine, map: number): number {
  return m.maps[map].maxEntries;
}

export function map_has_btf(m: Machine, map: number): boolean {
  return m.maps[map].hasBtf;
}

/** The template of the maps that it holds. */
export function map_inner(m: Machine, map: number): number {
  return m.maps[map].inner;
}

/** Offset in the value, negative when there is none (map_value_has_spin_lock). */
export function map_spin_lock_off(m: Machine, map: number): number {
  return m.maps[map].spinLock;
}

/** Offset in the value, negative when there is none (map_value_has_timer). */
export function map_timer_off(m: Machine, map: number): number {
  return m.maps[map].timer;
}

/** How many kptrs the value has; a negative errno when they could not be made out. */
export function map_kptr_count(m: Machine, map: number): number {
  const { kptrs, kptrErrno } = m.maps[map];
  return kptrs.length === 0 && kptrErrno !== undefined ? kptrErrno : kptrs.length;
}

/** Is the map frozen, so that nobody writes to it any more (bpf_map_is_rdonly asks for more). */
export function map_is_frozen(m: Machine, map: number): boolean {
  return m.maps[map].frozen === true;
}

/** Is it known what `size` bytes at `off` of the value of a frozen map are. */
export function map_contents_known(m: Machine, map: number, off: number, size: number): boolean {
  const { contents, unknownContents = [] } = m.maps[map];
  return contents !== undefined && !unknownContents.some(([from, to]) => off < to && from < off + size);
}

/** strnchr(): is a byte from `off` to the end of the value zero. */
export function map_has_zero_from(m: Machine, map: number, off: number): boolean {
  return m.maps[map].contents?.includes(0, off) === true;
}

/** Does the map's type have map_direct_value_addr(). */
export function map_holds_direct_values(m: Machine, map: number): boolean {
  return m.mapTypes[map]?.properties.direct_value !== undefined;
}

/** check_map_func_compatibility() from the map's side: property `helpers` of the map type names all that take such a map. */
export function map_takes_helper(m: Machine, map: number, helper: number): boolean {
  const takes = m.mapTypes[map]?.properties.helpers;
  return takes === undefined || takes.includes(m.kernel.helperNames[helper]);
}

/** The same from the helper's side: when map types claim a helper, it takes no others. */
export function map_taken_by_helper(m: Machine, map: number, helper: number): boolean {
  const name = m.kernel.helperNames[helper];
  return !claimedHelpers(m.kernel).has(name) || m.mapTypes[map]?.properties.claims?.includes(name) === true;
}

const claimsOf = new WeakMap<Kernel, ReadonlySet<string | number>>();

function claimedHelpers(kernel: Kernel): ReadonlySet<string | number> {
  const known = claimsOf.get(kernel);
  if (known !== undefined) return known;
  const claims = new Set(kernel.mapTypes.flatMap((type) => type.properties.claims ?? []));
  claimsOf.set(kernel, claims);
  return claims;
}

/** bpf_map_kptr_off_contains(): `off` in bytes. */
export function map_field(m: Machine, map: number, off: number): number {
  const { kptrs } = m.maps[map];
  for (let i = 0; i < kptrs.length; i++) if (kptrs[i].offset === off) return map * FIELDS_PER_MAP + i;
  return NONE;
}

/** The first kptr with a byte in [from, to); kptrs are 8 bytes long. */
export function map_first_kptr_in(m: Machine, map: number, from: number, to: number): number {
  const { kptrs } = m.maps[map];
  for (let i = 0; i < kptrs.length; i++) {
    if (from < kptrs[i].offset + 8 && kptrs[i].offset < to) return map * FIELDS_PER_MAP + i;
  }
  return NONE;
}

function fieldOf(m: Machine, field: number): KptrField {
  return m.maps[Math.floor(field / FIELDS_PER_MAP)].kptrs[field % FIELDS_PER_MAP];
}

/** 0 kptr_unref, 1 kptr_ref. */
export function field_kind(m: Machine, field: number): number {
  return fieldOf(m, field).kind === 'ref' ? 1 : 0;
}

/** Bytes. */
export function field_offset(m: Machine, field: number): number {
  return fieldOf(m, field).offset;
}

export function field_type_name(m: Machine, field: number): string {
  return fieldOf(m, field).typeName;
}

/**
 * Index into `Machine.types`, -1 when the structure is not known. A reference takes one that the facts have: they tell whether the kernel has a
 * destructor for it, without which the field is no kptr at all.
 */
export function field_type(m: Machine, field: number): number {
  const { kind, typeName } = fieldOf(m, field);
  return (kind === 'ref' ? kernelTables(m.kernel) : m.tables).structNamed(typeName);
}

/** The kernel's structure for maps of this type: property `struct` of the map type. -1 when the facts lack it. */
export function map_kernel_type(m: Machine, map: number): number {
  const name = m.mapTypes[map]?.properties.struct?.[0];
  return typeof name === 'string' ? m.tables.structNamed(name) : NONE;
}
