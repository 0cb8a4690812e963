const MAGIC = 0xeb9f;
const HEADER_SIZE = 24;
const KIND_FLAG = 0x80000000;

/** A type's head as BTF stores it (struct btf_type), with its name as text. */
export interface NewType {
  readonly name: string;
  readonly kind: number;
  readonly vlen: number;
  readonly kindFlag?: boolean;
  readonly sizeOrType: number;
}

/** Writes a little-endian BTF blob type by type; each text stands in it once. */
export class BtfWriter {
  readonly #words: number[] = [];
  readonly #strings = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];
  #stringBytes = 1;
  #count = 1;

  /** Adds a type and gives its id. `trailing` are the words behind its head (`trailingBytes` of its kind), texts given by `string`. */
  type({ name, kind, vlen, kindFlag = false, sizeOrType }: NewType, trailing: readonly number[] = []): number {
    this.#words.push(this.string(name), ((kindFlag ? KIND_FLAG : 0) | (kind << 24) | vlen) >>> 0, sizeOrType);
    for (const word of trailing) this.#words.push(word);
    return this.#count++;
  }

  /** The id that the next type gets. */
  get nextId(): number {
    return this.#count;
  }

  /** Offset of a text (Latin-1) in the string section. */
  string(text: string): number {
    const known = this.#strings.get(text);
    if (known !== undefined) return known;
    const offset = this.#stringBytes;
    this.#strings.set(text, offset);
    this.#texts.push(text);
    this.#stringBytes += text.length + 1;
    return offset;
  }

  /** The blob of what was written so far. */
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
}

/** Words of an int's encoding: bits 1 signed, 2 char, 4 bool. */
export function intWord(encoding: number, bits: number, offset = 0): number {
  return (encoding << 24) | (offset << 16) | bits;
}
