import type { MemberLine, ParamLine, TypeRef } from '../../generator/facts/format.js';
import { KIND } from '../load/btf/index.js';
import type { KernelBtf } from './kernel-btf.js';

/** Writes references to the types of one BTF as the facts format has them. */
export class Namer {
  /** `struct sock`, `struct foo#2`, `u32`: named types by id. */
  readonly #names = new Map<number, string>();
  readonly #own = new Set<string>();

  /** Types with one name are told apart by `#2`, `#3` in the order of ids; a module's are counted by themselves. */
  constructor(readonly btf: KernelBtf) {
    this.#count(1, btf.firstId);
    for (const name of this.#count(btf.firstId, btf.types.count)) this.#own.add(name);
  }

  /** How a line of this BTF refers to a named type. */
  nameOf(id: number): string {
    const name = this.#names.get(id) ?? '';
    return id < this.btf.firstId && this.#own.has(name) ? `vmlinux:${name}` : name;
  }

  ref(id: number, options: { readonly keepConst?: boolean } = {}): TypeRef {
    const btf = this.btf.types;
    let suffix = '';
    let isConst = false;
    let at = id;
    for (;;) {
      switch (btf.kind(at)) {
        case KIND.ptr:
          suffix = `*${suffix}`;
          break;
        case KIND.array:
          suffix = `[${btf.array(at).length}]${suffix}`;
          break;
        case KIND.type_tag:
          suffix = `%${btf.name(at)} ${suffix}`;
          break;
        case KIND.const:
          isConst = true;
          break;
        case KIND.volatile:
        case KIND.restrict:
          break;
        default:
          return this.#base(at, suffix, isConst && options.keepConst === true ? 'const ' : '');
      }
      at = btf.kind(at) === KIND.array ? btf.array(at).element : btf.sizeOrType(at);
    }
  }

  members(id: number): readonly MemberLine[] {
    return this.btf.types
      .members(id)
      .map(
        (m): MemberLine =>
          m.bitfieldSize ? [m.name, m.bitOffset, this.ref(m.type), m.bitfieldSize] : [m.name, m.bitOffset, this.ref(m.type)],
      );
  }

  /** A func_proto's parameters and result. */
  prototype(id: number): { readonly params: readonly ParamLine[]; readonly returns: TypeRef } {
    const btf = this.btf.types;
    const params = btf.params(id).map((p): ParamLine => [p.name, this.ref(p.type, { keepConst: true })]);
    return { params, returns: this.ref(btf.sizeOrType(id), { keepConst: true }) };
  }

  #base(id: number, suffix: string, prefix: string): TypeRef {
    const btf = this.btf.types;
    const kind = btf.kind(id);
    if (kind === KIND.void) return `${prefix}void${suffix}`;
    if (kind === KIND.func_proto) return `${prefix}proto${suffix}`;
    if (btf.name(id) !== '') return prefix + this.nameOf(id) + suffix;
    const size = btf.sizeOrType(id);
    if (kind === KIND.enum || kind === KIND.enum64) return `${prefix}enum(${size})${suffix}`;
    const unnamed = { size, members: this.members(id), ...(suffix ? { suffix } : {}) };
    return kind === KIND.struct ? { struct: '', ...unnamed } : { union: '', ...unnamed };
  }

  #count(from: number, to: number): Iterable<string> {
    const seen = new Map<string, number>();
    for (let id = from; id < to; id++) {
      const bare = this.#bare(id);
      if (bare === undefined) continue;
      const count = (seen.get(bare) ?? 0) + 1;
      seen.set(bare, count);
      this.#names.set(id, count === 1 ? bare : `${bare}#${count}`);
    }
    return seen.keys();
  }

  #bare(id: number): string | undefined {
    const btf = this.btf.types;
    const name = btf.name(id);
    if (name === '') return undefined;
    switch (btf.kind(id)) {
      case KIND.struct:
        return `struct ${name}`;
      case KIND.union:
        return `union ${name}`;
      case KIND.enum:
      case KIND.enum64:
        return `enum ${name}`;
      case KIND.fwd:
        return `fwd ${btf.kindFlag(id) ? 'union' : 'struct'} ${name}`;
      case KIND.int:
      case KIND.float:
      case KIND.typedef:
        return name;
      default:
        return undefined;
    }
  }
}
