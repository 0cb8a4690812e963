import type { Btf } from '../btf/index.js';
import type { BtfExt, ExtRecord } from './btf-ext.js';
import { type ObjectFunction, SLOT } from './functions.js';

type Kind = keyof BtfExt;

/** The records of `.BTF.ext` by section. */
export class Records {
  readonly #kinds: Readonly<Record<Kind, ReadonlyMap<string, readonly ExtRecord[]>>>;

  constructor(ext: BtfExt, btf: Btf) {
    const named = (records: ReadonlyMap<number, readonly ExtRecord[]>): Map<string, readonly ExtRecord[]> =>
      new Map([...records].map(([name, list]) => [btf.stringAt(name), list]));
    this.#kinds = { functions: named(ext.functions), lines: named(ext.lines), relocations: named(ext.relocations) };
  }

  /** Those about a function, in order. */
  of(kind: Kind, fn: ObjectFunction): readonly ExtRecord[] {
    const list = this.#kinds[kind].get(fn.section) ?? [];
    const from = fn.start * SLOT;
    return list.slice(firstFrom(list, from), firstFrom(list, from + fn.length * SLOT));
  }

  /** All of a kind. */
  *all(kind: Kind): Iterable<ExtRecord> {
    for (const list of this.#kinds[kind].values()) yield* list;
  }
}

/** Index of the first record at or behind a place. */
function firstFrom(list: readonly ExtRecord[], place: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((list[middle]?.at ?? 0) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
