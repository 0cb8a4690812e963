import { KIND, POINTER_SIZE } from './kinds.js';
import type { Btf } from './table.js';

/** How a kernel names kptrs in type tags: data of its spec, since 6.4 turned the names round. */
export interface KptrTags {
  /** Tag of a pointer without a reference: `kptr` on 6.1. */
  readonly unref: string;
  /** Tag of a pointer that owns a reference: `kptr_ref` on 6.1. */
  readonly ref: string;
}

/** What the kernel must know of a structure that a kptr points to; a question left out is answered with yes. */
export interface KernelTypes {
  /** Is there a structure of that name in the BTF of the kernel or a module (bpf_find_btf_id)? */
  readonly hasStruct?: (name: string) => boolean;
  /** Has it a registered destructor (btf_find_dtor_kfunc)? Only such a type can be a referenced kptr. */
  readonly hasDestructor?: (name: string) => boolean;
}

export interface FoundKptr {
  readonly offset: number;
  readonly kind: 'ref' | 'unref';
  readonly typeName: string;
}

/** Special fields of a map's value. Offsets in bytes; where the kernel finds none, the negative errno that it keeps instead. */
export interface ValueFields {
  /** Offset of the bpf_spin_lock (btf_find_spin_lock), or -ENOENT none, -E2BIG several, -EINVAL no structure or not aligned. */
  readonly spinLock: number;
  /** Offset of the bpf_timer (btf_find_timer), or a negative errno likewise. */
  readonly timer: number;
  /** Ordered by offset; empty when there is none or the search failed: the map is then made without any. */
  readonly kptrs: readonly FoundKptr[];
  /** Why btf_parse_kptrs gave up, as a negative errno; 0 when it did not. */
  readonly kptrErrno: number;
}

const ENOENT = -2;
const E2BIG = -7;
const EINVAL = -22;

/** The most kptrs that a value may have (BPF_MAP_VALUE_OFF_MAX). */
export const MAX_KPTRS = 8;

/** What a search does with one member: an errno, a field found, or nothing. */
type Visit = (type: number, offset: number) => number | 'found' | 'ignore';

/**
 * Finds spin lock, timer and kptrs in a map's value type as 6.1 does (btf_find_field, btf_find_kptr, btf_parse_kptrs in
 * kernel/bpf/btf.c): one level deep, and every member of a structure must stand at a multiple of 8 for kptrs to be found at all.
 *
 * @param value the type behind modifiers, as btf_type_id_size resolves it
 */
export function findValueFields(btf: Btf, value: number, tags: KptrTags, types: KernelTypes = {}): ValueFields {
  const kptrs: FoundKptr[] = [];
  const searched = search(btf, value, { align: 8, size: POINTER_SIZE, most: MAX_KPTRS }, (type, offset) => {
    const found = kptrOf(btf, type, tags);
    if (found === 'ignore' || typeof found === 'number') return found;
    kptrs.push({ offset, ...found });
    return 'found';
  });
  const kptrErrno = searched < 0 ? searched : unknownType(kptrs, types);
  return {
    spinLock: findStruct(btf, value, 'bpf_spin_lock', 4, 4),
    timer: findStruct(btf, value, 'bpf_timer', 16, 8),
    kptrs: kptrErrno === 0 ? kptrs : [],
    kptrErrno,
  };
}

interface Wanted {
  readonly name?: string;
  readonly align: number;
  readonly size: number;
  readonly most: number;
}

function findStruct(btf: Btf, value: number, name: string, size: number, align: number): number {
  let at = ENOENT;
  const count = search(btf, value, { name, align, size, most: 1 }, (type, offset) => {
    if (btf.kind(type) !== KIND.struct || btf.sizeOrType(type) !== size) return 'ignore';
    at = offset;
    return 'found';
  });
  return count < 0 ? count : at;
}

/** Number of fields found, or a negative errno. */
function search(btf: Btf, value: number, wanted: Wanted, visit: Visit): number {
  const kind = btf.kind(value);
  if (kind !== KIND.struct && kind !== KIND.datasec) return EINVAL;
  let found = 0;
  for (let i = 0; i < btf.vlen(value); i++) {
    let type: number;
    let offset: number;
    if (kind === KIND.struct) {
      const member = btf.member(value, i);
      type = member.type;
      if (wanted.name !== undefined && btf.name(type) !== wanted.name) continue;
      if (member.bitOffset % 8 !== 0) return EINVAL;
      offset = member.bitOffset / 8;
    } else {
      type = btf.sizeOrType(btf.trailingWord(value, 12 * i));
      offset = btf.trailingWord(value, 12 * i + 4);
      if (wanted.name !== undefined && btf.name(type) !== wanted.name) continue;
      if (btf.trailingWord(value, 12 * i + 8) !== wanted.size) continue;
    }
    if (offset % wanted.align !== 0) return EINVAL;
    const seen = visit(type, offset);
    if (typeof seen === 'number') return seen;
    if (seen === 'found' && ++found > wanted.most) return E2BIG;
  }
  return found;
}

function kptrOf(btf: Btf, type: number, tags: KptrTags): Omit<FoundKptr, 'offset'> | number | 'ignore' {
  if (btf.kind(type) !== KIND.ptr) return 'ignore';
  const tagged = btf.sizeOrType(type);
  if (btf.kind(tagged) !== KIND.type_tag) return 'ignore';
  if (btf.kind(btf.sizeOrType(tagged)) === KIND.type_tag) return EINVAL;
  const tag = btf.name(tagged);
  if (tag !== tags.ref && tag !== tags.unref) return EINVAL;
  const target = btf.skipModifiers(tagged);
  if (btf.kind(target) !== KIND.struct) return EINVAL;
  return { kind: tag === tags.ref ? 'ref' : 'unref', typeName: btf.name(target) };
}

function unknownType(kptrs: readonly FoundKptr[], types: KernelTypes): number {
  for (const { kind, typeName } of kptrs) {
    if (typeName === '') return ENOENT;
    if (types.hasStruct?.(typeName) === false) return ENOENT;
    if (kind === 'ref' && types.hasDestructor?.(typeName) === false) return ENOENT;
  }
  return 0;
}
