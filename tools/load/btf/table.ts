import { isModifier, KIND, LONGEST_NAME, MAX_RESOLVE_DEPTH, POINTER_SIZE, TYPE_HEAD } from './kinds.js';

/** A structure's or union's member. Offsets and sizes in bits; bitfieldSize is 0 for what is no bitfield. */
export interface BtfMember {
  readonly name: string;
  readonly type: number;
  readonly bitOffset: number;
  readonly bitfieldSize: number;
}

/** One variable of a datasec (struct btf_var_secinfo); offset and size in bytes. */
export interface BtfSecVar {
  readonly type: number;
  readonly offset: number;
  readonly size: number;
}

/**
 * The types of one BTF blob, read where they stand: a type is decoded when it is asked for, so that a whole kernel's BTF costs
 * four bytes for each type. Made by `parseBtf`, which has checked every offset; ids run from 0 (void) to count - 1.
 */
export class Btf {
  readonly bytes: Uint8Array;
  readonly littleEndian: boolean;
  readonly #view: DataView;
  readonly #offsets: Uint32Array;
  /** Where the strings begin in `bytes`. */
  readonly stringsStart: number;

  /** @param offsets where each type's head stands in `bytes`, by id; entry 0 is not used */
  constructor(bytes: Uint8Array, littleEndian: boolean, offsets: Uint32Array, stringsStart: number) {
    this.bytes = bytes;
    this.littleEndian = littleEndian;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#offsets = offsets;
    this.stringsStart = stringsStart;
  }

  /** Number of types, void included. */
  get count(): number {
    return this.#offsets.length;
  }

  isType(id: number): boolean {
    return id >= 0 && id < this.#offsets.length;
  }

  /** KIND.void for id 0 and for ids that don't exist. */
  kind(id: number): number {
    return id > 0 && id < this.#offsets.length ? (this.#info(id) >>> 24) & 0x1f : KIND.void;
  }

  vlen(id: number): number {
    return id > 0 && id < this.#offsets.length ? this.#info(id) & 0xffff : 0;
  }

  kindFlag(id: number): boolean {
    return id > 0 && id < this.#offsets.length && this.#info(id) >>> 31 !== 0;
  }

  /** Empty for a type without a name. */
  name(id: number): string {
    return id > 0 && id < this.#offsets.length ? this.stringAt(this.#word(this.#at(id))) : '';
  }

  nameOffset(id: number): number {
    return this.#word(this.#at(id));
  }

  /** The head's third word: a size in bytes or the id of the type that this one refers to, by kind. */
  sizeOrType(id: number): number {
    return id > 0 && id < this.#offsets.length ? this.#word(this.#at(id) + 8) : 0;
  }

  /** Where the head stands in `bytes`; 0 for what is no type. */
  headAt(id: number): number {
    return id > 0 ? this.#at(id) : 0;
  }

  /** A word behind the head, counted in bytes from the head's end. */
  trailingWord(id: number, offset: number): number {
    return this.#word(this.#at(id) + TYPE_HEAD + offset);
  }

  /** `arr[length]` of an element type; only for KIND.array. */
  array(id: number): { readonly element: number; readonly index: number; readonly length: number } {
    return { element: this.trailingWord(id, 0), index: this.trailingWord(id, 4), length: this.trailingWord(id, 8) };
  }

  /** How an int is stored: encoding bits (1 signed, 2 char, 4 bool), bit offset, bits; only for KIND.int. */
  int(id: number): { readonly encoding: number; readonly offset: number; readonly bits: number } {
    const word = this.trailingWord(id, 0);
    return { encoding: (word >>> 24) & 15, offset: (word >>> 16) & 0xff, bits: word & 0xff };
  }

  /** Members of a structure or union, in order. */
  members(id: number): BtfMember[] {
    const members: BtfMember[] = [];
    for (let i = 0; i < this.vlen(id); i++) members.push(this.member(id, i));
    return members;
  }

  member(id: number, index: number): BtfMember {
    const at = 12 * index;
    const offset = this.trailingWord(id, at + 8);
    const flag = this.kindFlag(id);
    return {
      name: this.stringAt(this.trailingWord(id, at)),
      type: this.trailingWord(id, at + 4),
      bitOffset: flag ? offset & 0xffffff : offset,
      bitfieldSize: flag ? offset >>> 24 : 0,
    };
  }

  /** Variables of a datasec, in order. */
  secVars(id: number): BtfSecVar[] {
    const vars: BtfSecVar[] = [];
    for (let i = 0; i < this.vlen(id); i++) {
      const at = 12 * i;
      vars.push({ type: this.trailingWord(id, at), offset: this.trailingWord(id, at + 4), size: this.trailingWord(id, at + 8) });
    }
    return vars;
  }

  /** Parameters of a func_proto, in order; a last one of type 0 without a name means `...`. */
  params(id: number): { readonly name: string; readonly type: number }[] {
    const params: { name: string; type: number }[] = [];
    for (let i = 0; i < this.vlen(id); i++)
      params.push({ name: this.stringAt(this.trailingWord(id, 8 * i)), type: this.trailingWord(id, 8 * i + 4) });
    return params;
  }

  /** Follows typedefs, qualifiers and type tags to the type behind them (btf_type_skip_modifiers). */
  skipModifiers(id: number): number {
    let at = id;
    for (let step = 0; step < MAX_RESOLVE_DEPTH && isModifier(this.kind(at)); step++) at = this.sizeOrType(at);
    return at;
  }

  /** Size of a type in bytes; undefined for what has none: void, functions, forward declarations, chains that go too deep. */
  sizeOf(id: number): number | undefined {
    let at = id;
    let elements = 1;
    for (let step = 0; step <= MAX_RESOLVE_DEPTH; step++) {
      const kind = this.kind(at);
      switch (kind) {
        case KIND.ptr:
          return sized(elements * POINTER_SIZE);
        case KIND.int:
        case KIND.struct:
        case KIND.union:
        case KIND.enum:
        case KIND.enum64:
        case KIND.float:
        case KIND.datasec:
          return sized(elements * this.sizeOrType(at));
        case KIND.array: {
          const { element, length } = this.array(at);
          elements *= length;
          at = element;
          break;
        }
        default:
          if (!isModifier(kind) && kind !== KIND.var) return undefined;
          at = this.sizeOrType(at);
      }
    }
    return undefined;
  }

  /** The first type of a kind with a name (btf_find_by_name_kind), from an id on. Walks the whole table. */
  findByName(kind: number, name: string, from = 1): number | undefined {
    for (let id = from; id < this.count; id++) if (this.kind(id) === kind && this.isNamed(id, name)) return id;
    return undefined;
  }

  /** The string at an offset of the string section, up to its zero byte or LONGEST_NAME; bytes beyond ASCII stand as Latin-1. */
  stringAt(offset: number): string {
    if (offset === 0) return '';
    const start = this.stringsStart + offset;
    let text = '';
    for (let at = start; at < start + LONGEST_NAME; at++) {
      const byte = this.bytes[at] ?? 0;
      if (byte === 0) break;
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Has a type just this name; compares without making a text. */
  isNamed(id: number, name: string): boolean {
    const start = this.stringsStart + this.nameOffset(id);
    for (let i = 0; i < name.length; i++) if (this.bytes[start + i] !== name.charCodeAt(i)) return false;
    return (this.bytes[start + name.length] ?? 0) === 0;
  }

  #info(id: number): number {
    return this.#word(this.#at(id) + 4);
  }

  #at(id: number): number {
    return this.#offsets[id] ?? 0;
  }

  #word(at: number): number {
    return this.#view.getUint32(at, this.littleEndian);
  }
}

// The kernel keeps sizes in 32 bits and refuses what doesn't fit.
function sized(size: number): number | undefined {
  return size <= 0xffffffff ? size : undefined;
}
