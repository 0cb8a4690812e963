/** A section to be written; `info`, `link` and `entry` as ELF's section headers have them, links by the section's name. */
export interface NewSection {
  readonly name: string;
  readonly type: number;
  readonly flags?: number;
  readonly link?: string;
  readonly info?: number;
  readonly entrySize?: number;
  readonly data: Uint8Array;
}

const HEADER_SIZE = 64;
const SECTION_HEADER_SIZE = 64;
const MACHINE_BPF = 247;
const STRTAB = 3;

/** Writes a relocatable little-endian object for BPF; its string table `.strtab` comes from `strings`. */
export function writeElf(sections: readonly NewSection[], strings: Strings): Uint8Array {
  const names = ['', ...sections.map(({ name }) => name), '.strtab'];
  const offsets = names.map((name) => strings.at(name));
  const all: NewSection[] = [...sections, { name: '.strtab', type: STRTAB, data: strings.bytes() }];
  const size = all.reduce((sum, { data }) => sum + aligned(data.length), HEADER_SIZE);
  const bytes = new Uint8Array(size + names.length * SECTION_HEADER_SIZE);
  const view = new DataView(bytes.buffer);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1]);
  view.setUint16(16, 1, true);
  view.setUint16(18, MACHINE_BPF, true);
  view.setUint32(20, 1, true);
  view.setBigUint64(40, BigInt(size), true);
  view.setUint16(52, HEADER_SIZE, true);
  view.setUint16(58, SECTION_HEADER_SIZE, true);
  view.setUint16(60, names.length, true);
  view.setUint16(62, names.length - 1, true);
  let at = HEADER_SIZE;
  for (const [i, { type, flags = 0, link = '', info = 0, entrySize = 0, data }] of all.entries()) {
    const header = size + (i + 1) * SECTION_HEADER_SIZE;
    view.setUint32(header, offsets[i + 1] ?? 0, true);
    view.setUint32(header + 4, type, true);
    view.setUint32(header + 8, flags, true);
    view.setBigUint64(header + 24, BigInt(at), true);
    view.setBigUint64(header + 32, BigInt(data.length), true);
    view.setUint32(header + 40, Math.max(0, names.indexOf(link)), true);
    view.setUint32(header + 44, info, true);
    view.setBigUint64(header + 56, BigInt(entrySize), true);
    bytes.set(data, at);
    at += aligned(data.length);
  }
  return bytes;
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

/** A table of texts that end with a zero byte. */
export class Strings {
  readonly #offsets = new Map<string, number>([['', 0]]);
  #text = '\0';

  /** Offset of a text, added when it is new. */
  at(text: string): number {
    let offset = this.#offsets.get(text);
    if (offset === undefined) {
      offset = this.#text.length;
      this.#offsets.set(text, offset);
      this.#text += `${text}\0`;
    }
    return offset;
  }

  bytes(): Uint8Array {
    return new TextEncoder().encode(this.#text);
  }
}

/** 32-bit words as bytes, little endian. */
export function wordBytes(words: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(words.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  return bytes;
}
