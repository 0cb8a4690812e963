import { failed, type Loaded, loaded } from '../result.js';
import { textAt, u64, viewOf } from './bytes.js';
import { type ElfSymbol, NamedSymbol } from './symbol.js';

/** A section, its data a view into the file. */
export interface ElfSection {
  readonly index: number;
  readonly name: string;
  readonly type: number;
  readonly executable: boolean;
  readonly link: number;
  readonly info: number;
  /** Bytes it has in memory; `data` is empty where the file holds none of them (.bss). */
  readonly size: number;
  readonly data: Uint8Array;
}

interface ElfRelocation {
  readonly offset: number;
  readonly symbol: number;
}

export interface Elf {
  readonly littleEndian: boolean;
  readonly sections: readonly ElfSection[];
  readonly symbols: readonly ElfSymbol[];
  /** Relocations of a section, by its index. */
  readonly relocations: ReadonlyMap<number, readonly ElfRelocation[]>;
}

export const SECTION_TYPE = { progbits: 1, symtab: 2, rela: 4, nobits: 8, rel: 9 } as const;
export const BIND = { local: 0, global: 1, weak: 2 } as const;
export const SYMBOL = { notype: 0, object: 1, func: 2, section: 3 } as const;
/** Section indexes from here on have a meaning of their own. */
export const SPECIAL_SECTIONS = 0xff00;

const HEADER_SIZE = 64;
const SECTION_HEADER_SIZE = 64;
const SYMBOL_SIZE = 24;
const REL_SIZE = 16;
const RELA_SIZE = 24;
const MACHINE_NONE = 0;
const MACHINE_BPF = 247;
const TYPE_RELOCATABLE = 1;
const FLAG_EXECUTABLE = 4;

/** Does a file begin like ELF. */
export function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}

/**
 * The sections, symbols and relocations of a 64-bit ELF file in either byte order. No field is trusted, nothing is copied, and what is
 * made of a file is never larger than a small multiple of it.
 */
export function readElf(bytes: Uint8Array): Loaded<Elf> {
  const reader = ElfReader.open(bytes);
  return reader.ok ? reader.value.read() : reader;
}

/**
 * A section of any 64-bit ELF file by its name, such as the `.BTF` of a kernel image; undefined when there is none.
 */
export function findElfSection(bytes: Uint8Array, name: string): Loaded<Uint8Array | undefined> {
  const reader = ElfReader.open(bytes);
  if (!reader.ok) return reader;
  const sections = reader.value.sections();
  return sections.ok ? loaded(sections.value.find((section) => section.name === name)?.data) : sections;
}

/** The sections and symbols of any 64-bit ELF file. */
export function readElfSymbols(bytes: Uint8Array): Loaded<Pick<Elf, 'sections' | 'symbols'>> {
  const reader = ElfReader.open(bytes);
  return reader.ok ? reader.value.sectionsAndSymbols() : reader;
}

class ElfReader {
  readonly #bytes: Uint8Array;
  readonly #view: DataView;
  readonly #le: boolean;

  private constructor(bytes: Uint8Array, littleEndian: boolean) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#le = littleEndian;
  }

  static open(bytes: Uint8Array): Loaded<ElfReader> {
    if (!isElf(bytes)) return failed('no ELF file');
    if (bytes.length < HEADER_SIZE) return failed(`ELF file cut short: ${bytes.length} bytes, the header alone has ${HEADER_SIZE}`);
    if (bytes[4] !== 2) return failed(bytes[4] === 1 ? 'a 32-bit ELF file: BPF objects have 64 bits' : `ELF class ${bytes[4]} is unknown`);
    if (bytes[5] !== 1 && bytes[5] !== 2) return failed(`ELF byte order ${bytes[5]} is unknown`);
    return loaded(new ElfReader(bytes, bytes[5] === 1));
  }

  read(): Loaded<Elf> {
    const type = this.#u16(16);
    const machine = this.#u16(18);
    if (machine !== MACHINE_BPF && machine !== MACHINE_NONE)
      return failed(`an ELF file for machine ${machine}, not for BPF (${MACHINE_BPF})`);
    if (type !== TYPE_RELOCATABLE) return failed(`an ELF file of type ${type}, not a relocatable object (${TYPE_RELOCATABLE})`);
    const found = this.sectionsAndSymbols();
    if (!found.ok) return found;
    const { sections, symbols } = found.value;
    const relocations = this.#relocations(sections, symbols.length);
    return relocations.ok ? loaded({ littleEndian: this.#le, sections, symbols, relocations: relocations.value }) : relocations;
  }

  sectionsAndSymbols(): Loaded<Pick<Elf, 'sections' | 'symbols'>> {
    const sections = this.sections();
    if (!sections.ok) return sections;
    const symbols = this.#symbols(sections.value);
    return symbols.ok ? loaded({ sections: sections.value, symbols: symbols.value }) : symbols;
  }

  sections(): Loaded<ElfSection[]> {
    const table = this.#u64(40);
    const entry = this.#u16(58);
    if (table === 0) return failed('ELF file without sections');
    if (entry !== SECTION_HEADER_SIZE) return failed(`ELF section headers of ${entry} bytes, they have ${SECTION_HEADER_SIZE}`);
    if (table + SECTION_HEADER_SIZE > this.#bytes.length) return failed(`ELF section headers at ${table}: outside of the file`);
    // numbers that don't fit the header stand in the first section's
    const count = this.#u16(60) || this.#u64(table + 32);
    const namesIndex = this.#u16(62) === 0xffff ? this.#u32(table + 40) : this.#u16(62);
    if (table + count * SECTION_HEADER_SIZE > this.#bytes.length)
      return failed(`ELF section headers: ${count} at ${table} don't fit the file`);
    if (namesIndex === 0 || namesIndex >= count) return failed(`ELF section names: there is no section ${namesIndex}`);
    const names = this.#data(table + namesIndex * SECTION_HEADER_SIZE, namesIndex);
    if (!names.ok) return names;
    const sections: ElfSection[] = [];
    for (let index = 0; index < count; index++) {
      const section = this.#section(table + index * SECTION_HEADER_SIZE, index, names.value);
      if (!section.ok) return section;
      sections.push(section.value);
    }
    return loaded(sections);
  }

  #section(at: number, index: number, names: Uint8Array): Loaded<ElfSection> {
    const name = index === 0 ? '' : textAt(names, this.#u32(at));
    if (name === undefined) return failed(`ELF section ${index}: no name at ${this.#u32(at)}`);
    const data = index === 0 ? loaded(new Uint8Array(0)) : this.#data(at, index);
    if (!data.ok) return data;
    return loaded({
      index,
      name,
      type: this.#u32(at + 4),
      executable: (this.#u32(at + (this.#le ? 8 : 12)) & FLAG_EXECUTABLE) !== 0,
      link: this.#u32(at + 40),
      info: this.#u32(at + 44),
      size: this.#u64(at + 32),
      data: data.value,
    });
  }

  #data(at: number, index: number): Loaded<Uint8Array> {
    const type = this.#u32(at + 4);
    if (type === 0 || type === SECTION_TYPE.nobits) return loaded(new Uint8Array(0));
    const offset = this.#u64(at + 24);
    const size = this.#u64(at + 32);
    if (offset + size > this.#bytes.length) return failed(`ELF section ${index}: ${size} bytes at ${offset} don't fit the file`);
    return loaded(this.#bytes.subarray(offset, offset + size));
  }

  #symbols(sections: readonly ElfSection[]): Loaded<ElfSymbol[]> {
    const tables = sections.filter((section) => section.type === SECTION_TYPE.symtab);
    const table = tables[0];
    if (table === undefined) return failed('ELF file without symbol table: was it stripped?');
    if (tables.length > 1) return failed('ELF file with several symbol tables');
    const names = sections[table.link]?.data ?? new Uint8Array(0);
    const view = viewOf(table.data);
    const symbols: ElfSymbol[] = [];
    for (let at = 0; at + SYMBOL_SIZE <= table.data.length; at += SYMBOL_SIZE) {
      const info = view.getUint8(at + 4);
      symbols.push(
        new NamedSymbol(names, view.getUint32(at, this.#le), info, view.getUint8(at + 5), {
          section: view.getUint16(at + 6, this.#le),
          value: u64(view, at + 8, this.#le),
          size: u64(view, at + 16, this.#le),
        }),
      );
    }
    return loaded(symbols);
  }

  #relocations(sections: readonly ElfSection[], symbolCount: number): Loaded<Map<number, readonly ElfRelocation[]>> {
    const all = new Map<number, readonly ElfRelocation[]>();
    // sections that overlap could hold more of them than the file
    let budget = this.#bytes.length / REL_SIZE;
    for (const section of sections) {
      if (section.type !== SECTION_TYPE.rel && section.type !== SECTION_TYPE.rela) continue;
      const target = sections[section.info];
      if (target === undefined || section.info === 0)
        return failed(`ELF section ${section.name}: relocates section ${section.info}, which doesn't exist`);
      if (!matters(target)) continue;
      if (all.has(section.info)) return failed(`ELF section ${section.name}: a second table of relocations for ${target.name}`);
      const stride = section.type === SECTION_TYPE.rel ? REL_SIZE : RELA_SIZE;
      budget -= section.data.length / stride;
      if (budget < 0) return failed('ELF relocation sections overlap');
      const list = this.#relocationsOf(section, target, stride, symbolCount);
      if (!list.ok) return list;
      all.set(section.info, list.value);
    }
    return loaded(all);
  }

  #relocationsOf(section: ElfSection, target: ElfSection, stride: number, symbolCount: number): Loaded<ElfRelocation[]> {
    const view = viewOf(section.data);
    const list: ElfRelocation[] = [];
    for (let at = 0; at + stride <= section.data.length; at += stride) {
      const offset = u64(view, at, this.#le);
      const symbol = view.getUint32(at + (this.#le ? 12 : 8), this.#le);
      if (offset >= target.size)
        return failed(`ELF section ${section.name}: relocation ${list.length} at ${offset} is outside of ${target.name}`);
      if (symbol >= symbolCount)
        return failed(`ELF section ${section.name}: relocation ${list.length} names symbol ${symbol}, which doesn't exist`);
      list.push({ offset, symbol });
    }
    return loaded(list);
  }

  #u16(at: number): number {
    return this.#view.getUint16(at, this.#le);
  }

  #u32(at: number): number {
    return this.#view.getUint32(at, this.#le);
  }

  #u64(at: number): number {
    return u64(this.#view, at, this.#le);
  }
}

/** Relocations of debugging sections and of BTF are for linkers. */
function matters(target: ElfSection): boolean {
  return target.executable || target.name === '.maps' || /^\??\.struct_ops(\.link)?$/.test(target.name);
}
