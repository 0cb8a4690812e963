import { KIND, kindName, LONGEST_NAME } from './kinds.js';
import type { Btf } from './table.js';

/** What a kind's head must look like (the check_meta functions of kernel/bpf/btf.c). */
interface HeadRule {
  readonly name: 'none' | 'identifier' | 'optional' | 'text';
  readonly vlen?: 'zero' | 'linkage';
  readonly kindFlag?: true;
}

const REFERENCE: HeadRule = { name: 'none', vlen: 'zero' };
const HEADS: Readonly<Record<number, HeadRule>> = {
  // the kernel doesn't look at the name of an int or a float
  [KIND.int]: { name: 'text', vlen: 'zero' },
  [KIND.ptr]: REFERENCE,
  [KIND.array]: REFERENCE,
  [KIND.struct]: { name: 'optional', kindFlag: true },
  [KIND.union]: { name: 'optional', kindFlag: true },
  [KIND.enum]: { name: 'optional', kindFlag: true },
  [KIND.fwd]: { name: 'identifier', vlen: 'zero', kindFlag: true },
  [KIND.typedef]: { name: 'identifier', vlen: 'zero' },
  [KIND.volatile]: REFERENCE,
  [KIND.const]: REFERENCE,
  [KIND.restrict]: REFERENCE,
  [KIND.func]: { name: 'identifier', vlen: 'linkage' },
  [KIND.func_proto]: { name: 'none' },
  [KIND.var]: { name: 'identifier', vlen: 'zero' },
  [KIND.datasec]: { name: 'identifier' },
  [KIND.float]: { name: 'text', vlen: 'zero' },
  [KIND.decl_tag]: { name: 'text', vlen: 'zero' },
  [KIND.type_tag]: { name: 'text', vlen: 'zero' },
  [KIND.enum64]: { name: 'optional', kindFlag: true },
};

const LAST_LINKAGE = 2;
const FLOAT_SIZES = [2, 4, 8, 12, 16];

/**
 * Checks every type of a program's blob on its own, as the kernel does (btf_check_meta): names, sizes, ids in range, members in order.
 * Undefined when all is well, else what is wrong.
 */
export function checkHeads(btf: Btf, stringsStart: number, stringsLength: number): string | undefined {
  const check = new HeadCheck(btf, stringsStart, stringsLength);
  for (let id = 1; id < btf.count; id++) {
    const wrong = check.names(id) ?? check.ids(id) ?? check.head(id) ?? check.details(id);
    if (wrong !== undefined) return `type ${id} (${kindName(btf.kind(id))}): ${wrong}`;
  }
  return undefined;
}

class HeadCheck {
  readonly #btf: Btf;
  readonly #start: number;
  readonly #length: number;

  constructor(btf: Btf, stringsStart: number, stringsLength: number) {
    this.#btf = btf;
    this.#start = stringsStart;
    this.#length = stringsLength;
  }

  /** Offsets into the string section, and what stands there. */
  names(id: number): string | undefined {
    const btf = this.#btf;
    const kind = btf.kind(id);
    if (btf.nameOffset(id) >= this.#length) return `name at ${btf.nameOffset(id)} is outside of the strings`;
    const stride =
      kind === KIND.struct || kind === KIND.union || kind === KIND.enum64 ? 12 : kind === KIND.enum || kind === KIND.func_proto ? 8 : 0;
    if (stride === 0) return undefined;
    for (let i = 0; i < btf.vlen(id); i++) {
      const offset = btf.trailingWord(id, stride * i);
      if (offset >= this.#length) return `member ${i}: name at ${offset} is outside of the strings`;
      const enumerator = kind === KIND.enum || kind === KIND.enum64;
      if (offset === 0 ? enumerator : !this.#identifier(offset)) return `member ${i}: invalid name`;
    }
    return undefined;
  }

  /** Ids of other types. */
  ids(id: number): string | undefined {
    const btf = this.#btf;
    const kind = btf.kind(id);
    const to = btf.sizeOrType(id);
    switch (kind) {
      case KIND.ptr:
      case KIND.typedef:
      case KIND.volatile:
      case KIND.const:
      case KIND.restrict:
      case KIND.type_tag:
      case KIND.func_proto:
      case KIND.decl_tag:
        return btf.isType(to) ? undefined : `refers to type ${to}, which doesn't exist`;
      case KIND.func:
        return btf.kind(to) === KIND.func_proto ? undefined : `refers to type ${to}, which is no func_proto`;
      case KIND.var:
        return this.#sized(to);
      case KIND.array: {
        const { element, index } = btf.array(id);
        return this.#sized(element) ?? this.#sized(index);
      }
      case KIND.struct:
      case KIND.union:
        return this.#each(id, 12, 4, false);
      case KIND.datasec:
        return this.#each(id, 12, 0, false);
      default:
        return undefined;
    }
  }

  #each(id: number, stride: number, at: number, voidAllowed: boolean): string | undefined {
    for (let i = 0; i < this.#btf.vlen(id); i++) {
      const to = this.#btf.trailingWord(id, stride * i + at);
      if (!this.#btf.isType(to) || (to === 0 && !voidAllowed))
        return `member ${i}: refers to type ${to}, which ${to === 0 ? 'is void' : "doesn't exist"}`;
    }
    return undefined;
  }

  #sized(to: number): string | undefined {
    if (!this.#btf.isType(to)) return `refers to type ${to}, which doesn't exist`;
    return to === 0 ? 'refers to void' : undefined;
  }

  head(id: number): string | undefined {
    const btf = this.#btf;
    const rule = HEADS[btf.kind(id)];
    if (rule === undefined) return 'unknown kind';
    if (rule.vlen === 'zero' && btf.vlen(id) !== 0) return `vlen ${btf.vlen(id)}, must be 0`;
    if (rule.vlen === 'linkage' && btf.vlen(id) > LAST_LINKAGE) return `unknown linkage ${btf.vlen(id)}`;
    if (rule.kindFlag === undefined && btf.kindFlag(id)) return 'kind_flag is set';
    const name = btf.nameOffset(id);
    if (rule.name === 'none' && name !== 0) return 'must not have a name';
    if (rule.name === 'identifier' && name === 0) return 'has no name';
    if ((rule.name === 'identifier' || rule.name === 'optional') && name !== 0 && !this.#identifier(name, btf.kind(id) === KIND.datasec))
      return 'invalid name';
    return undefined;
  }

  details(id: number): string | undefined {
    const btf = this.#btf;
    const size = btf.sizeOrType(id);
    switch (btf.kind(id)) {
      case KIND.int:
        return this.#int(id, size);
      case KIND.array:
        return size === 0 ? undefined : `size ${size}, must be 0`;
      case KIND.fwd:
        return size === 0 ? undefined : 'refers to a type';
      case KIND.enum:
      case KIND.enum64:
        return size === 1 || size === 2 || size === 4 || size === 8 ? undefined : `size ${size} is no size of an enumeration`;
      case KIND.float:
        return FLOAT_SIZES.includes(size) ? undefined : `size ${size} is no size of a float`;
      case KIND.struct:
      case KIND.union:
        return this.#members(id, size);
      case KIND.datasec:
        return this.#secVars(id, size);
      case KIND.var:
        return btf.trailingWord(id, 0) <= 1 ? undefined : `unknown linkage ${btf.trailingWord(id, 0)}`;
      case KIND.decl_tag:
      case KIND.type_tag:
        return btf.name(id) === '' ? 'has no name' : undefined;
      default:
        return undefined;
    }
  }

  #int(id: number, size: number): string | undefined {
    const word = this.#btf.trailingWord(id, 0);
    const { encoding, offset, bits } = this.#btf.int(id);
    if ((word & 0xf0000000) !== 0) return `unknown bits in int data 0x${word.toString(16)}`;
    if (offset + bits > 128) return `${offset + bits} bits, an int has at most 128`;
    if (Math.ceil((offset + bits) / 8) > size) return `${offset + bits} bits don't fit its ${size} bytes`;
    return encoding === 0 || encoding === 1 || encoding === 2 || encoding === 4 ? undefined : `unknown encoding ${encoding}`;
  }

  #members(id: number, size: number): string | undefined {
    const isUnion = this.#btf.kind(id) === KIND.union;
    const flag = this.#btf.kindFlag(id);
    let last = 0;
    for (let i = 0; i < this.#btf.vlen(id); i++) {
      const word = this.#btf.trailingWord(id, 12 * i + 8);
      const offset = flag ? word & 0xffffff : word;
      if (isUnion && offset !== 0) return `member ${i} of a union at bit ${offset}`;
      if (offset < last) return `member ${i} at bit ${offset} stands before the one in front of it`;
      if (Math.ceil(offset / 8) > size) return `member ${i} at bit ${offset} is outside of its ${size} bytes`;
      last = offset;
    }
    return undefined;
  }

  #secVars(id: number, size: number): string | undefined {
    if (size === 0) return 'size 0';
    let end = 0;
    for (const [i, v] of this.#btf.secVars(id).entries()) {
      if (v.offset < end || v.size === 0 || v.offset + v.size > size) return `variable ${i} at ${v.offset} (${v.size} bytes) doesn't fit`;
      end = v.offset + v.size;
    }
    return undefined;
  }

  /** btf_name_valid_identifier; section names of later kernels may hold any printable character. */
  #identifier(offset: number, isSection = false): boolean {
    const start = this.#start + offset;
    for (let at = start; at < start + LONGEST_NAME; at++) {
      const byte = this.#btf.bytes[at] ?? 0;
      if (byte === 0) return at > start;
      if (!(isSection ? byte > 0x20 && byte < 0x7f : isNameByte(byte) && (at > start || !isDigit(byte)))) return false;
    }
    return false;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

// isalnum() of the kernel's lib/ctype.c goes by Latin-1; `_` and `.` are allowed besides.
function isNameByte(byte: number): boolean {
  const letter = byte & ~0x20;
  const isLetter = (letter >= 0x41 && letter <= 0x5a) || (byte >= 0xc0 && byte !== 0xd7 && byte !== 0xf7);
  return isLetter || isDigit(byte) || byte === 0x5f || byte === 0x2e;
}
