import type { BtfType, TypeTables } from '@kfuncspec/runtime/v1';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readFacts } from '../../generator/facts/read.js';
import { vmlinuxBtf } from '../../tools/extract/kernel-btf.js';
import { factLines } from '../../tools/extract/lines.js';
import { rootRequest } from '../../tools/extract/roots.js';
import { type Btf, type OwnTables, parseBtf, TargetTables } from '../../tools/load/btf/index.js';
import { kernelBtf } from './elf/objects.js';
import { kernelOf, moduleOf, type RawType, rawBtf } from './raw-btf.js';

const VOID: BtfType = { kind: 'void', name: '', size: 0, type: 0, count: 0, members: [], tags: [] };
const NONE: OwnTables = { types: [VOID], prototypes: {} };

const int = (name: string, size: number): RawType => ({ kind: 'int', name, of: size, words: [size * 8] });
/** Members as name, type, offset in bits. */
const struct = (name: string, size: number, ...members: readonly (readonly [string, number, number])[]): RawType => ({
  kind: 'struct',
  name,
  of: size,
  vlen: members.length,
  words: members.flat(),
});
const proto = (returns: number, ...params: readonly number[]): RawType => ({
  kind: 'func_proto',
  of: returns,
  vlen: params.length,
  words: params.flatMap((type, i) => [`p${i}`, type]),
});

function member(tables: TypeTables, of: BtfType | undefined, name: string): BtfType | undefined {
  return tables.types[of?.members.find((m) => m.name === name)?.type ?? -1];
}

/** Every way two types of two tables differ, down to where they lead. */
function differences(a: readonly BtfType[], i: number, b: readonly BtfType[], j: number, path: string, seen: Set<string>): string[] {
  const at = `${i} ${j}`;
  if (seen.has(at)) return [];
  seen.add(at);
  const [left, right] = [a[i], b[j]];
  if (left === undefined || right === undefined) return [`${path}: missing`];
  const shown = ({ kind, name, size, count, tags, members }: BtfType): string =>
    JSON.stringify([kind, name, size, count, tags, members.map((m) => [m.name, m.bitOffset, m.bitSize])]);
  if (shown(left) !== shown(right)) return [`${path}: ${shown(left)} is not ${shown(right)}`];
  return [
    ...differences(a, left.type, b, right.type, `${path}*`, seen),
    ...left.members.flatMap((m, n) => differences(a, m.type, b, right.members[n]?.type ?? -1, `${path}.${m.name}`, seen)),
  ];
}

describe('tables of a kernel of its own', () => {
  // 1 int, 2 struct inner, 3 typedef inner_t, 4 inner_t[2], 5 const inner, 6 const inner[2], 7 inner[2], 8 ptr to user-tagged inner
  const types: RawType[] = [
    int('int', 4),
    struct('inner', 4, ['x', 1, 0]),
    { kind: 'typedef', name: 'inner_t', of: 2 },
    { kind: 'array', words: [3, 1, 2] },
    { kind: 'const', of: 2 },
    { kind: 'array', words: [5, 1, 2] },
    { kind: 'array', words: [2, 1, 2] },
    { kind: 'type_tag', name: 'user', of: 2 },
    { kind: 'ptr', of: 8 },
    struct('outer', 40, ['typed', 4, 0], ['constant', 6, 64], ['plain', 7, 128], ['tagged', 9, 192], ['self', 11, 256]),
    { kind: 'ptr', of: 10 },
    // 12 const void, 13 its pointer, 14 void *, 15 prototype, 16 function, 17 pointer to it, 18 typedef of that, 19 structure of operations
    { kind: 'const' },
    { kind: 'ptr', of: 12 },
    { kind: 'ptr' },
    proto(13, 13, 14, 11, 1),
    { kind: 'func', name: 'target', of: 15 },
    { kind: 'ptr', of: 15 },
    { kind: 'typedef', name: 'btf_trace_event', of: 17 },
    struct('operations', 8, ['run', 17, 0]),
    // another structure of a name that is there already, and what has it
    struct('inner', 8, ['y', 1, 32]),
    struct('has_other', 8, ['other', 20, 0]),
  ];
  const btf = kernelOf(types);
  const own: OwnTables = {
    types: [VOID, { ...VOID, kind: 'struct', name: 'inner', size: 99 }, { ...VOID, kind: 'int', name: 'int', size: 4 }],
    prototypes: { kept: { params: [2], returns: 1, constVoid: [] } },
  };
  const tables = new TargetTables(own, btf, []);
  const outer = tables.types[tables.structNamed('outer')];

  test('keep the indexes of what is known already, with the members that this kernel has', () => {
    expect(tables.structNamed('inner')).toBe(1);
    expect(tables.types[1]).toMatchObject({ kind: 'struct', name: 'inner', size: 4 });
    expect(tables.types[1]?.members).toEqual([{ name: 'x', type: 2, bitOffset: 0, bitSize: 0 }]);
    expect(tables.types[2]).toBe(own.types[2]);
    expect(tables.structNamed('nowhere')).toBe(-1);
  });

  test('name the elements of arrays in which the verifier sees no structures', () => {
    expect(member(tables, outer, 'typed')).toMatchObject({ kind: 'array', name: 'inner_t', count: 2, size: 8, type: 1 });
    expect(member(tables, outer, 'constant')).toMatchObject({ kind: 'array', name: '(anon)', type: 1 });
    expect(member(tables, outer, 'plain')).toMatchObject({ kind: 'array', name: '', type: 1 });
  });

  test('keep tags, and come back to the same type', () => {
    expect(member(tables, outer, 'tagged')).toMatchObject({ kind: 'ptr', size: 8, type: 1, tags: ['user'] });
    expect(tables.types[member(tables, outer, 'self')?.type ?? 0]).toBe(outer);
  });

  test('tell structures of one name apart', () => {
    const other = member(tables, tables.types[tables.structNamed('has_other')], 'other');
    expect(other).toMatchObject({ name: 'inner', size: 8 });
    expect(other).not.toBe(tables.types[1]);
  });

  test('have prototypes of functions, tracepoints and operations', () => {
    const expected = {
      params: [expect.any(Number), expect.any(Number), expect.any(Number), 2],
      returns: expect.any(Number),
      constVoid: [0, 4],
    };
    for (const name of ['target', 'btf_trace_event', 'operations.run']) expect(tables.prototype(name)).toEqual(expected);
    expect(tables.prototype('kept')).toBe(own.prototypes?.kept);
    for (const name of ['nothing', 'operations.stop', 'nothing.run', 'inner_t', 'toString']) expect(tables.prototype(name)).toBeUndefined();
  });
});

describe('modules', () => {
  const kernel = kernelOf([int('int', 4), struct('shared', 4, ['x', 1, 0]), proto(0)]);
  const own: OwnTables = { types: [VOID, { ...VOID, kind: 'struct', name: 'shared' }, { ...VOID, kind: 'struct', name: 'theirs' }] };
  // 4 struct theirs, 5 its own struct shared, 6 prototype of both and of vmlinux's shared, 7 function
  const btf = moduleOf(kernel, [
    struct('theirs', 4, ['x', 1, 0]),
    struct('shared', 8, ['x', 1, 32]),
    proto(0, 4, 5, 2),
    { kind: 'func', name: 'of_module', of: 6 },
  ]);
  const load = (initFunctions?: ReadonlySet<string>) =>
    new TargetTables(own, kernel, [{ name: 'm', btf, ...(initFunctions ? { initFunctions } : {}) }]);

  test('see types of vmlinux, have types of their own, and fill in what only they have', () => {
    const tables = load(new Set());
    const [theirs, ownShared, shared] = tables.prototype('of_module')?.params ?? [];
    expect([theirs, shared]).toEqual([2, 1]);
    expect(tables.types[2]).toMatchObject({ name: 'theirs', size: 4 });
    expect(tables.types[ownShared ?? 0]).toMatchObject({ name: 'shared', size: 8 });
    expect(ownShared).not.toBe(1);
  });

  test('may have forgotten a function', () => {
    expect(load(new Set()).prototype('of_module')?.address).toBeUndefined();
    expect(load(new Set(['of_module'])).prototype('of_module')?.address).toBe('gone');
    expect(load().prototype('of_module')?.address).toBe('unknown');
  });
});

test('say what facts say that are extracted from the same BTF', () => {
  const btf = kernelBtf('el');
  const requests = ['struct', 'union', 'func'] as const;
  const { lines } = factLines(
    [vmlinuxBtf(btf.bytes)],
    requests.map((kind) => rootRequest(kind, '*', 9)),
    new Set(),
  );
  const header = { format: 'kfuncspec/facts@1', kernel: '6.1', btfs: ['vmlinux'] };
  const facts = readFacts([[header, ...lines].map((line) => JSON.stringify(line)).join('\n')]);
  const tables = new TargetTables(NONE, btf, []);
  const seen = new Set<string>();
  const compare = (i: number, j: number, path: string) => differences(facts.types, i, tables.types, j, path, seen);
  const wrong = [...facts.functions.values()].flatMap(({ name, params, returns }) => {
    const found = tables.prototype(name);
    return [
      ...params.flatMap(({ type }, n) => compare(type, found?.params[n] ?? -1, `${name} ${n}`)),
      ...compare(returns, found?.returns ?? -1, name),
    ];
  });
  expect(facts.functions.size).toBeGreaterThan(3);
  expect(wrong).toEqual([]);
});

describe('BTF that no compiler makes', () => {
  const walk = (btf: Btf): number => {
    const tables = new TargetTables(NONE, btf, []);
    for (let id = 1; id < btf.count; id++) tables.structNamed(btf.name(id));
    for (let i = 0; i < tables.types.length && i < 10_000; i++) for (const { type } of tables.types[i]?.members ?? []) tables.types[type];
    return tables.types.length;
  };

  test('a structure within itself has no members', () => {
    const tables = new TargetTables(NONE, kernelOf([struct('a', 8, ['b', 2, 0]), struct('b', 8, ['a', 1, 0])]), []);
    expect(tables.types[tables.structNamed('a')]).toMatchObject({ size: 8, members: [] });
  });

  test('pointers in a circle, and a very long chain of them', () => {
    const circle = kernelOf([struct('a', 8, ['p', 2, 0]), { kind: 'ptr', of: 3 }, { kind: 'ptr', of: 2 }]);
    expect(walk(circle)).toBeLessThan(10);
    const chain = kernelOf([
      struct('a', 8, ['p', 2, 0]),
      ...Array.from({ length: 50_000 }, (_, i): RawType => ({ kind: 'ptr', of: i + 3 })),
      int('int', 4),
    ]);
    expect(walk(chain)).toBeLessThan(1000);
  });

  test('damaged', () => {
    const { bytes } = kernelBtf('el');
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), (changes) => {
        const damaged = bytes.slice();
        for (const [at, value] of changes) damaged[at] = value;
        const btf = parseBtf(damaged, { origin: 'kernel' });
        if (btf.ok) expect(walk(btf.value)).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
  });

  test('is written as given', () => expect(parseBtf(rawBtf([int('int', 4)]))).toMatchObject({ ok: true }));
});
