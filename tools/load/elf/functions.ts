import { failed, type Loaded, loaded } from '../result.js';
import { BIND, type Elf, SECTION_TYPE, SYMBOL } from './reader.js';
import { sectionName } from './section-names.js';

export const SLOT = 8;
const TEXT = '.text';

/** A function of an object's code: a program, or a subprogram when it stands in `.text`. Offsets and lengths in slots. */
export interface ObjectFunction {
  readonly name: string;
  /** Name of the section, with the `?` that it may have. */
  readonly section: string;
  readonly sectionIndex: number;
  readonly start: number;
  readonly length: number;
  /** Its code, a view into the file. */
  readonly code: Uint8Array;
}

/** The functions of an object by section, each section's in order. */
export class Functions {
  readonly #sections = new Map<number, ObjectFunction[]>();
  readonly textIndex: number;

  constructor(functions: readonly ObjectFunction[], textIndex: number) {
    this.textIndex = textIndex;
    for (const fn of functions) {
      const list = this.#sections.get(fn.sectionIndex);
      if (list === undefined) this.#sections.set(fn.sectionIndex, [fn]);
      else list.push(fn);
    }
    for (const list of this.#sections.values()) list.sort((a, b) => a.start - b.start);
  }

  /** Those that the kernel is given one by one, in the order of sections. */
  programs(): ObjectFunction[] {
    return [...this.#sections].sort(([a], [b]) => a - b).flatMap(([index, list]) => (index === this.textIndex ? [] : list));
  }

  /** The subprogram that a slot of `.text` belongs to. */
  subprogramAt(slot: number): ObjectFunction | undefined {
    const list = this.#sections.get(this.textIndex) ?? [];
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.start ?? 0) <= slot) low = middle + 1;
      else high = middle;
    }
    const fn = list[low - 1];
    return fn !== undefined && slot < fn.start + fn.length ? fn : undefined;
  }
}

/** Finds the functions of every section with code. */
export function readFunctionSymbols(elf: Elf): Loaded<Functions> {
  const functions: ObjectFunction[] = [];
  const textIndex = elf.sections.find(({ name, executable }) => executable && name === TEXT)?.index ?? 0;
  for (const symbol of elf.symbols) {
    if (symbol.type !== SYMBOL.func) continue;
    const section = elf.sections[symbol.section];
    if (section === undefined || section.type !== SECTION_TYPE.progbits || !section.executable) continue;
    const { name, value, size } = symbol;
    if (value + size > section.data.length) return failed(`sec '${section.name}': program at offset ${value} crosses section boundary`);
    if (section.index !== textIndex && symbol.bind === BIND.local) {
      return failed(`sec '${section.name}': program '${name}' is static and not supported`);
    }
    if (size === 0 || size % SLOT !== 0 || value % SLOT !== 0) {
      return failed(`sec '${section.name}': corrupted program '${name}', offset ${value}, size ${size}`);
    }
    functions.push({
      name,
      section: section.name,
      sectionIndex: section.index,
      start: value / SLOT,
      length: size / SLOT,
      code: section.data.subarray(value, value + size),
    });
  }
  return loaded(new Functions(functions, textIndex));
}

/** Section of a function as its programs name it. */
export function sectionOf(fn: ObjectFunction): string {
  return sectionName(fn.section);
}
