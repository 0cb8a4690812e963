import { KIND } from './kinds.js';

const MAGIC = 0xeb9f;
const HEADER_SIZE = 24;

export interface NewMember {
  readonly name: string;
  readonly type: number;
  readonly bitOffset: number;
}

/** Writes a little-endian BTF blob type by type; asking for the same type again gives the same id. */
export class BtfBuilder {
  readonly #words: number[] = [];
  readonly #strings = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];
  #stringBytes = 1;
  #count = 1;
  readonly #known = new Map<string, number>();

  /** An integer of 1, 2, 4, 8 or 16 bytes. */
  int(name: string, size: number, signed = false): number {
    return this.#type(name, KIND.int, 0, size, [((signed ? 1 : 0) << 24) | (size * 8)]);
  }

  ptr(to: number): number {
    return this.#type('', KIND.ptr, 0, to, []);
  }

  array(element: number, length: number): number {
    return this.#type('', KIND.array, 0, 0, [element, this.int('__ARRAY_SIZE_TYPE__', 4), length]);
  }

  struct(name: string, size: number, members: readonly NewMember[]): number {
    return this.#aggregate(KIND.struct, name, size, members);
  }

  union(name: string, size: number, members: readonly NewMember[]): number {
    return this.#aggregate(KIND.union, name, size, members);
  }

  typeTag(tag: string, to: number): number {
    return this.#type(tag, KIND.type_tag, 0, to, []);
  }

  /** A function without parameters. */
  func(name: string, returns: number, isGlobal: boolean): number {
    const proto = this.#type('', KIND.func_proto, 0, returns, []);
    return this.#type(name, KIND.func, isGlobal ? 1 : 0, proto, []);
  }

  finish(): Uint8Array {
    const typeBytes = this.#words.length * 4;
    const bytes = new Uint8Array(HEADER_SIZE + typeBytes + this.#stringBytes);
    const view = new DataView(bytes.buffer);
    view.setUint16(0, MAGIC, true);
    view.setUint8(2, 1);
    view.setUint32(4, HEADER_SIZE, true);
    view.setUint32(12, typeBytes, true);
    view.setUint32(16, typeBytes, true);
    view.setUint32(20, this.#stringBytes, true);
    for (const [i, word] of this.#words.entries()) view.setUint32(HEADER_SIZE + 4 * i, word, true);
    let at = HEADER_SIZE + typeBytes;
    for (const text of this.#texts) {
      for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
      at++;
    }
    return bytes;
  }

  #aggregate(kind: number, name: string, size: number, members: readonly NewMember[]): number {
    return this.#type(
      name,
      kind,
      members.length,
      size,
      members.flatMap((m) => [this.#string(m.name), m.type, m.bitOffset]),
    );
  }

  #type(name: string, kind: number, vlen: number, sizeOrType: number, trailing: readonly number[]): number {
    const key = `${kind} ${vlen} ${sizeOrType} ${trailing.join(' ')} ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    this.#words.push(this.#string(name), (kind << 24) | vlen, sizeOrType, ...trailing);
    this.#known.set(key, this.#count);
    return this.#count++;
  }

  #string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const offset = this.#stringBytes;
    this.#strings.set(text, offset);
    this.#texts.push(text);
    this.#stringBytes += text.length + 1;
    return offset;
  }
}
