/** From offsets to names: fields of structures, elements of arrays, variables of sections. */

import { kernel } from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { BtfBuilder, parseBtf } from '../../tools/load/btf/index.js';
import { btfTypes } from '../../tools/report/fields/btf-types.js';
import { findStruct, kernelTypes } from '../../tools/report/fields/kernel-types.js';
import { partAt } from '../../tools/report/fields/part.js';
import type { Types } from '../../tools/report/fields/types.js';
import { codeOf, must, sample } from '../load/elf/objects.js';

/** `path`, or `path+rest` for what lies further in. */
function nameOf(types: Types, id: number, offset: number, size: number): string | null {
  const part = partAt(types, id, offset, size);
  return part === null ? null : `${part.path}${part.rest === 0 ? '' : `+${part.rest}`}`;
}

/** struct outer { u32 first; struct { u16 a, b; } in; u64 list[2]; struct { u32 x; union { u32 whole; u8 bytes[4]; }; }; struct item items[2]; } */
function outer(): { readonly types: Types; readonly id: number } {
  const btf = new BtfBuilder();
  const [u8, u16, u32, u64] = [btf.int('u8', 1), btf.int('u16', 2), btf.int('u32', 4), btf.int('u64', 8)];
  const named = btf.struct('pair', 4, [
    { name: 'a', type: u16, bitOffset: 0 },
    { name: 'b', type: u16, bitOffset: 16 },
  ]);
  const choice = btf.union('', 4, [
    { name: 'whole', type: u32, bitOffset: 0 },
    { name: 'bytes', type: btf.array(u8, 4), bitOffset: 0 },
  ]);
  const unnamed = btf.struct('', 8, [
    { name: 'x', type: u32, bitOffset: 0 },
    { name: '', type: choice, bitOffset: 32 },
  ]);
  const item = btf.struct('item', 8, [{ name: 'key', type: u64, bitOffset: 0 }]);
  const id = btf.struct('outer', 56, [
    { name: 'first', type: u32, bitOffset: 0 },
    { name: 'in', type: named, bitOffset: 32 },
    { name: 'list', type: btf.array(u64, 2), bitOffset: 64 },
    { name: '', type: unnamed, bitOffset: 192 },
    { name: 'items', type: btf.array(item, 2), bitOffset: 256 },
  ]);
  return { types: btfTypes(must(parseBtf(btf.finish()))), id };
}

describe('a part of a structure', () => {
  const { types, id } = outer();

  it.each([
    // offset, size, name
    [0, 4, 'first'],
    [2, 1, 'first+2'],
    [4, 4, 'in'],
    [4, 2, 'in.a'],
    [6, 2, 'in.b'],
    [8, 8, 'list[0]'],
    [16, 8, 'list[1]'],
    [19, 1, 'list[1]+3'],
    [24, 4, 'x'],
    [28, 4, 'whole'],
    [30, 1, 'whole+2'],
    [40, 8, 'items[1]'],
    [48, 8, ''],
    [56, 8, null],
    [-8, 8, null],
  ])('at %i, accessed by %i bytes, is %s', (offset, size, name) => {
    // what stands in no member is told by its distance from the beginning of the whole
    expect(nameOf(types, id, offset, size)).toBe(name === '' ? `+${offset}` : name);
  });

  it('that an address means is the outermost one', () => {
    expect(nameOf(types, id, 4, 0)).toBe('in');
    expect(nameOf(types, id, 6, 0)).toBe('in.b');
    expect(nameOf(types, id, 8, 0)).toBe('list');
    expect(nameOf(types, id, 32, 0)).toBe('items');
    expect(nameOf(types, id, 40, 0)).toBe('items[1]');
  });

  it('has a type as C writes it', () => {
    const shape = types.shape(id);
    const members = shape.kind === 'members' ? shape.members : [];
    expect(members.map(({ type }) => types.text(type))).toEqual(['u32', 'struct pair', 'u64[2]', 'struct', 'struct item[2]']);
  });
});

it('pointers are written with their star', () => {
  const btf = new BtfBuilder();
  const task = btf.struct('task_struct', 0, []);
  const pointer = btf.ptr(btf.typeTag('kptr_ref', task));
  const twice = btf.ptr(pointer);
  const nothing = btf.ptr(0);
  const types = btfTypes(must(parseBtf(btf.finish())));
  expect([pointer, twice, nothing].map((id) => types.text(id))).toEqual(['struct task_struct *', 'struct task_struct **', 'void *']);
});

it('a structure that holds itself ends the search', () => {
  const types: Types = {
    shape: () => ({ kind: 'members', size: 8, isSection: false, members: [{ name: 'self', type: 1, bitOffset: 0, bitSize: 0 }] }),
    text: () => 'struct loop',
  };
  expect(partAt(types, 1, 3, 1)?.path).toMatch(/^self(\.self)+$/);
});

describe('variables of an object', () => {
  it('have names, their sections too', () => {
    const { program, mapTypes } = codeOf(sample('el'), 'calls');
    const names = program.maps.map(({ name, valueSize }, i) => {
      const type = mapTypes[i];
      const types = type && btfTypes(type.table);
      return [name, valueSize, types && type && partAt(types, type.value, 0, 0)?.path];
    });
    expect(names).toEqual(
      expect.arrayContaining([
        ['.bss', 8, 'counter'],
        ['.rodata', 4, 'setting'],
      ]),
    );
  });
});

describe('the kernel’s structures', () => {
  it('are found by name, and their members by offset', () => {
    const types = kernelTypes(kernel);
    const id = findStruct(kernel, 'prog_test_ref_kfunc') ?? -1;
    expect(nameOf(types, id, 0, 4)).toBe('a');
    expect(nameOf(types, id, 4, 4)).toBe('b');
    expect(types.text(id)).toBe('struct prog_test_ref_kfunc');
  });

  it('that nobody knows have none', () => {
    expect(findStruct(kernel, 'no_such_structure')).toBeNull();
  });
});
