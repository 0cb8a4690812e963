import { type Btf, KIND } from '../load/btf/index.js';

/** A type or function to start from, and how many pointers away structs are still wanted whole. */
export interface Root {
  readonly id: number;
  readonly depth: number;
}

/** Ids of the types that are reached, and whether a struct's members are wanted or it stays opaque. */
export type Reached = ReadonlyMap<number, 'whole' | 'opaque'>;

const OPAQUE = -1;

/**
 * Everything the roots need. What a struct embeds is as near as the struct itself; a pointer is one step. Beyond a root's
 * depth a struct is opaque: the verifier may hold a pointer to it, but not look inside.
 */
export function reach(btf: Btf, roots: readonly Root[]): Reached {
  const left = new Map<number, number>();
  const work: Root[] = [...roots];
  for (let next = work.pop(); next; next = work.pop()) {
    const depth = Math.max(next.depth, OPAQUE);
    if (next.id === 0 || (left.get(next.id) ?? -2) >= depth) continue;
    left.set(next.id, depth);
    const step = btf.kind(next.id) === KIND.ptr ? 1 : 0;
    for (const id of usedBy(btf, next.id, depth)) work.push({ id, depth: depth - step });
  }
  return new Map([...left].map(([id, depth]) => [id, depth > OPAQUE ? 'whole' : 'opaque']));
}

function usedBy(btf: Btf, id: number, depth: number): readonly number[] {
  switch (btf.kind(id)) {
    // What a function pointer takes is nothing the verifier asks for, unless the prototype is a root itself.
    case KIND.ptr:
      return btf.kind(btf.sizeOrType(id)) === KIND.func_proto ? [] : [btf.sizeOrType(id)];
    case KIND.typedef:
    case KIND.volatile:
    case KIND.const:
    case KIND.restrict:
    case KIND.type_tag:
    case KIND.func:
    case KIND.var:
      return [btf.sizeOrType(id)];
    case KIND.array:
      return [btf.array(id).element];
    case KIND.func_proto:
      return [btf.sizeOrType(id), ...btf.params(id).map((p) => p.type)];
    case KIND.struct:
    case KIND.union:
      return depth === OPAQUE ? [] : btf.members(id).map((m) => m.type);
    default:
      return [];
  }
}
