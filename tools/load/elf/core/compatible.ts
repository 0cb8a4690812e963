import { type Btf, KIND } from '../../btf/index.js';
import { enumeratorName, essentialName, isComposite, isEnum, sameKind } from './names.js';

/** How deep types are compared. */
const DEEPEST = 32;
/** So many comparisons are enough for any real pair of types; what needs more was made to cost time. */
const MOST_COMPARISONS = 1_000_000;

/** Answer to a comparison: `undefined` when it can't be given. */
export type Answer = boolean | undefined;

/** Two tables whose types are compared: the object's own and the kernel's. */
export class Comparison {
  readonly local: Btf;
  readonly target: Btf;
  #left = MOST_COMPARISONS;

  constructor(local: Btf, target: Btf) {
    this.local = local;
    this.target = target;
  }

  /** Could a field of one type be read as the other: kinds agree, integers of any size, structures of any name. */
  fields(localId: number, targetId: number): Answer {
    const { local, target } = this;
    let [l, t] = [localId, targetId];
    for (let depth = 0; depth < DEEPEST; depth++) {
      l = local.skipModifiers(l);
      t = target.skipModifiers(t);
      const kind = local.kind(l);
      if (isComposite(kind) && isComposite(target.kind(t))) return true;
      if (!sameKind(kind, target.kind(t))) return false;
      switch (kind) {
        case KIND.ptr:
        case KIND.float:
          return true;
        case KIND.fwd:
        case KIND.enum:
        case KIND.enum64: {
          const [a, b] = [essentialName(local.name(l)), essentialName(target.name(t))];
          return a === '' || b === '' || a === b;
        }
        case KIND.int:
          return local.int(l).offset === 0 && target.int(t).offset === 0;
        case KIND.array:
          l = local.array(l).element;
          t = target.array(t).element;
          break;
        default:
          return false;
      }
    }
    return undefined;
  }

  /** Are types of one kind, down to what pointers, arrays and prototypes refer to; names play no part (bpf_core_type_exists). */
  types(localId: number, targetId: number, level = DEEPEST): Answer {
    const { local, target } = this;
    if (!sameKind(local.kind(localId), target.kind(targetId))) return false;
    let [l, t] = [localId, targetId];
    for (let depth = 0; depth < DEEPEST; depth++) {
      if (--this.#left < 0) return undefined;
      l = local.skipModifiers(l);
      t = target.skipModifiers(t);
      const kind = local.kind(l);
      if (!sameKind(kind, target.kind(t))) return false;
      switch (kind) {
        case KIND.void:
        case KIND.struct:
        case KIND.union:
        case KIND.enum:
        case KIND.enum64:
        case KIND.fwd:
          return true;
        case KIND.int:
          return local.int(l).offset === 0 && target.int(t).offset === 0;
        case KIND.ptr:
          l = local.sizeOrType(l);
          t = target.sizeOrType(t);
          break;
        case KIND.array:
          l = local.array(l).element;
          t = target.array(t).element;
          break;
        case KIND.func_proto: {
          const same = this.#params(l, t, level, (a, b) => this.types(local.skipModifiers(a), target.skipModifiers(b), level - 1));
          if (same !== true) return same;
          l = local.skipModifiers(local.sizeOrType(l));
          t = target.skipModifiers(target.sizeOrType(t));
          break;
        }
        default:
          return false;
      }
    }
    return undefined;
  }

  #params(l: number, t: number, level: number, compare: (a: number, b: number) => Answer): Answer {
    const [mine, theirs] = [this.local.params(l), this.target.params(t)];
    if (mine.length !== theirs.length) return false;
    for (const [i, { type }] of mine.entries()) {
      if (level <= 0) return undefined;
      const same = compare(type, theirs[i]?.type ?? 0);
      if (same !== true) return same;
    }
    return true;
  }

  /** Does the kernel's type have all that the local one says: members by name and type, sizes of integers (bpf_core_type_matches). */
  matches(localId: number, targetId: number, isBehindPointer = false, level = DEEPEST): Answer {
    if (level <= 0) return undefined;
    const { local, target } = this;
    let [l, t, behind] = [localId, targetId, isBehindPointer];
    for (let depth = 0; depth < DEEPEST; depth++) {
      if (--this.#left < 0) return undefined;
      l = local.skipModifiers(l);
      t = target.skipModifiers(t);
      if (!namesMatch(local.name(l), target.name(t))) return false;
      const [kind, other] = [local.kind(l), target.kind(t)];
      switch (kind) {
        case KIND.void:
          return other === KIND.void;
        case KIND.fwd:
          return this.#forwardMatches(l, t, behind);
        case KIND.enum:
        case KIND.enum64:
          return isEnum(other) && this.#enumsMatch(l, t);
        case KIND.struct:
        case KIND.union:
          if (kind === other) return behind || this.#membersMatch(l, t, level);
          return behind && other === KIND.fwd && (kind === KIND.union) === target.kindFlag(t);
        case KIND.int:
          if (kind !== other) return false;
          return local.sizeOrType(l) === target.sizeOrType(t) && (local.int(l).encoding & 1) === (target.int(t).encoding & 1);
        case KIND.ptr:
          if (kind !== other) return false;
          behind = true;
          l = local.sizeOrType(l);
          t = target.sizeOrType(t);
          break;
        case KIND.array:
          if (kind !== other || local.array(l).length !== target.array(t).length) return false;
          l = local.array(l).element;
          t = target.array(t).element;
          break;
        case KIND.func_proto: {
          if (kind !== other) return false;
          const same = this.#params(l, t, level, (a, b) => this.matches(a, b, behind, level - 1));
          if (same !== true) return same;
          l = local.sizeOrType(l);
          t = target.sizeOrType(t);
          break;
        }
        default:
          return false;
      }
    }
    return undefined;
  }

  // A forward declaration's flag says whether it is one of a union.
  #forwardMatches(l: number, t: number, behind: boolean): boolean {
    const isUnion = this.local.kindFlag(l);
    const other = this.target.kind(t);
    if (other === KIND.fwd) return isUnion === this.target.kindFlag(t);
    return behind && (isUnion ? other === KIND.union : other === KIND.struct);
  }

  #enumsMatch(l: number, t: number): boolean {
    const { local, target } = this;
    if (local.sizeOrType(l) !== target.sizeOrType(t)) return false;
    const names = new Set<string>();
    for (let i = 0; i < target.vlen(t); i++) names.add(essentialName(enumeratorName(target, t, i)));
    for (let i = 0; i < local.vlen(l); i++) if (!names.has(essentialName(enumeratorName(local, l, i)))) return false;
    return true;
  }

  #membersMatch(l: number, t: number, level: number): Answer {
    const theirs = this.target.members(t);
    if (this.local.vlen(l) > theirs.length) return false;
    for (const mine of this.local.members(l)) {
      let found = false;
      for (const member of theirs) {
        if (--this.#left < 0) return undefined;
        if (!namesMatch(mine.name, member.name)) continue;
        const same = this.matches(mine.type, member.type, false, level - 1);
        if (same === undefined) return undefined;
        found = same;
        if (found) break;
      }
      if (!found) return false;
    }
    return true;
  }
}

function namesMatch(local: string, target: string): boolean {
  return target === '' ? local === '' : essentialName(local) === essentialName(target);
}
