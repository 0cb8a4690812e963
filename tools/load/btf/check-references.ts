import { KIND, kindName, TYPE_HEAD } from './kinds.js';

/** Where the words of a type's parts stand: bytes of a part, and the places in it of an id and of a name (-1 for none). */
interface Parts {
  readonly stride: number;
  readonly id: number;
  readonly name: number;
}

const NO_PARTS: Parts = { stride: 0, id: -1, name: -1 };
const MEMBERS: Parts = { stride: 12, id: 4, name: 0 };

const PARTS: readonly Parts[] = Array.from({ length: KIND.enum64 + 1 }, (_, kind): Parts => {
  switch (kind) {
    case KIND.struct:
    case KIND.union:
      return MEMBERS;
    case KIND.datasec:
      return { stride: 12, id: 0, name: -1 };
    case KIND.func_proto:
      return { stride: 8, id: -1, name: 0 };
    case KIND.enum:
      return { stride: 8, id: -1, name: 0 };
    case KIND.enum64:
      return { stride: 12, id: -1, name: 0 };
    default:
      return NO_PARTS;
  }
});

/** Kinds whose third word is an id. */
const REFERS: readonly boolean[] = Array.from(
  { length: KIND.enum64 + 1 },
  (_, kind) => kind === KIND.ptr || (kind >= KIND.typedef && kind <= KIND.var) || kind === KIND.decl_tag || kind === KIND.type_tag,
);

/**
 * Checks of a kernel's own BTF what keeps reading it safe: ids and names that exist. One loop without calls, since a kernel has a hundred
 * thousand types and this is the first thing that is done with them. Undefined when all is well, else what is wrong.
 */
export function checkReferences(bytes: Uint8Array, littleEndian: boolean, offsets: Uint32Array, stringsLength: number): string | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = offsets.length;
  for (let id = 1; id < count; id++) {
    const at = offsets[id] ?? 0;
    const info = view.getUint32(at + 4, littleEndian);
    const kind = (info >>> 24) & 0x1f;
    const to = view.getUint32(at + 8, littleEndian);
    if (view.getUint32(at, littleEndian) >= stringsLength) return wrong(id, kind, 'its name is outside of the strings');
    if (REFERS[kind] === true && to >= count) return wrong(id, kind, `refers to type ${to}, which doesn't exist`);
    if (kind === KIND.array) {
      const [element, index] = [view.getUint32(at + TYPE_HEAD, littleEndian), view.getUint32(at + TYPE_HEAD + 4, littleEndian)];
      for (const part of [element, index])
        if (part === 0 || part >= count) return wrong(id, kind, `refers to type ${part}, which ${missing(part)}`);
      continue;
    }
    const parts = PARTS[kind] ?? NO_PARTS;
    if (parts.stride === 0) continue;
    const end = at + TYPE_HEAD + (info & 0xffff) * parts.stride;
    for (let part = at + TYPE_HEAD; part < end; part += parts.stride) {
      if (parts.name >= 0 && view.getUint32(part + parts.name, littleEndian) >= stringsLength)
        return wrong(id, kind, `member ${(part - at - TYPE_HEAD) / parts.stride}: its name is outside of the strings`);
      if (parts.id < 0) continue;
      const type = view.getUint32(part + parts.id, littleEndian);
      if (type >= count || type === 0)
        return wrong(id, kind, `member ${(part - at - TYPE_HEAD) / parts.stride}: refers to type ${type}, which ${missing(type)}`);
    }
  }
  return undefined;
}

function wrong(id: number, kind: number, what: string): string {
  return `type ${id} (${kindName(kind)}): ${what}`;
}

function missing(type: number): string {
  return type === 0 ? 'is void' : "doesn't exist";
}
