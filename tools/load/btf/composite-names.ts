import { KIND } from './kinds.js';
import type { Btf } from './table.js';

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** The structures and unions of a table by their names, from an id on; names are compared where they stand, without making texts of them. */
export class CompositeNames {
  readonly #btf: Btf;
  /** Ids by a hash of kind and name, in order. */
  readonly #ids = new Map<number, number[]>();

  constructor(btf: Btf, from: number) {
    this.#btf = btf;
    const { bytes, stringsStart } = btf;
    for (let id = from; id < btf.count; id++) {
      const kind = btf.kind(id);
      if (kind !== KIND.struct && kind !== KIND.union) continue;
      const name = btf.nameOffset(id);
      if (name === 0) continue;
      let hash = FNV_OFFSET ^ kind;
      for (let at = stringsStart + name; bytes[at] !== 0 && at < bytes.length; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), FNV_PRIME);
      const ids = this.#ids.get(hash);
      if (ids === undefined) this.#ids.set(hash, [id]);
      else ids.push(id);
    }
  }

  /** The first one of a kind with a name. */
  first(kind: number, name: string): number | undefined {
    let hash = FNV_OFFSET ^ kind;
    for (let i = 0; i < name.length; i++) hash = Math.imul(hash ^ name.charCodeAt(i), FNV_PRIME);
    return this.#ids.get(hash)?.find((id) => this.#btf.kind(id) === kind && this.#btf.isNamed(id, name));
  }
}
