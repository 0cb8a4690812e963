import { failed, type Loaded, loaded } from '../result.js';
import type { Extern, Externs } from './externs.js';
import { type Functions, type ObjectFunction, SLOT } from './functions.js';
import type { ObjectMap } from './map-definition.js';
import { BIND, type Elf, SPECIAL_SECTIONS, SYMBOL } from './reader.js';
import type { ElfSymbol } from './symbol.js';

/** What a relocation of an instruction refers to. */
export type Reference =
  /** A subprogram, by its offset in `.text` (the instruction's own operand is added). */
  | { readonly kind: 'code'; readonly offset: number }
  | { readonly kind: 'map'; readonly map: ObjectMap }
  /** A place in a section of global data. */
  | { readonly kind: 'data'; readonly map: ObjectMap; readonly offset: number }
  | { readonly kind: 'extern'; readonly extern: Loaded<Extern> }
  | { readonly kind: 'wrong'; readonly message: string };

/** The relocations of an object's code by section and slot. */
export class Relocations {
  readonly #elf: Elf;
  readonly #functions: Functions;
  readonly #externs: Externs;
  readonly #maps = new Map<string, ObjectMap>();
  readonly #sections = new Map<number, ReadonlyMap<number, number>>();

  constructor(elf: Elf, functions: Functions, maps: readonly ObjectMap[], externs: Externs) {
    this.#elf = elf;
    this.#functions = functions;
    this.#externs = externs;
    for (const map of maps) this.#maps.set(`${map.section} ${map.offset}`, map);
  }

  /** What the relocation of a function's slot refers to; undefined when the slot has none. */
  at(fn: ObjectFunction, slot: number): Reference | undefined {
    const symbol = this.#slots(fn.sectionIndex).get(fn.start + slot);
    return symbol === undefined ? undefined : this.#reference(symbol);
  }

  /** The section's relocations: symbol by slot. What stands in the middle of a slot counts for the slot. */
  #slots(section: number): ReadonlyMap<number, number> {
    let slots = this.#sections.get(section);
    if (slots === undefined) {
      slots = new Map((this.#elf.relocations.get(section) ?? []).map(({ offset, symbol }) => [Math.floor(offset / SLOT), symbol]));
      this.#sections.set(section, slots);
    }
    return slots;
  }

  #reference(index: number): Reference {
    const symbol = this.#elf.symbols[index];
    if (symbol === undefined) return wrong(`relocation against symbol ${index}, which doesn't exist`);
    const extern = this.#externs.bySymbol.get(index);
    if (extern !== undefined) return { kind: 'extern', extern };
    const { section, value } = symbol;
    if (section === 0 || section >= SPECIAL_SECTIONS) {
      return wrong(
        `invalid relo against '${symbol.name}' in special section 0x${section.toString(16)}; forgot to initialize global var?..`,
      );
    }
    if (this.#isCode(symbol)) {
      return value % SLOT === 0 ? { kind: 'code', offset: value } : wrong(`bad call relo against '${symbol.name}' at offset ${value}`);
    }
    const name = this.#elf.sections[section]?.name ?? '?';
    const data = this.#maps.get(`${section} 0`);
    if (name !== '.maps' && name !== 'maps') {
      return data === undefined ? wrong(`bad data relo against section '${name}'`) : { kind: 'data', map: data, offset: value };
    }
    const map = this.#maps.get(`${section} ${value}`);
    return map === undefined ? wrong(`map relo failed to find map for section '${name}', off ${value}`) : { kind: 'map', map };
  }

  #isCode({ section, bind, type }: ElfSymbol): boolean {
    if (section !== this.#functions.textIndex) return false;
    return type === SYMBOL.func || (bind === BIND.local && type === SYMBOL.section);
  }
}

function wrong(message: string): Reference {
  return { kind: 'wrong', message };
}

/** A reference's error as a value. */
export function usable(reference: Reference): Loaded<Exclude<Reference, { kind: 'wrong' }>> {
  return reference.kind === 'wrong' ? failed(reference.message) : loaded(reference);
}
