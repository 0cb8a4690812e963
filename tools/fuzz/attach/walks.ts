import type { BtfType, TypeTables } from '@kfuncspec/runtime/v1';
import { ALL_SIZES, exit, load, movImm, type Size, store } from '../insn.js';
import type { Random } from '../random.js';

const CTX = 1;
const POINTER = 2;
const FRAME = 10;
/** Loads go no deeper than so many pointers. */
const MOST_STEPS = 4;
const MOST_NESTED = 6;
const LARGEST_OFFSET = 32_000;

/** A place in a structure, and the type of what is there; -1 when nothing leads on from it. */
interface Place {
  readonly off: number;
  readonly type: number;
}

/** Loads an argument out of the context, and goes on through the pointers that it leads to; now and then a little wrong. */
export class Walks {
  readonly #tables: TypeTables;
  readonly #random: Random;

  constructor(tables: TypeTables, random: Random) {
    this.#tables = tables;
    this.#random = random;
  }

  /** The code of one program. `skipped`: parameters in front that are no part of the context. */
  code(target: string, skipped: number): string {
    const random = this.#random;
    const prototype = this.#tables.prototype(target);
    const args = [...(prototype?.params.slice(skipped) ?? []), prototype?.returns ?? -1];
    const slot = random.below(args.length + 1);
    const off = 8 * slot + (random.chance(0.03) ? random.pick([-8, 1, 4]) : 0);
    let code = load(random.chance(0.08) ? random.pick(ALL_SIZES) : 8, POINTER, CTX, off);
    let type = args[slot] ?? -1;
    for (let steps = random.below(MOST_STEPS + 1); steps > 0 && type >= 0; steps--) {
      const place = this.#placeBehind(type);
      if (place === null) {
        if (random.chance(0.3)) code += load(8, POINTER, POINTER, random.below(64));
        break;
      }
      const size = this.#sizeOf(place.type);
      code += random.chance(0.03) ? store(8, POINTER, place.off, FRAME) : load(size, POINTER, POINTER, place.off);
      type = size === 8 ? place.type : -1;
    }
    return code + movImm(0, 0) + exit();
  }

  /** A member, or one of a member, of the structure that a pointer leads to; null when it leads to none. */
  #placeBehind(pointer: number): Place | null {
    const random = this.#random;
    let type = this.#type(pointer);
    if (type?.kind !== 'ptr') return null;
    let place: Place = { off: 0, type: type.type };
    type = this.#type(place.type);
    for (let depth = 0; depth < MOST_NESTED && type !== undefined && type.members.length > 0; depth++) {
      place = this.#member(type, place.off);
      type = this.#type(place.type);
    }
    const off = place.off + (random.chance(0.07) ? random.pick([-8, -4, -1, 1, 2, 4, 8, 16]) : 0);
    return Math.abs(off) > LARGEST_OFFSET ? { off: random.below(512), type: -1 } : { ...place, off };
  }

  #member({ members }: BtfType, base: number): Place {
    const random = this.#random;
    const leading = members.filter(({ type }) => ['ptr', 'struct', 'union', 'array'].includes(this.#type(type)?.kind ?? ''));
    const member = random.pick(leading.length > 0 && random.chance(0.6) ? leading : members);
    let off = base + (member.bitOffset >> 3);
    let index = member.type;
    for (let type = this.#type(index); type?.kind === 'array'; type = this.#type(index)) {
      index = type.type;
      off += random.below(Math.min(type.count || 3, 5)) * (this.#type(index)?.size ?? 0);
    }
    return { off, type: index };
  }

  #sizeOf(type: number): Size {
    const { size = 0 } = this.#type(type) ?? {};
    const fitting = ALL_SIZES.find((one) => one === size);
    return fitting === undefined || this.#random.chance(0.08) ? this.#random.pick(ALL_SIZES) : fitting;
  }

  #type(index: number): BtfType | undefined {
    return this.#tables.types[index];
  }
}
