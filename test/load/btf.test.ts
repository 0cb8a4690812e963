import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Btf, BtfBuilder, checkMapBtf, findValueFields, KIND, parseBtf } from '../../tools/load/btf/index.js';
import { addLayout, type Field, type FieldType } from '../../tools/load/layout.js';
import { FACTS_6_1, FACTS_6_12 } from './facts.js';

const TAGS = FACTS_6_1.kptrTags;

function parsed(bytes: Uint8Array): Btf {
  const btf = parseBtf(bytes);
  if (!btf.ok) throw new Error(btf.error.message);
  return btf.value;
}

/** The same blob for a machine of the other byte order: types are nothing but 32-bit words. */
function bigEndian(bytes: Uint8Array): Uint8Array {
  const out = Uint8Array.from(bytes);
  const view = new DataView(out.buffer);
  const typesEnd = 24 + view.getUint32(12, true);
  view.setUint16(0, 0xeb9f, false);
  for (let at = 4; at < typesEnd; at += 4) view.setUint32(at, view.getUint32(at, true), false);
  return out;
}

function fieldsAt(...types: readonly [number, FieldType][]): { btf: Btf; value: number; size: number } {
  const fields: Field[] = types.map(([offset, type]) => ({ offset, type, name: '' }));
  const size = 8 * Math.ceil(Math.max(0, ...types.map(([offset]) => offset + 16)) / 8);
  const builder = new BtfBuilder();
  const value = addLayout(builder, { kind: 'struct', fields, size }, 'value', TAGS);
  return { btf: parsed(builder.finish()), value, size };
}

function search(...types: readonly [number, FieldType][]): ReturnType<typeof findValueFields> {
  const { btf, value } = fieldsAt(...types);
  return findValueFields(btf, value, TAGS);
}

const REF: FieldType = { kind: 'ref', struct: 'foo' };
const UNREF: FieldType = { kind: 'unref', struct: 'foo' };
const U32: FieldType = { kind: 'scalar', name: 'u32' };
const LOCK: FieldType = { kind: 'spin_lock' };
const TIMER: FieldType = { kind: 'timer' };

describe('special fields of a map value', () => {
  it('are found at their offsets, in both byte orders', () => {
    const builder = new BtfBuilder();
    const fields: Field[] = [UNREF, REF, LOCK, TIMER].map((type, i) => ({ offset: 8 * i, type, name: '' }));
    const value = addLayout(builder, { kind: 'struct', fields, size: 48 }, 'value', TAGS);
    const bytes = builder.finish();
    for (const blob of [bytes, bigEndian(bytes)]) {
      expect(findValueFields(parsed(blob), value, TAGS)).toEqual({
        spinLock: 16,
        timer: 24,
        kptrs: [
          { offset: 0, kind: 'unref', typeName: 'foo' },
          { offset: 8, kind: 'ref', typeName: 'foo' },
        ],
        kptrErrno: 0,
      });
    }
  });

  it('mean what the tags of the kernel say', () => {
    const { btf, value } = fieldsAt([0, UNREF]);
    expect(findValueFields(btf, value, FACTS_6_12.kptrTags).kptrs).toEqual([{ offset: 0, kind: 'ref', typeName: 'foo' }]);
    expect(findValueFields(btf, value, { unref: 'other', ref: 'tags' })).toMatchObject({ kptrs: [], kptrErrno: -22 });
  });

  it('are none of the kptrs when any member stands at no multiple of 8', () => {
    expect(search([0, REF], [8, U32], [12, U32])).toMatchObject({ kptrs: [], kptrErrno: -22 });
    expect(search([0, REF], [8, U32], [16, U32]).kptrs).toHaveLength(1);
  });

  it('are none when there are too many', () => {
    const many = Array.from({ length: 9 }, (_, i): [number, FieldType] => [8 * i, REF]);
    expect(search(...many.slice(0, 8)).kptrs).toHaveLength(8);
    expect(search(...many)).toMatchObject({ kptrs: [], kptrErrno: -7 });
    expect(search([0, LOCK], [8, LOCK]).spinLock).toBe(-7);
    expect(search([0, TIMER], [16, TIMER]).timer).toBe(-7);
  });

  it('are none when the kernel does not know the type, or has no destructor for a reference', () => {
    const { btf, value } = fieldsAt([0, UNREF], [8, REF]);
    const ask = (hasStruct: boolean, hasDestructor: boolean) =>
      findValueFields(btf, value, TAGS, { hasStruct: () => hasStruct, hasDestructor: () => hasDestructor });
    expect(ask(true, true).kptrs).toHaveLength(2);
    expect(ask(false, true)).toMatchObject({ kptrs: [], kptrErrno: -2 });
    expect(ask(true, false)).toMatchObject({ kptrs: [], kptrErrno: -2 });
  });

  it('say why there is no spin lock', () => {
    expect(search([0, U32]).spinLock).toBe(-2);
    expect(search([0, { kind: 'scalar', name: 'u8' }], [2, LOCK]).spinLock).toBe(-22);
    const builder = new BtfBuilder();
    const plain = builder.int('unsigned int', 4);
    expect(findValueFields(parsed(builder.finish()), plain, TAGS)).toMatchObject({ spinLock: -22, timer: -22, kptrErrno: -22 });
  });
});

describe('making a map with BTF', () => {
  const check = (type: string, flags: number, ...types: readonly [number, FieldType][]): number => {
    const { btf, value, size } = fieldsAt(...types);
    const key = btf.findByName(KIND.int, 'unsigned int') ?? 0;
    return checkMapBtf({ type, keySize: 4, valueSize: size, maxEntries: 1, flags }, btf, key, value, findValueFields(btf, value, TAGS));
  };

  it('depends on its type and flags', () => {
    expect(check('array', 0, [0, U32], [8, REF])).toBe(0);
    expect(check('hash', 0, [0, U32], [8, REF])).toBe(0);
    expect(check('percpu_hash', 0, [0, U32], [8, REF])).toBe(-95);
    expect(check('array', 1 << 7, [0, U32], [8, REF])).toBe(-13);
    expect(check('percpu_array', 0, [0, U32], [8, LOCK])).toBe(-524);
    expect(check('percpu_array', 0, [0, U32], [8, TIMER])).toBe(-95);
    expect(check('sockmap', 0, [0, U32])).toBe(-524);
  });
});

describe('a blob that lies', () => {
  const builder = new BtfBuilder();
  const fields: Field[] = [
    { offset: 0, type: REF, name: 'a' },
    { offset: 8, type: LOCK, name: 'b' },
    { offset: 16, type: TIMER, name: 'c' },
  ];
  addLayout(builder, { kind: 'struct', fields, size: 32 }, 'value', TAGS);
  builder.func('f', builder.int('int', 4, true), [], true);
  const good = builder.finish();

  const refused = (change: (view: DataView, bytes: Uint8Array) => void): string => {
    const bytes = Uint8Array.from(good);
    change(new DataView(bytes.buffer), bytes);
    const btf = parseBtf(bytes);
    return btf.ok ? 'taken' : btf.error.message;
  };

  it.each<[string, (view: DataView) => void, RegExp]>([
    ['magic', (v) => v.setUint16(0, 0x1234), /magic number/],
    ['version', (v) => v.setUint8(2, 2), /version 2/],
    ['flags', (v) => v.setUint8(3, 1), /flags/],
    ['header length', (v) => v.setUint32(4, 0xffffffff, true), /header says/],
    ['short header', (v) => v.setUint32(4, 8, true), /header says/],
    ['type offset', (v) => v.setUint32(8, 4, true), /sections/],
    ['type length', (v) => v.setUint32(12, 0x7fffffff, true), /sections/],
    ['string offset', (v) => v.setUint32(16, 0xfffffff0, true), /sections/],
    ['string length', (v) => v.setUint32(20, 0, true), /sections/],
    ['kind', (v) => v.setUint32(28, 31 << 24, true), /type 1: unknown kind 31/],
    ['vlen', (v) => v.setUint32(28, (KIND.struct << 24) | 0xffff, true), /type 1 \(struct\): needs/],
    ['name', (v) => v.setUint32(24, 0xffff, true), /type 1 \(struct\): name at 65535/],
  ])('about its %s', (_, change, message) => {
    expect(refused(change)).toMatch(message);
  });

  it('is refused in one line, whatever the lie', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 }),
        fc.nat(good.length),
        (changes, length) => {
          const bytes = good.slice(0, length === 0 ? good.length : length);
          for (const [at, byte] of changes) if (at < bytes.length) bytes[at] = byte;
          const btf = parseBtf(bytes);
          if (!btf.ok) expect(btf.error.message).toMatch(/^[^\n]+$/);
          else for (let id = 1; id < btf.value.count; id++) findValueFields(btf.value, id, TAGS);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('can not make it follow types in a circle', () => {
    const loop = new BtfBuilder();
    const ptr = loop.ptr(2);
    expect(ptr).toBe(1);
    loop.typeTag('kptr', 1);
    expect(parseBtf(loop.finish())).toMatchObject({ ok: false, error: { message: expect.stringContaining('contains itself') } });
  });

  it('can not cost more time than it is long', () => {
    const deep = new BtfBuilder();
    let type = deep.int('int', 4, true);
    for (let i = 0; i < 40; i++) type = deep.array(type, i + 1);
    expect(parseBtf(deep.finish()).ok).toBe(false);
  });
});
