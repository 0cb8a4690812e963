import { type Field, type FieldType, fieldAlignment, fieldSize, isScalarName, SCALARS, type ValueLayout } from '../layout.js';
import { quote } from '../result.js';
import type { Cursor } from './cursor.js';

const MAX_SIZE = 0xffffffff;
const MAX_FIELDS = 0xffff;

/** `{ 0: kptr foo; 8: kptr_ref foo name; 16: u64 } size 24`, or one scalar such as `u64` or `u8[48]`. Lines part fields as `;` does. */
export function parseLayout(c: Cursor): ValueLayout {
  if (!c.is('{')) {
    const place = c.peek();
    const type = parseField(c);
    if (type.kind === 'scalar') return { kind: 'scalar', type };
    if (place !== undefined) c.failAt(place, 'put what is special into braces, with its offset in front');
    return { kind: 'struct', fields: [], size: 0 };
  }
  const brace = c.next();
  const fields: Field[] = [];
  let end = 0;
  let alignment = 1;
  while (c.error === undefined) {
    while (c.take(';') || c.take(','));
    if (c.take('}')) break;
    if (c.atEnd && brace !== undefined) {
      c.failAt(brace, "'{' is not closed");
      break;
    }
    const place = c.peek();
    const offset = c.number('the offset of a field, or }', MAX_SIZE);
    c.expect(':');
    const type = parseField(c);
    const name = c.peek()?.kind === 'word' ? c.word('a name') : '';
    if (!c.is(';') && !c.is(',') && !c.is('}')) c.failHere("expected ';' or '}'");
    if (place !== undefined && offset < end) c.failAt(place, `the field at ${offset} begins before the one in front of it ends (${end})`);
    if (place !== undefined && fields.length === MAX_FIELDS) c.failAt(place, `more than ${MAX_FIELDS} fields`);
    fields.push({ offset, type, name });
    end = offset + fieldSize(type);
    alignment = Math.max(alignment, fieldAlignment(type));
  }
  const rounded = Math.ceil(end / alignment) * alignment;
  if (!c.is('size')) return { kind: 'struct', fields, size: rounded };
  c.next();
  const place = c.peek();
  const size = c.number('a size in bytes', MAX_SIZE);
  if (place !== undefined && size < end) c.failAt(place, `the fields end at ${end}`);
  return { kind: 'struct', fields, size };
}

const POINTERS: Readonly<Record<string, 'unref' | 'ref' | 'ptr'>> = { kptr: 'unref', kptr_ref: 'ref', ptr: 'ptr' };

function parseField(c: Cursor): FieldType {
  const token = c.peek();
  const name = c.word('a type such as u64 or kptr_ref');
  if (isScalarName(name)) {
    if (!c.take('[')) return { kind: 'scalar', name };
    const length = c.number('a length', Math.floor(MAX_SIZE / SCALARS[name].size));
    c.expect(']');
    return { kind: 'scalar', name, length };
  }
  if (name === 'spin_lock' || name === 'timer') return { kind: name };
  if (name === 'tagged') return { kind: 'tagged', tag: c.text('a tag'), struct: parseStruct(c) };
  const pointer = Object.hasOwn(POINTERS, name) ? POINTERS[name] : undefined;
  if (pointer !== undefined) return { kind: pointer, struct: parseStruct(c) };
  if (token !== undefined) {
    c.failAt(
      token,
      `unknown type ${quote(name)}: expected ${Object.keys(SCALARS).join(', ')}, kptr, kptr_ref, ptr, tagged, spin_lock or timer`,
    );
  }
  return { kind: 'scalar', name: 'u8' };
}

function parseStruct(c: Cursor): string {
  if (c.is('struct') && c.peek(1)?.kind !== 'op') c.next();
  return c.text('the name of a structure');
}
