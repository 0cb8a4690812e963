import type { BtfKind, BtfType } from '@kfuncspec/runtime/v1';
import { KIND } from './kinds.js';
import { Btf } from './table.js';

const KINDS: Readonly<Record<BtfKind, number>> = {
  void: KIND.void,
  int: KIND.int,
  ptr: KIND.ptr,
  array: KIND.array,
  struct: KIND.struct,
  union: KIND.union,
  enum: KIND.enum,
  fwd: KIND.fwd,
  func_proto: KIND.func_proto,
  float: KIND.float,
  other: KIND.fwd,
};

const KIND_FLAG = 0x8000_0000;

/**
 * The types of a kernel's tables as BTF, each with its index as its id. What tables leave out is left out: typedefs, qualifiers, tags,
 * enumerators, signs of integers, parameters of prototypes, members of structures that were not extracted.
 */
export function btfOfTypes(types: readonly BtfType[]): Btf {
  const strings = new Strings();
  const words: number[] = [];
  const offsets = new Uint32Array(types.length);
  for (const [id, type] of types.entries()) {
    if (id === 0) continue;
    offsets[id] = words.length * 4;
    push(words, type, strings);
  }
  const start = words.length * 4;
  const bytes = new Uint8Array(start + strings.size);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of words.entries()) view.setUint32(4 * i, word, true);
  strings.write(bytes, start);
  return new Btf(bytes, true, offsets, start);
}

function push(words: number[], type: BtfType, strings: Strings): void {
  const { kind, name, size, members, count } = type;
  const isBitfields = members.some(({ bitSize }) => bitSize !== 0);
  const info = (KINDS[kind] << 24) | members.length | (isBitfields ? KIND_FLAG : 0);
  const refersTo = kind === 'ptr' ? type.type : kind === 'array' || kind === 'func_proto' ? 0 : size;
  // an array's name is none of its own
  words.push(kind === 'array' ? 0 : strings.at(name), info >>> 0, refersTo);
  if (kind === 'int') words.push(size * 8);
  else if (kind === 'array') words.push(type.type, 0, count);
  for (const member of members) words.push(strings.at(member.name), member.type, ((member.bitSize << 24) | member.bitOffset) >>> 0);
}

class Strings {
  readonly #offsets = new Map<string, number>([['', 0]]);
  readonly #texts: string[] = [''];
  size = 1;

  at(text: string): number {
    let offset = this.#offsets.get(text);
    if (offset === undefined) {
      offset = this.size;
      this.#offsets.set(text, offset);
      this.#texts.push(text);
      this.size += text.length + 1;
    }
    return offset;
  }

  write(bytes: Uint8Array, start: number): void {
    let at = start;
    for (const text of this.#texts) {
      for (let i = 0; i < text.length; i++) bytes[at++] = text.charCodeAt(i);
      at++;
    }
  }
}
