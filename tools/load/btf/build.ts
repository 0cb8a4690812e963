import { KIND } from './kinds.js';
import { BtfWriter, intWord } from './write.js';

export interface NewMember {
  readonly name: string;
  readonly type: number;
  readonly bitOffset: number;
}

/** Writes a little-endian BTF blob type by type; asking for the same type again gives the same id. */
export class BtfBuilder {
  readonly #writer = new BtfWriter();
  readonly #known = new Map<string, number>();

  /** An integer of 1, 2, 4, 8 or 16 bytes. */
  int(name: string, size: number, signed = false): number {
    return this.#type(name, KIND.int, 0, size, [intWord(signed ? 1 : 0, size * 8)]);
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

  /** An enumeration without a name and values. */
  enum(size: number): number {
    return this.#type('', KIND.enum, 0, size, []);
  }

  float(size: number): number {
    return this.#type(`float${size * 8}`, KIND.float, 0, size, []);
  }

  /** A structure that is declared and no more. */
  fwd(name: string): number {
    return this.#type(name, KIND.fwd, 0, 0, []);
  }

  /** A prototype; the kernel wants names of a function's parameters. A last parameter of type 0 stands for `...`. */
  funcProto(returns: number, params: readonly number[]): number {
    const words = params.flatMap((type, i) => [type === 0 ? 0 : this.#writer.string(`a${i}`), type]);
    return this.#type('', KIND.func_proto, params.length, returns, words);
  }

  func(name: string, returns: number, params: readonly number[], isGlobal: boolean): number {
    return this.#type(name, KIND.func, isGlobal ? 1 : 0, this.funcProto(returns, params), []);
  }

  finish(): Uint8Array {
    return this.#writer.finish();
  }

  #aggregate(kind: number, name: string, size: number, members: readonly NewMember[]): number {
    return this.#type(
      name,
      kind,
      members.length,
      size,
      members.flatMap((m) => [this.#writer.string(m.name), m.type, m.bitOffset]),
    );
  }

  #type(name: string, kind: number, vlen: number, sizeOrType: number, trailing: readonly number[]): number {
    const key = `${kind} ${vlen} ${sizeOrType} ${trailing.join(' ')} ${name}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const id = this.#writer.type({ name, kind, vlen, sizeOrType }, trailing);
    this.#known.set(key, id);
    return id;
  }
}
