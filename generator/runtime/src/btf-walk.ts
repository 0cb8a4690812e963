/**
 * What lies at an offset of a kernel structure (kernel/bpf/btf.c btf_struct_walk, btf_struct_access, btf_struct_ids_match).
 * Types are `Machine.types`: typedefs and modifiers stripped. One thing of theirs counts all the same: an array whose elements go by a
 * typedef has that typedef's name as its own name, since the kernel does not recognise such an element as a structure.
 */
import type { BtfType } from './btf-types.js';
import { MEM_PERCPU, MEM_USER } from './layout.js';

/** Outcomes of a walk, in the order of the spec's `walk_outcome`. */
export const FOUND_SCALAR = 0;
export const FOUND_POINTER = 1;
const FOUND_STRUCT = 2;
export const NOT_A_STRUCT = 3;
export const BEYOND_STRUCT = 4;
const NO_SIZE = 5;
export const PART_OF_POINTER = 6;
export const BEYOND_MEMBER = 7;
export const NO_FIELD = 8;
/** The members of a structure on the way were not extracted. */
export const UNKNOWN_LAYOUT = 9;

/** The last walk: its outcome and what a message says about it. Offsets in bytes. */
export class Walk {
  outcome = FOUND_SCALAR;
  /** The structure in which it ended. */
  structName = '';
  memberName = '';
  /** Begin of the member, or of the array's element, in that structure. */
  memberOffset = 0;
  /** End of the member; of a whole array, when it is one. */
  memberEnd = 0;
  /** The offset in that structure. */
  off = 0;
  /** Index of the nested structure, or of the one that the pointer found points to; -1 for none. */
  type = -1;
  /** MEM_USER or MEM_PERCPU when the pointer found is tagged so. */
  flags = 0;
  /** Name of the typedef by which an array's element is known, empty for none. */
  typedef = '';
}

export function isComposite(type: BtfType): boolean {
  return type.kind === 'struct' || type.kind === 'union';
}

/** A structure of which only name and size are known. C has none with a size and no members. */
export function isOpaque(type: BtfType): boolean {
  return isComposite(type) && type.members.length === 0 && type.size > 0;
}

/** A structure whose last member is an array without length goes on behind its end: an offset there, in elements. -1: no such thing. */
function flexibleElement(types: readonly BtfType[], t: BtfType, off: number): BtfType | null {
  if (t.members.length === 0) return null;
  const last = t.members[t.members.length - 1];
  const array = types[last.type];
  if (array.kind !== 'array' || array.count !== 0 || off < last.bitOffset >> 3) return null;
  const element = types[array.type];
  if (element.kind === 'int') return element;
  return isComposite(element) && element.size > 0 ? element : null;
}

/** __btf_name_by_offset() */
function nameOf(named: { readonly name: string }): string {
  return named.name === '' ? '(anon)' : named.name;
}

function end(walk: Walk, outcome: number, t: BtfType, off: number): number {
  walk.structName = nameOf(t);
  walk.off = off;
  walk.outcome = outcome;
  return outcome;
}

/** A pointer member: it must be read whole, and leads on when it points to a structure. -1: it points to something else. */
function pointerMember(types: readonly BtfType[], walk: Walk, t: BtfType, pointer: BtfType, off: number, size: number): number {
  if (size !== pointer.size || off !== walk.memberOffset) return end(walk, PART_OF_POINTER, t, off);
  if (!isComposite(types[pointer.type])) return -1;
  walk.type = pointer.type;
  const tag = pointer.tags[0];
  walk.flags = tag === 'user' ? MEM_USER : tag === 'percpu' ? MEM_PERCPU : 0;
  return end(walk, FOUND_POINTER, t, off);
}

/**
 * btf_struct_walk() of `size` bytes at `offset`: the scalar or pointer there, or the structure that begins there. Goes into nested
 * structures until one begins exactly at the offset.
 */
function walkStep(types: readonly BtfType[], walk: Walk, type: number, offset: number, size: number): number {
  let t = types[type];
  let off = offset;
  for (;;) {
    if (!isComposite(t)) return end(walk, NOT_A_STRUCT, t, off);
    if (isOpaque(t)) return end(walk, UNKNOWN_LAYOUT, t, off);
    if (off + size > t.size) {
      const element = flexibleElement(types, t, off);
      if (element === null) return end(walk, BEYOND_STRUCT, t, off);
      if (element.kind === 'int') return end(walk, FOUND_SCALAR, t, off);
      off = (off - (t.members[t.members.length - 1].bitOffset >> 3)) % element.size;
      t = element;
      continue;
    }
    const nested = walkMembers(types, walk, t, off, size);
    if (nested < 0) return walk.outcome;
    t = types[nested];
    off -= walk.memberOffset;
  }
}

/** The member at an offset: -1 when the walk is over (the outcome is in `walk`), else the structure to go on in. */
function walkMembers(types: readonly BtfType[], walk: Walk, t: BtfType, off: number, size: number): number {
  for (const member of t.members) {
    let begin = member.bitOffset >> 3;
    if (off + size <= begin) break;
    if (member.bitSize !== 0) {
      // A bit field counts only when all of it is read.
      if (off <= begin && (member.bitOffset + member.bitSize + 7) >> 3 <= off + size) return finish(walk, FOUND_SCALAR, t, off);
      continue;
    }
    if (off < begin) break;
    let index = member.type;
    let found = types[index];
    walk.memberName = nameOf(member);
    if (found.kind === 'void' || found.kind === 'func_proto' || found.kind === 'fwd') return finish(walk, NO_SIZE, t, off);
    const trueEnd = begin + found.size;
    if (off >= trueEnd) continue;
    walk.typedef = '';
    while (found.kind === 'array') {
      walk.typedef = found.name;
      index = found.type;
      found = types[index];
    }
    if (types[member.type].kind === 'array') begin += Math.floor((off - begin) / found.size) * found.size;
    walk.memberOffset = begin;
    walk.memberEnd = trueEnd;
    if (isComposite(found)) {
      if (off !== begin) return index;
      walk.type = index;
      return finish(walk, FOUND_STRUCT, t, off);
    }
    if (found.kind === 'ptr' && pointerMember(types, walk, t, found, off, size) >= 0) return -1;
    return finish(walk, off + size > trueEnd ? BEYOND_MEMBER : FOUND_SCALAR, t, off);
  }
  return finish(walk, NO_FIELD, t, off);
}

function finish(walk: Walk, outcome: number, t: BtfType, off: number): -1 {
  end(walk, outcome, t, off);
  return -1;
}

/** Is the structure found known by a typedef alone: the search ends there, since the kernel takes that for no structure. */
function isTypedef(walk: Walk): boolean {
  if (walk.typedef === '') return false;
  walk.structName = walk.typedef;
  walk.outcome = NOT_A_STRUCT;
  return true;
}

/** btf_struct_access(): the scalar or pointer that `size` bytes at `offset` are, through structures that begin there. */
export function walkAccess(types: readonly BtfType[], walk: Walk, type: number, offset: number, size: number): number {
  let t = type;
  let off = offset;
  while (walkStep(types, walk, t, off, size) === FOUND_STRUCT) {
    if (isTypedef(walk)) return NOT_A_STRUCT;
    t = walk.type;
    off = 0;
  }
  return walk.outcome;
}

/**
 * btf_struct_ids_match(): is `have` the needed type, or (unless strict) does it hold that type at `offset`? Types of one kernel are the
 * same when their indexes are. `walk` says what a search that was made in vain met.
 */
export function structMatches(types: readonly BtfType[], walk: Walk, have: number, offset: number, need: number, strict: boolean): boolean {
  if (offset === 0 && have === need) return true;
  if (strict) return false;
  let t = have;
  let off = offset;
  for (;;) {
    if (walkStep(types, walk, t, off, 1) !== FOUND_STRUCT || isTypedef(walk)) return false;
    if (walk.type === need) return true;
    t = walk.type;
    off = 0;
  }
}
