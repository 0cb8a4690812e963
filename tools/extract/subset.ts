import { type Btf, KIND } from '../load/btf/index.js';
import { trailingBytes } from '../load/btf/kinds.js';
import { BtfWriter } from '../load/btf/write.js';
import { essentialName } from '../load/elf/core/names.js';
import { type Reached, type Root, reach } from './closure.js';

/** Kinds whose names objects ask a kernel for. */
const NAMED: readonly number[] = [KIND.struct, KIND.union, KIND.enum, KIND.enum64, KIND.typedef, KIND.func, KIND.var];

/** Every type of the kernel that has one of the names, whatever its flavour: the candidates of CO-RE relocations, kfuncs, variables. */
export function rootsOf(btf: Btf, names: ReadonlySet<string>): Root[] {
  const roots: Root[] = [];
  for (let id = 1; id < btf.count; id++) {
    if (NAMED.includes(btf.kind(id)) && names.has(essentialName(btf.name(id)))) roots.push({ id, depth: 0 });
  }
  return roots;
}

/**
 * A blob with the types that the roots need and no others. A structure behind a pointer keeps its size but no members, a function pointer's
 * prototype becomes void, a section has just those of its variables that are there.
 */
export function subset(btf: Btf, roots: readonly Root[]): Uint8Array {
  const reached = reach(btf, roots);
  const indexes = [...reached.keys()].flatMap((id) => (btf.kind(id) === KIND.array ? [btf.array(id).index] : []));
  const ids = [...new Set([...reached.keys(), ...indexes, ...sectionsOf(btf, reached)])].sort((a, b) => a - b);
  const places = new Map(ids.map((id, i) => [id, i + 1]));
  const writer = new BtfWriter();
  const copy = new Copy(btf, reached, places, writer);
  for (const id of ids) copy.type(id);
  return writer.finish();
}

/** The sections that variables stand in: a kernel's say which of them each processor has for itself. */
function sectionsOf(btf: Btf, reached: Reached): number[] {
  const sections: number[] = [];
  for (let id = 1; id < btf.count; id++) {
    if (btf.kind(id) === KIND.datasec && btf.secVars(id).some(({ type }) => reached.has(type))) sections.push(id);
  }
  return sections;
}

/** Which words behind a head are ids and which are texts, for each member of `stride` words. */
const LAYOUTS: Readonly<Record<number, { readonly stride: number; readonly ids: readonly number[]; readonly texts: readonly number[] }>> = {
  [KIND.array]: { stride: 3, ids: [0, 1], texts: [] },
  [KIND.struct]: { stride: 3, ids: [1], texts: [0] },
  [KIND.union]: { stride: 3, ids: [1], texts: [0] },
  [KIND.enum]: { stride: 2, ids: [], texts: [0] },
  [KIND.enum64]: { stride: 3, ids: [], texts: [0] },
  [KIND.func_proto]: { stride: 2, ids: [1], texts: [0] },
};

/** Kinds whose third word is a size. */
const SIZED: readonly number[] = [KIND.int, KIND.array, KIND.struct, KIND.union, KIND.enum, KIND.enum64, KIND.float, KIND.fwd];

class Copy {
  readonly #btf: Btf;
  readonly #reached: Reached;
  readonly #places: ReadonlyMap<number, number>;
  readonly #writer: BtfWriter;

  constructor(btf: Btf, reached: Reached, places: ReadonlyMap<number, number>, writer: BtfWriter) {
    this.#btf = btf;
    this.#reached = reached;
    this.#places = places;
    this.#writer = writer;
  }

  type(id: number): void {
    const btf = this.#btf;
    const kind = btf.kind(id);
    if (kind === KIND.datasec) {
      this.#section(id);
      return;
    }
    const cut = (kind === KIND.struct || kind === KIND.union) && this.#reached.get(id) === 'opaque';
    const vlen = cut ? 0 : btf.vlen(id);
    const sizeOrType = SIZED.includes(kind) ? btf.sizeOrType(id) : this.#place(btf.sizeOrType(id));
    const head = { name: btf.name(id), kind, vlen, kindFlag: btf.kindFlag(id), sizeOrType };
    this.#writer.type(head, cut ? [] : this.#trailing(id, kind, vlen));
  }

  /** A section with those of its variables that are there. */
  #section(id: number): void {
    const btf = this.#btf;
    const words = btf.secVars(id).flatMap(({ type, offset, size }) => (this.#reached.has(type) ? [this.#place(type), offset, size] : []));
    this.#writer.type({ name: btf.name(id), kind: KIND.datasec, vlen: words.length / 3, sizeOrType: btf.sizeOrType(id) }, words);
  }

  #trailing(id: number, kind: number, vlen: number): number[] {
    const layout = LAYOUTS[kind];
    const words: number[] = [];
    for (let i = 0; i < trailingBytes(kind, vlen) / 4; i++) {
      const word = this.#btf.trailingWord(id, 4 * i);
      const at = layout === undefined ? -1 : i % layout.stride;
      if (layout?.ids.includes(at)) words.push(this.#place(word));
      else if (layout?.texts.includes(at)) words.push(this.#writer.string(this.#btf.stringAt(word)));
      else words.push(word);
    }
    return words;
  }

  #place(id: number): number {
    return this.#places.get(id) ?? 0;
  }
}
