import { type Btf, KIND } from '../../btf/index.js';
import { LONGEST_NAME } from '../../btf/kinds.js';

const FLAVOUR = '___';

/**
 * A name without its flavour: `task_struct` of `task_struct___old`. The flavour begins at the last triple underscore that has
 * something else than an underscore on both sides.
 */
export function essentialName(name: string): string {
  for (let at = name.lastIndexOf(FLAVOUR); at > 0; at = name.lastIndexOf(FLAVOUR, at - 1)) {
    const behind = name[at + FLAVOUR.length];
    if (name[at - 1] !== '_' && behind !== undefined && behind !== '_') return name.slice(0, at);
  }
  return name;
}

/** Types of a table by their names without flavours, for the names that are asked for: one walk over the table finds them all. */
export class TypeIndex {
  readonly #btf: Btf;
  readonly #from: number;
  readonly #found = new Map<string, number[]>();

  /** @param from the first type that counts */
  constructor(btf: Btf, wanted: Iterable<string>, from = 1) {
    this.#btf = btf;
    this.#from = from;
    for (const name of wanted) this.#found.set(name, []);
    this.#walk();
  }

  /** Ids in order, of any kind. */
  get(name: string): readonly number[] {
    let ids = this.#found.get(name);
    if (ids === undefined) {
      // a name that wasn't announced costs a walk of its own
      ids = new TypeIndex(this.#btf, [name], this.#from).#found.get(name) ?? [];
      this.#found.set(name, ids);
    }
    return ids;
  }

  /** The first type of a kind with just this name. */
  find(kind: number, name: string): number | undefined {
    return this.get(essentialName(name)).find((id) => this.#btf.kind(id) === kind && this.#btf.name(id) === name);
  }

  #walk(): void {
    const wanted = new Set<number>();
    const beginnings = new Uint8Array(1 << 16);
    for (const name of this.#found.keys()) {
      wanted.add(hashOf(name));
      // a name of one letter may go on with its flavour
      for (const second of name.length > 1 ? [name.charCodeAt(1)] : [0, UNDERSCORE]) beginnings[(name.charCodeAt(0) << 8) | second] = 1;
    }
    const { bytes } = this.#btf;
    const start = this.#btf.stringsStart;
    for (let id = this.#from; id < this.#btf.count; id++) {
      const offset = this.#btf.nameOffset(id);
      if (offset === 0) continue;
      const from = start + offset;
      if (beginnings[((bytes[from] ?? 0) << 8) | (bytes[from + 1] ?? 0)] === 0) continue;
      // names are told apart where they stand: making a text of each would cost far more
      let hash = HASH_SEED;
      let underscores = 0;
      for (let at = from; at < from + LONGEST_NAME && underscores < FLAVOUR.length; at++) {
        const byte = bytes[at] ?? 0;
        if (byte === 0) break;
        hash = Math.imul(hash ^ byte, HASH_PRIME);
        underscores = byte === UNDERSCORE ? underscores + 1 : 0;
      }
      if (underscores < FLAVOUR.length && !wanted.has(hash)) continue;
      this.#found.get(essentialName(this.#btf.name(id)))?.push(id);
    }
  }
}

const UNDERSCORE = 0x5f;
// FNV-1a, 32 bits
const HASH_SEED = 0x811c9dc5 | 0;
const HASH_PRIME = 0x01000193;

function hashOf(name: string): number {
  let hash = HASH_SEED;
  for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), HASH_PRIME);
  return hash;
}

/** Do kinds stand for one another: the same, or both enumerations. */
export function sameKind(a: number, b: number): boolean {
  return a === b || (isEnum(a) && isEnum(b));
}

/** Is it an enumeration, of 32 or 64 bits. */
export function isEnum(kind: number): boolean {
  return kind === KIND.enum || kind === KIND.enum64;
}

/** Has it members at offsets: a structure or union. */
export function isComposite(kind: number): boolean {
  return kind === KIND.struct || kind === KIND.union;
}

/** Name of an enumerator. */
export function enumeratorName(btf: Btf, id: number, index: number): string {
  return btf.stringAt(btf.trailingWord(id, (btf.kind(id) === KIND.enum64 ? 12 : 8) * index));
}

/** Value of an enumerator in 64 bits, sign-extended as the C type `int` of a 32-bit one is. */
export function enumeratorValue(btf: Btf, id: number, index: number): bigint {
  if (btf.kind(id) !== KIND.enum64) return BigInt.asUintN(64, BigInt(btf.trailingWord(id, 8 * index + 4) | 0));
  return (BigInt(btf.trailingWord(id, 12 * index + 8)) << 32n) | BigInt(btf.trailingWord(id, 12 * index + 4));
}
