import { describe, expect, it } from 'vitest';
import { essentialName } from '../../../tools/load/elf/core/names.js';
import { codeOf, constants, type Order, sample } from './objects.js';

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
