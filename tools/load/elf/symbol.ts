import { textAt } from './bytes.js';

export interface ElfSymbol {
  readonly name: string;
  readonly bind: number;
  readonly type: number;
  /** Hidden or internal: not seen outside of what it is linked into. */
  readonly hidden: boolean;
  /** Section that it stands in; 0 for none, from 0xff00 on with a special meaning. */
  readonly section: number;
  readonly value: number;
  readonly size: number;
}

/** Reads its name when it is asked for: names may share their bytes. */
export class NamedSymbol implements ElfSymbol {
  readonly bind: number;
  readonly type: number;
  readonly hidden: boolean;
  readonly section: number;
  readonly value: number;
  readonly size: number;
  readonly #names: Uint8Array;
  readonly #nameAt: number;

  constructor(names: Uint8Array, nameAt: number, info: number, other: number, place: Pick<ElfSymbol, 'section' | 'value' | 'size'>) {
    this.#names = names;
    this.#nameAt = nameAt;
    this.bind = info >> 4;
    this.type = info & 15;
    this.hidden = (other & 3) === 1 || (other & 3) === 2;
    this.section = place.section;
    this.value = place.value;
    this.size = place.size;
  }

  get name(): string {
    return textAt(this.#names, this.#nameAt) ?? '';
  }
}
