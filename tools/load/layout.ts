import { type BtfBuilder, type KptrTags, MAX_KPTRS, type NewMember } from './btf/index.js';
import { failed, type Loaded, loaded } from './result.js';

/** What stands at one place of a map's key or value. */
export type FieldType =
  | { readonly kind: 'scalar'; readonly name: ScalarName; readonly length?: number }
  /** A kptr without (`unref`) or with (`ref`) a reference, or a plain pointer, to a structure of the kernel. */
  | { readonly kind: 'unref' | 'ref' | 'ptr'; readonly struct: string }
  /** A pointer with a type tag of one's own. */
  | { readonly kind: 'tagged'; readonly tag: string; readonly struct: string }
  | { readonly kind: 'spin_lock' | 'timer' };

export interface Field {
  /** In bytes. */
  readonly offset: number;
  readonly type: FieldType;
  /** Empty: the member gets a name by its offset. */
  readonly name: string;
}

/** A value is a structure of fields, or one scalar (then it can hold nothing special). */
export type ValueLayout =
  | { readonly kind: 'struct'; readonly fields: readonly Field[]; readonly size: number }
  | { readonly kind: 'scalar'; readonly type: FieldType & { readonly kind: 'scalar' } };

export type ScalarName = keyof typeof SCALARS;

/** Scalars by the name that a text gives them: C name, size in bytes, signed. */
export const SCALARS = {
  u8: { c: 'unsigned char', size: 1, signed: false },
  u16: { c: 'unsigned short', size: 2, signed: false },
  u32: { c: 'unsigned int', size: 4, signed: false },
  u64: { c: 'unsigned long long', size: 8, signed: false },
  s8: { c: 'signed char', size: 1, signed: true },
  s16: { c: 'short', size: 2, signed: true },
  s32: { c: 'int', size: 4, signed: true },
  s64: { c: 'long long', size: 8, signed: true },
  char: { c: 'char', size: 1, signed: true },
} as const;

/** Is there a scalar of that name (`u32`, `s8`, `char`). */
export function isScalarName(name: string): name is ScalarName {
  return Object.hasOwn(SCALARS, name);
}

const SPIN_LOCK_SIZE = 4;
const TIMER_SIZE = 16;

/** Size of a field in bytes. */
export function fieldSize(type: FieldType): number {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.name].size * (type.length ?? 1);
    case 'spin_lock':
      return SPIN_LOCK_SIZE;
    case 'timer':
      return TIMER_SIZE;
    default:
      return 8;
  }
}

/** Alignment of a field in bytes, as C gives it. */
export function fieldAlignment(type: FieldType): number {
  switch (type.kind) {
    case 'scalar':
      return SCALARS[type.name].size;
    case 'spin_lock':
      return 4;
    default:
      return 8;
  }
}

/** Size of a whole value in bytes. */
export function layoutSize(layout: ValueLayout): number {
  return layout.kind === 'scalar' ? fieldSize(layout.type) : layout.size;
}

/** Adds a layout's type to a BTF blob and gives its id. */
export function addLayout(btf: BtfBuilder, layout: ValueLayout, name: string, tags: KptrTags): number {
  if (layout.kind === 'scalar') return addField(btf, layout.type, tags);
  const members: NewMember[] = layout.fields.map((field) => ({
    name: field.name === '' ? `at_${field.offset}` : field.name,
    type: addField(btf, field.type, tags),
    bitOffset: field.offset * 8,
  }));
  return btf.struct(name, layout.size, members);
}

function addField(btf: BtfBuilder, type: FieldType, tags: KptrTags): number {
  switch (type.kind) {
    case 'scalar': {
      const { c, size, signed } = SCALARS[type.name];
      const id = btf.int(c, size, signed);
      return type.length === undefined ? id : btf.array(id, type.length);
    }
    case 'spin_lock':
      return btf.struct('bpf_spin_lock', SPIN_LOCK_SIZE, [{ name: 'val', type: btf.int('unsigned int', 4), bitOffset: 0 }]);
    case 'timer':
      return btf.struct('bpf_timer', TIMER_SIZE, [{ name: 'opaque', type: btf.array(btf.int('unsigned long long', 8), 2), bitOffset: 0 }]);
    case 'ptr':
      return btf.ptr(btf.struct(type.struct, 0, []));
    case 'tagged':
      return btf.ptr(btf.typeTag(type.tag, btf.struct(type.struct, 0, [])));
    default:
      return btf.ptr(btf.typeTag(type.kind === 'ref' ? tags.ref : tags.unref, btf.struct(type.struct, 0, [])));
  }
}

/** The layout of a key of a size: the integer of that size, else an array of bytes. */
export function plainKey(size: number): ValueLayout {
  const names: Readonly<Record<number, ScalarName>> = { 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' };
  const name = names[size];
  return { kind: 'scalar', type: name === undefined ? { kind: 'scalar', name: 'u8', length: size } : { kind: 'scalar', name } };
}

/** A key that a map of some type may have when it carries BTF, by its size. */
export function keyOf(mapType: string, size: number): ValueLayout {
  if (mapType === 'lpm_trie')
    return { kind: 'struct', fields: [{ offset: 0, type: { kind: 'scalar', name: 'u8', length: size }, name: '' }], size };
  if (!mapType.endsWith('cgroup_storage') || size !== 16) return plainKey(size);
  const fields: Field[] = [
    { offset: 0, type: { kind: 'scalar', name: 'u64' }, name: '' },
    { offset: 8, type: { kind: 'scalar', name: 'u32' }, name: '' },
  ];
  return { kind: 'struct', fields, size };
}

/** What the layout of a map's value must have: the special fields that a loader found in it. */
export interface LayoutFacts {
  readonly valueSize: number;
  readonly spinLock: number;
  readonly timer: number;
  readonly kptrs: readonly { readonly offset: number; readonly kind: 'ref' | 'unref'; readonly typeName: string }[];
  /** -7 when there were too many kptrs. */
  readonly kptrErrno?: number;
}

const E2BIG = -7;
const EINVAL = -22;

/** A layout in which the kernel finds just what it found in a map's value: BTF itself is not kept in a program. */
export function layoutOf(map: LayoutFacts): Loaded<ValueLayout> {
  const { valueSize, spinLock, timer, kptrs } = map;
  if (spinLock === EINVAL && timer === EINVAL && kptrs.length === 0) return loaded(plainKey(valueSize));
  if (spinLock === EINVAL || timer === EINVAL) return failed('a spin lock or timer that is not aligned can not be written down');
  const fields: Field[] = kptrs.map((k) => ({ offset: k.offset, type: { kind: k.kind, struct: k.typeName }, name: '' }));
  place(fields, { kind: 'spin_lock' }, spinLock, valueSize, 2);
  place(fields, { kind: 'timer' }, timer, valueSize, 2);
  place(fields, { kind: 'unref', struct: 'task_struct' }, map.kptrErrno ?? 0, valueSize, MAX_KPTRS + 1);
  fields.sort((a, b) => a.offset - b.offset);
  return loaded({ kind: 'struct', fields, size: valueSize });
}

// One at its offset, none, or so many where there is room that the kernel gives up on all.
function place(fields: Field[], type: FieldType, offset: number, valueSize: number, tooMany: number): void {
  if (offset >= 0 && type.kind !== 'unref') fields.push({ offset, type, name: '' });
  if (offset !== E2BIG) return;
  const size = fieldSize(type);
  let missing = tooMany;
  for (let at = 0; at + size <= valueSize && missing > 0; at += 8) {
    if (fields.some((f) => f.offset < at + size && at < f.offset + fieldSize(f.type))) continue;
    fields.push({ offset: at, type, name: '' });
    missing--;
  }
}
