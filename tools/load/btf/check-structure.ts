import { isModifier, KIND, kindName, MAX_RESOLVE_DEPTH } from './kinds.js';
import type { Btf } from './table.js';

/**
 * Checks how types hang together, after each was checked on its own: nothing contains itself, what must have a size has one,
 * members fit (btf_check_all_types and the resolve functions of kernel/bpf/btf.c). Undefined when all is well, else what is wrong.
 */
export function checkStructure(btf: Btf): string | undefined {
  const loop = findLoop(btf, containedBy) ?? findLoop(btf, pointedToBy);
  if (loop !== undefined) return loop;
  for (let id = 1; id < btf.count; id++) {
    const wrong = checkType(btf, id);
    if (wrong !== undefined) return `type ${id} (${kindName(btf.kind(id))}): ${wrong}`;
  }
  return undefined;
}

/** The index-th type that a type needs to be complete; undefined when there are no more, 0 for one that needs no following. */
type Edge = (btf: Btf, id: number, index: number) => number | undefined;

// What a type contains by value. Pointers end a chain: a structure may point to itself.
const containedBy: Edge = (btf, id, index) => {
  const kind = btf.kind(id);
  if (kind === KIND.struct || kind === KIND.union) return index < btf.vlen(id) ? btf.trailingWord(id, 12 * index + 4) : undefined;
  if (kind === KIND.array) return index < 2 ? btf.trailingWord(id, 4 * index) : undefined;
  return index === 0 && (isModifier(kind) || kind === KIND.var) ? btf.sizeOrType(id) : undefined;
};

// Chains of pointers and modifiers alone, such as a typedef of a pointer to itself.
const pointedToBy: Edge = (btf, id, index) => {
  const kind = btf.kind(id);
  return index === 0 && (isModifier(kind) || kind === KIND.ptr) ? btf.sizeOrType(id) : undefined;
};

const NEW = 0;
const OPEN = 1;
const DONE = 2;

/** Depth-first with a stack as deep as the kernel's, so that neither a loop nor a long chain costs more than a step for each type. */
function findLoop(btf: Btf, edge: Edge): string | undefined {
  const state = new Uint8Array(btf.count);
  const path = new Uint32Array(MAX_RESOLVE_DEPTH);
  const next = new Uint32Array(MAX_RESOLVE_DEPTH);
  for (let root = 1; root < btf.count; root++) {
    if (state[root] !== NEW) continue;
    let depth = 0;
    path[0] = root;
    next[0] = 0;
    state[root] = OPEN;
    while (depth >= 0) {
      const id = path[depth] ?? 0;
      const index = next[depth] ?? 0;
      const to = edge(btf, id, index);
      if (to === undefined) {
        state[id] = DONE;
        depth--;
        continue;
      }
      next[depth] = index + 1;
      if (state[to] === DONE || edge(btf, to, 0) === undefined) continue;
      if (state[to] === OPEN) return `type ${to} (${kindName(btf.kind(to))}): contains itself`;
      if (++depth === MAX_RESOLVE_DEPTH) return `type ${root} (${kindName(btf.kind(root))}): nested deeper than ${MAX_RESOLVE_DEPTH}`;
      path[depth] = to;
      next[depth] = 0;
      state[to] = OPEN;
    }
  }
  return undefined;
}

function checkType(btf: Btf, id: number): string | undefined {
  const kind = btf.kind(id);
  const to = btf.sizeOrType(id);
  switch (kind) {
    case KIND.struct:
    case KIND.union:
      return checkMembers(btf, id);
    case KIND.array: {
      const { element, index } = btf.array(id);
      if (btf.kind(btf.skipModifiers(index)) !== KIND.int) return 'its index is no int';
      return sourceOnly(btf, element) || btf.sizeOf(element) === undefined || btf.sizeOf(id) === undefined
        ? 'its elements have no size'
        : undefined;
    }
    case KIND.var:
      return sourceOnly(btf, to) || btf.sizeOf(to) === undefined ? `its type ${to} has no size` : undefined;
    case KIND.ptr:
    case KIND.typedef:
    case KIND.volatile:
    case KIND.const:
    case KIND.restrict:
    case KIND.type_tag:
      return sourceOnly(btf, to) || btf.kind(to) === KIND.func
        ? `refers to type ${to} (${kindName(btf.kind(to))})`
        : checkTagOrder(btf, id);
    case KIND.datasec:
      return checkSection(btf, id);
    case KIND.func_proto:
      return checkProto(btf, id);
    case KIND.decl_tag:
      return checkDeclTag(btf, id);
    default:
      return undefined;
  }
}

// Kinds that nothing but a datasec or a declaration tag may refer to (btf_type_is_resolve_source_only).
function sourceOnly(btf: Btf, id: number): boolean {
  const kind = btf.kind(id);
  return kind === KIND.var || kind === KIND.decl_tag || kind === KIND.datasec;
}

function checkMembers(btf: Btf, id: number): string | undefined {
  const size = btf.sizeOrType(id);
  for (const [i, member] of btf.members(id).entries()) {
    const memberSize = sourceOnly(btf, member.type) ? undefined : btf.sizeOf(member.type);
    if (memberSize === undefined) return `member ${i}: type ${member.type} has no size`;
    const base = btf.skipModifiers(member.type);
    const kind = btf.kind(base);
    let bits = memberSize * 8;
    let start = member.bitOffset;
    if (kind === KIND.int) {
      const int = btf.int(base);
      bits = int.bits;
      // without kind_flag an int's own offset and width make the bitfield
      if (!btf.kindFlag(id)) start += int.offset;
    }
    if (member.bitfieldSize !== 0) {
      if (kind !== KIND.int && kind !== KIND.enum && kind !== KIND.enum64) return `member ${i}: a bitfield of ${kindName(kind)}`;
      if (member.bitfieldSize > bits) return `member ${i}: a bitfield of ${member.bitfieldSize} bits in ${bits}`;
      bits = member.bitfieldSize;
    } else if (start % 8 !== 0 && (kind !== KIND.int || btf.kindFlag(id))) {
      return `member ${i}: stands at bit ${start}, not on a byte`;
    }
    if (Math.ceil((start + bits) / 8) > size) return `member ${i}: ends behind its ${size} bytes`;
  }
  return undefined;
}

// Type tags stand in front of all other modifiers (btf_check_type_tags).
function checkTagOrder(btf: Btf, id: number): string | undefined {
  const kind = btf.kind(id);
  const other = isModifier(kind) && kind !== KIND.type_tag;
  return other && btf.kind(btf.sizeOrType(id)) === KIND.type_tag ? 'a type tag behind another modifier' : undefined;
}

function checkSection(btf: Btf, id: number): string | undefined {
  for (const [i, v] of btf.secVars(id).entries()) {
    if (btf.kind(v.type) !== KIND.var) return `member ${i}: type ${v.type} is no variable`;
    const size = btf.sizeOf(v.type);
    if (size === undefined || size > v.size) return `member ${i}: its type doesn't fit ${v.size} bytes`;
  }
  return undefined;
}

function checkProto(btf: Btf, id: number): string | undefined {
  const returns = btf.sizeOrType(id);
  if (returns !== 0 && (sourceOnly(btf, returns) || btf.sizeOf(returns) === undefined)) return 'its return type has no size';
  const params = btf.params(id);
  for (const [i, param] of params.entries()) {
    if (i === params.length - 1 && param.type === 0 && param.name === '') continue;
    if (!btf.isType(param.type) || sourceOnly(btf, param.type) || btf.sizeOf(param.type) === undefined)
      return `parameter ${i}: type ${param.type} has no size`;
  }
  return undefined;
}

function checkDeclTag(btf: Btf, id: number): string | undefined {
  const to = btf.sizeOrType(id);
  const kind = btf.kind(to);
  const component = btf.trailingWord(id, 0) | 0;
  const isAggregate = kind === KIND.struct || kind === KIND.union;
  if (!isAggregate && kind !== KIND.func && kind !== KIND.var && kind !== KIND.typedef) return `tags type ${to} (${kindName(kind)})`;
  if (component === -1) return undefined;
  const parts = isAggregate ? btf.vlen(to) : kind === KIND.func ? btf.vlen(btf.sizeOrType(to)) : 0;
  return component >= 0 && component < parts ? undefined : `tags part ${component} of ${parts}`;
}
