import type { BtfType } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { type OwnTables, TargetTables } from '../../../tools/load/btf/index.js';
import { essentialName } from '../../../tools/load/elf/core/names.js';
import { FACTS_6_1 } from '../facts.js';
import { codeOf, constants, kernelBtf, type Order, sample, troubleOf } from './objects.js';

describe('names without flavours', () => {
  it.each([
    ['task_struct', 'task_struct'],
    ['task_struct___old', 'task_struct'],
    ['a___b___c', 'a___b'],
    ['a____b', 'a____b'],
    ['___a', '___a'],
    ['a___', 'a___'],
    ['a___b_', 'a'],
    ['', ''],
  ])('%s', (name, expected) => expect(essentialName(name)).toBe(expected));
});

// The expected numbers are those of objects/kernel.c, whose layout the C standard and the ABI give.
describe.each<Order>(['el', 'eb'])('CO-RE relocations (%s)', (order) => {
  const object = sample(order);
  const loads = (name: string): [size: number, offset: number][] => {
    const { insns } = codeOf(object, name).program;
    const found: [number, number][] = [];
    const sizes: Record<number, number> = { 97: 4, 105: 2, 113: 1, 121: 8 };
    for (let i = 1; i < insns.length; i++) {
      const size = sizes[insns.code[i] ?? 0];
      if (size !== undefined) found.push([size, insns.off[i] ?? 0]);
    }
    return found;
  };

  it('moves fields, through anonymous members and arrays, whatever their flavour', () => {
    expect(loads('offsets')).toEqual([
      [4, 8],
      [2, 12],
      [8, 40],
      [4, 8],
    ]);
    expect(loads('flavoured')).toEqual([[4, 4]]);
  });

  it('reads an unsigned field in the size that it has', () => expect(loads('resized')).toEqual([[8, 88]]));

  it('makes an access to a field that is not there one that fails when it is reached', () => {
    const { program, poisoned } = codeOf(object, 'absent_field');
    expect(poisoned).toEqual([
      {
        insn: 1,
        kind: 'relocation',
        message: expect.stringMatching(/^failed to resolve CO-RE relocation <byte_off> \[\d+\] struct task\.absent \(0:5 @ offset \d+\)$/),
      },
    ]);
    expect([program.insns.code[1], program.insns.imm[1]]).toEqual([0x85, 195896080]);
  });

  it('answers whether fields, types and enumerators exist', () => {
    // a number, and how far it is shifted: pid, absent, handle, nowhere, matches, STATE_GONE, STATE_LOST
    expect(constants(codeOf(object, 'existence')).filter((n) => n < 2n)).toEqual([1n, 0n, 1n, 0n, 1n, 1n, 0n]);
  });

  it('gives sizes and values', () => expect(constants(codeOf(object, 'values'))).toEqual([9n, 96n, 0x123456789an]));

  it('lays out bitfields for loads of their own size', () => {
    const [size, offset, signed, left, right] = constants(codeOf(object, 'bitfield'));
    expect([size, offset, signed, left, right]).toEqual([4n, 80n, 0n, order === 'el' ? 52n : 35n, 55n]);
  });

  it('gives types by number', () => {
    const [local, target] = constants(codeOf(object, 'type_ids'));
    expect(local).toBeGreaterThan(0n);
    expect(target).toBeGreaterThan(0n);
  });
});

describe.each<Order>(['el', 'eb'])('CO-RE relocations by facts alone (%s)', (order) => {
  const VOID: BtfType = { kind: 'void', name: '', size: 0, type: 0, count: 0, members: [], tags: [] };
  /** What tables would say of the made-up kernel; `opaque` names a structure whose members they lack. */
  const tables = (opaque = 'none of them'): OwnTables => {
    const all = new TargetTables({ types: [VOID] }, kernelBtf(order), []);
    for (const name of ['task', 'handle', 'inner_parts', 'pair___other_layout']) all.structNamed(name);
    for (let i = 0; i < all.types.length; i++) void all.types[i]?.members;
    const types = all.types.map(({ kind, name, size, type, count, members, tags }): BtfType => {
      return { kind, name, size, type, count, members: name === opaque ? [] : members, tags };
    });
    return { types };
  };
  const load = (own: OwnTables) => sample(order, { facts: { ...FACTS_6_1, kernel: '6.1', tables: own } });
  const object = load(tables());
  const lack = (what: string) => expect.stringMatching(new RegExp(`: the facts of 6\\.1 lack ${what}: give the kernel's BTF \\(--btf\\)$`));

  it('are those by BTF', () => {
    for (const name of ['offsets', 'flavoured', 'absent_field'])
      expect(codeOf(object, name).program.insns).toEqual(codeOf(sample(order), name).program.insns);
    expect(codeOf(object, 'absent_field').poisoned).toHaveLength(1);
  });

  it('say what facts lack', () => {
    expect(troubleOf(object, 'values')).toEqual(lack('the values of enum state'));
    expect(troubleOf(object, 'bitfield')).toEqual(lack('the signs of members of struct task'));
    expect(troubleOf(object, 'type_ids')).toEqual(lack('what else there is to struct handle'));
    expect(troubleOf(object, 'resized')).toEqual(lack('the sign of a member of struct task'));
    expect(troubleOf(load(tables('task')), 'absent_field')).toEqual(lack('a member of struct task'));
    expect(troubleOf(load({ types: [VOID] }), 'offsets')).toEqual(lack('struct task'));
  });
});
