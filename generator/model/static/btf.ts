/** The kernel's types as handles that are the same when generating and at run time: an index into one table, 0 is void, -1 is none. */
import type { BtfType } from '@kfuncspec/runtime/v1';
import type { Facts } from '../../facts/read.js';
import type { CType } from '../../grammar/ast.js';
import type { Kfunc } from '../symbols.js';

const POINTER_SIZE = 8;
const EMPTY: BtfType = { kind: 'void', name: '', size: 0, type: 0, count: 0, members: [], tags: [] };

/** C names that mean a number on every 64-bit kernel, with their size: facts need not record them. */
const NUMBERS: ReadonlyMap<string, number> = new Map([
  ['char', 1],
  ['signed char', 1],
  ['unsigned char', 1],
  ['_Bool', 1],
  ['bool', 1],
  ['s8', 1],
  ['u8', 1],
  ['__s8', 1],
  ['__u8', 1],
  ['short', 2],
  ['unsigned short', 2],
  ['short unsigned int', 2],
  ['s16', 2],
  ['u16', 2],
  ['__s16', 2],
  ['__u16', 2],
  ['__be16', 2],
  ['int', 4],
  ['unsigned int', 4],
  ['s32', 4],
  ['u32', 4],
  ['__s32', 4],
  ['__u32', 4],
  ['__be32', 4],
  ['gfp_t', 4],
  ['long', 8],
  ['long int', 8],
  ['unsigned long', 8],
  ['long unsigned int', 8],
  ['long long', 8],
  ['long long int', 8],
  ['unsigned long long', 8],
  ['long long unsigned int', 8],
  ['s64', 8],
  ['u64', 8],
  ['__s64', 8],
  ['__u64', 8],
  ['__be64', 8],
  ['size_t', 8],
]);

const TAGS = ['struct', 'union', 'enum'] as const;

/** How deep a structure may nest to count as one of scalars (kernel/bpf/btf.c __btf_type_is_scalar_struct). */
const SCALAR_STRUCT_DEPTH = 4;

export class TypeTable {
  readonly #types: BtfType[];
  readonly #pointers = new Map<number, number>();
  readonly #numbers = new Map<string, number>();

  constructor(readonly facts: Facts | undefined) {
    this.#types = facts ? [...facts.types] : [EMPTY];
    this.#types.forEach((type, index) => {
      if (type.kind === 'ptr' && type.tags.length === 0 && !this.#pointers.has(type.type)) this.#pointers.set(type.type, index);
    });
  }

  /** Everything that was recorded or asked for; grows while prototypes are read. */
  get all(): readonly BtfType[] {
    return this.#types;
  }

  /** Types that prototypes speak of and the facts lack. */
  get added(): readonly BtfType[] {
    return this.#types.slice(this.facts?.types.length ?? 1);
  }

  get(index: number): BtfType | undefined {
    return this.#types[index];
  }

  isOpaque(index: number): boolean {
    return this.facts?.opaque.has(index) === true;
  }

  /** The type that C text means, seen from a module if one is given; undefined when no fact tells. */
  resolve(type: CType, module: string | undefined): number | undefined {
    let index = this.#base(type, module);
    for (let i = 0; i < type.stars && index !== undefined; i++) index = this.pointerTo(index);
    return index;
  }

  /** The types of prototypes, in the order in which these are declared, so that a type's index depends on nothing else. */
  addPrototypes(kfuncs: Iterable<Kfunc>): void {
    for (const { params, returns, module } of kfuncs) {
      for (const param of params) this.resolve(param.type, module);
      this.resolve(returns, module);
    }
  }

  /** A structure by its C name. */
  struct(name: string): number | undefined {
    return this.facts?.find(`struct ${name}`);
  }

  pointerTo(target: number): number {
    const known = this.#pointers.get(target);
    if (known !== undefined) return known;
    const index = this.#types.push({ ...EMPTY, kind: 'ptr', size: POINTER_SIZE, type: target }) - 1;
    this.#pointers.set(target, index);
    return index;
  }

  #base(type: CType, module: string | undefined): number | undefined {
    const name = type.name.text;
    if (name === 'void') return 0;
    const tags = type.tag ? [type.tag] : TAGS;
    const keys = type.tag ? [`${type.tag} ${name}`] : [name, ...tags.map((tag) => `${tag} ${name}`)];
    for (const key of keys) {
      const index = module === undefined ? this.facts?.find(key) : this.facts?.findIn(module, key);
      if (index !== undefined) return index;
    }
    const size = type.tag ? undefined : NUMBERS.get(name);
    return size === undefined ? undefined : this.#number(name, size);
  }

  #number(name: string, size: number): number {
    const known = this.#numbers.get(name);
    if (known !== undefined) return known;
    const index = this.#types.push({ ...EMPTY, kind: 'int', name, size }) - 1;
    this.#numbers.set(name, index);
    return index;
  }

  /** An integer or enumeration (btf_type_is_scalar). */
  isScalar(index: number): boolean {
    const kind = this.get(index)?.kind;
    return kind === 'int' || kind === 'enum';
  }

  /** Is it a structure of nothing but scalars; the first member that is not decides why (kernel/bpf/btf.c __btf_type_is_scalar_struct). */
  scalarStruct(index: number, depth = 0): 'scalars' | 'too deep' | 'other' {
    const type = this.get(index);
    if (!type || !this.isStruct(index) || this.isOpaque(index)) return 'other';
    for (const member of type.members) {
      const memberType = this.get(member.type);
      if (memberType?.kind === 'struct' || memberType?.kind === 'union') {
        const found = depth + 1 < SCALAR_STRUCT_DEPTH ? this.scalarStruct(member.type, depth + 1) : 'too deep';
        if (found !== 'scalars') return found;
      } else if (memberType?.kind === 'array') {
        if (memberType.count === 0 || !this.isScalar(memberType.type)) return 'other';
      } else if (!this.isScalar(member.type)) return 'other';
    }
    return 'scalars';
  }

  isStruct(index: number): boolean {
    const kind = this.get(index)?.kind;
    return kind === 'struct' || kind === 'union';
  }
}

/** As C writes it: `const struct nf_conn **`. */
export function cTypeText(type: CType): string {
  const base = `${type.isConst ? 'const ' : ''}${type.tag ? `${type.tag} ` : ''}${type.name.text}`;
  return type.stars > 0 ? `${base} ${'*'.repeat(type.stars)}` : base;
}
