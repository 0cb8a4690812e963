import { describe, expect, test } from 'vitest';
import type { BtfMember } from '../../../generator/runtime/src/btf-types.js';
import {
  BEYOND_MEMBER,
  BEYOND_STRUCT,
  FOUND_POINTER,
  FOUND_SCALAR,
  NO_FIELD,
  NOT_A_STRUCT,
  PART_OF_POINTER,
  structMatches,
  UNKNOWN_LAYOUT,
  Walk,
  walkAccess,
} from '../../../generator/runtime/src/btf-walk.js';
import { MEM_PERCPU, MEM_USER } from '../../../generator/runtime/src/layout.js';
import { btf, kernelWith } from './kernel.js';

function member(name: string, type: number, bitOffset: number, bitSize = 0): BtfMember {
  return { name, type, bitOffset, bitSize };
}

const INT = 1;
const INNER = 2;
const INNER_PTR = 3;
const OUTER = 4;
const INT_ARRAY = 5;
const INNER_ARRAY = 6;
const USER_PTR = 7;
const PERCPU_PTR = 8;
const FLEX_INTS = 9;
const TAIL = 10;
const FLEX_INNERS = 11;
const TAIL_OF_STRUCTS = 12;
const OPAQUE = 13;
const HOLDS_OPAQUE = 14;
const TYPEDEF_ARRAY = 15;
const HOLDS_TYPEDEFS = 16;
const INT_PTR = 17;

const { types } = kernelWith([
  btf('int', 'int', 4),
  btf('struct', 'inner', 8, { members: [member('a', INT, 0), member('b', INT, 32)] }),
  btf('ptr', '', 8, { type: INNER }),
  btf('struct', 'outer', 72, {
    members: [
      member('in', INNER, 0),
      member('next', INNER_PTR, 64),
      member('ints', INT_ARRAY, 128),
      member('low', INT, 224, 3),
      member('high', INT, 227, 13),
      member('pairs', INNER_ARRAY, 256),
      member('user', USER_PTR, 384),
      member('percpu', PERCPU_PTR, 448),
      member('plain', INT_PTR, 512),
    ],
  }),
  btf('array', '', 12, { type: INT, count: 3 }),
  btf('array', '', 16, { type: INNER, count: 2 }),
  btf('ptr', '', 8, { type: INNER, tags: ['user'] }),
  btf('ptr', '', 8, { type: INNER, tags: ['percpu'] }),
  btf('array', '', 0, { type: INT, count: 0 }),
  btf('struct', 'tail', 4, { members: [member('n', INT, 0), member('rest', FLEX_INTS, 32)] }),
  btf('array', '', 0, { type: INNER, count: 0 }),
  btf('struct', 'tail_of_structs', 8, { members: [member('n', INT, 0), member('rest', FLEX_INNERS, 64)] }),
  btf('struct', 'opaque', 16),
  btf('struct', 'holds_opaque', 24, { members: [member('n', INT, 0), member('o', OPAQUE, 64)] }),
  btf('array', 'inner_t', 16, { type: INNER, count: 2 }),
  btf('struct', 'holds_typedefs', 16, { members: [member('t', TYPEDEF_ARRAY, 0)] }),
  btf('ptr', '', 8, { type: INT }),
]);

function access(type: number, off: number, size: number): Walk {
  const walk = new Walk();
  walkAccess(types, walk, type, off, size);
  return walk;
}

describe('walking a structure', () => {
  test.each([
    ['a nested member', OUTER, 4, 4, FOUND_SCALAR],
    ['part of an int', OUTER, 5, 2, FOUND_SCALAR],
    ['past a member', OUTER, 2, 4, BEYOND_MEMBER],
    ['a nested structure as a whole', OUTER, 0, 8, BEYOND_MEMBER],
    ['a pointer', OUTER, 8, 8, FOUND_POINTER],
    ['half a pointer', OUTER, 8, 4, PART_OF_POINTER],
    ['the middle of a pointer', OUTER, 12, 4, PART_OF_POINTER],
    ['two elements of an array of ints', OUTER, 16, 8, FOUND_SCALAR],
    ['past an array of ints', OUTER, 24, 8, BEYOND_MEMBER],
    ['all bits of one bit field', OUTER, 28, 1, FOUND_SCALAR],
    ['both bit fields', OUTER, 28, 4, FOUND_SCALAR],
    ['part of a bit field', OUTER, 29, 1, NO_FIELD],
    ['a member of an element', OUTER, 44, 4, FOUND_SCALAR],
    ['a hole', OUTER, 30, 2, NO_FIELD],
    ['a pointer to an int, in part', OUTER, 64, 8, FOUND_SCALAR],
    ['behind the end', OUTER, 72, 1, BEYOND_STRUCT],
    ['over the end', OUTER, 68, 8, BEYOND_STRUCT],
    ['a flexible array of ints', TAIL, 400, 8, FOUND_SCALAR],
    ['a flexible array of structures', TAIL_OF_STRUCTS, 8 + 5 * 8 + 4, 4, FOUND_SCALAR],
    ['no structure', INT, 0, 4, NOT_A_STRUCT],
    ['a structure whose members are not known', OPAQUE, 0, 4, UNKNOWN_LAYOUT],
    ['one inside of another', HOLDS_OPAQUE, 12, 4, UNKNOWN_LAYOUT],
    ['beside it', HOLDS_OPAQUE, 0, 4, FOUND_SCALAR],
    ['the start of an element that goes by a typedef', HOLDS_TYPEDEFS, 8, 4, NOT_A_STRUCT],
    ['the middle of one', HOLDS_TYPEDEFS, 12, 4, FOUND_SCALAR],
  ])('%s', (_name, type, off, size, outcome) => {
    expect(access(type, off, size).outcome).toBe(outcome);
  });

  test('says where it ended', () => {
    const walk = access(OUTER, 34, 4);
    expect([walk.outcome, walk.structName, walk.memberName, walk.memberEnd, walk.off]).toEqual([BEYOND_MEMBER, 'inner', 'a', 4, 2]);
    const pointer = access(OUTER, 12, 4);
    expect([pointer.structName, pointer.memberName, pointer.memberOffset, pointer.off]).toEqual(['outer', 'next', 8, 12]);
  });

  test('tags of pointers become flags', () => {
    expect([access(OUTER, 8, 8).flags, access(OUTER, 48, 8).flags, access(OUTER, 56, 8).flags]).toEqual([0, MEM_USER, MEM_PERCPU]);
    expect(access(OUTER, 8, 8).type).toBe(INNER);
  });
});

describe('matching types', () => {
  const matches = (have: number, off: number, need: number, strict = false) => structMatches(types, new Walk(), have, off, need, strict);

  test('the type itself, the first member, a member at an offset, an element', () => {
    expect(matches(OUTER, 0, OUTER)).toBe(true);
    expect(matches(OUTER, 0, INNER)).toBe(true);
    expect(matches(OUTER, 32, INNER)).toBe(true);
    expect(matches(OUTER, 40, INNER)).toBe(true);
  });

  test('nothing else', () => {
    expect(matches(OUTER, 4, INNER)).toBe(false);
    expect(matches(OUTER, 8, INNER)).toBe(false);
    expect(matches(INNER, 0, OUTER)).toBe(false);
    expect(matches(HOLDS_TYPEDEFS, 0, INNER)).toBe(false);
  });

  test('strictly: only the type itself', () => {
    expect(matches(OUTER, 0, INNER, true)).toBe(false);
    expect(matches(OUTER, 0, OUTER, true)).toBe(true);
  });

  test('what a search in vain met', () => {
    const met = (have: number, off: number) => {
      const walk = new Walk();
      structMatches(types, walk, have, off, OUTER, false);
      return walk.outcome;
    };
    expect([met(INNER, 0), met(INNER, 9), met(HOLDS_OPAQUE, 8), met(HOLDS_TYPEDEFS, 0)]).toEqual([
      FOUND_SCALAR,
      BEYOND_STRUCT,
      UNKNOWN_LAYOUT,
      NOT_A_STRUCT,
    ]);
  });
});
