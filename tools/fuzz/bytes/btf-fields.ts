import { parseBtf } from '../../load/btf/index.js';
import { KIND, TYPE_HEAD } from '../../load/btf/kinds.js';
import type { Btf } from '../../load/btf/table.js';
import { type Field, type Layout, record } from './field.js';

const HEADER: Layout = [
  ['magic', 2],
  ['version', 1],
  ['flags', 1],
  ['hdr_len', 4],
  ['type_off', 4],
  ['type_len', 4],
  ['str_off', 4],
  ['str_len', 4],
];
const HEAD: Layout = [
  ['name_off', 4],
  ['info', 4],
  ['size_or_type', 4],
];
const MEMBER: Layout = [
  ['name_off', 4],
  ['type', 4],
  ['offset', 4],
];
const VARIABLE: Layout = [
  ['type', 4],
  ['offset', 4],
  ['size', 4],
];
const ARRAY: Layout = [
  ['type', 4],
  ['index', 4],
  ['length', 4],
];
const PARAM: Layout = [
  ['name_off', 4],
  ['type', 4],
];
const ENUMERATOR: Layout = [
  ['name_off', 4],
  ['value', 4],
];
const ENUMERATOR64: Layout = [...ENUMERATOR, ['high', 4]];
const WORD: Layout = [['word', 4]];

/** What follows a type's head: the layout of an element, and how many there are. */
function elements(btf: Btf, id: number): readonly [what: string, layout: Layout, count: number, stride: number] | undefined {
  const vlen = btf.vlen(id);
  switch (btf.kind(id)) {
    case KIND.struct:
    case KIND.union:
      return ['member', MEMBER, vlen, 12];
    case KIND.datasec:
      return ['variable', VARIABLE, vlen, 12];
    case KIND.array:
      return ['array', ARRAY, 1, 12];
    case KIND.func_proto:
      return ['param', PARAM, vlen, 8];
    case KIND.enum:
      return ['enumerator', ENUMERATOR, vlen, 8];
    case KIND.enum64:
      return ['enumerator', ENUMERATOR64, vlen, 12];
    case KIND.int:
    case KIND.var:
    case KIND.decl_tag:
      return ['type', WORD, 1, 4];
    default:
      return undefined;
  }
}

/** The fields of a BTF blob that stands at a place of a file; none when it can't be read. */
export function* btfFields(bytes: Uint8Array, start: number): Iterable<Field> {
  yield* record(start, 'btf', HEADER);
  const parsed = parseBtf(bytes, { origin: 'kernel' });
  if (!parsed.ok) return;
  const btf = parsed.value;
  for (let id = 1; id < btf.count; id++) {
    const head = start + btf.headAt(id);
    yield* record(head, 'btf.type', HEAD);
    const behind = elements(btf, id);
    if (behind === undefined) continue;
    const [what, layout, count, stride] = behind;
    for (let i = 0; i < count; i++) yield* record(head + TYPE_HEAD + i * stride, `btf.${what}`, layout);
  }
  // what a text begins with decides whether it is a name
  for (let at = btf.stringsStart; at < bytes.length; at++) {
    if (bytes[at - 1] === 0) yield { at: start + at, size: 1, kind: 'btf.string' };
  }
}
