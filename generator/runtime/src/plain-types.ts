/** Types that programs bring along, behind those of the kernel: one kind of handle serves both. */
import type { BtfType, PlainType } from './btf-types.js';

export class PlainTypes {
  readonly #types: BtfType[];
  readonly #indexes = new Map<string, number>();

  /** New types are added to these. */
  constructor(types: BtfType[]) {
    this.#types = types;
  }

  /** Where a type stands; it is added when it is not there yet. */
  index({ kind, name, size, pointee }: PlainType): number {
    const type = pointee === undefined ? -1 : this.index(pointee);
    const key = `${kind} ${size} ${type} ${name}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const added = this.#types.push({ kind, name, size, type, count: 0, members: [], tags: [] }) - 1;
    this.#indexes.set(key, added);
    return added;
  }
}
