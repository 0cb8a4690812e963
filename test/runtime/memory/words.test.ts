import { describe, expect, test } from 'vitest';
import { markKnown, markUnknown } from '../../../generator/runtime/src/known.js';
import {
  MAYBE_NULL,
  PTR_TO_BTF_ID,
  PTR_TO_MAP_VALUE,
  PTR_TO_MEM,
  PTR_TO_PACKET,
  PTR_TO_SOCKET,
  PTR_UNTRUSTED,
  R_AUX1,
  R_ID,
  R_MASK,
  R_MASK_HI,
  R_OFF,
  R_SMIN,
  R_SMIN_HI,
  R_TYPE,
  R_UMAX,
  R_UMAX_HI,
  R_VALUE,
} from '../../../generator/runtime/src/layout.js';
import { assume_not_null, load_kptr, put_back, set_constant } from '../../../generator/runtime/src/mechanisms/memory.js';
import type { ProgramMap } from '../../../generator/runtime/src/program.js';
import {
  field_kind,
  field_type,
  field_type_name,
  map_field,
  map_first_kptr_in,
  map_spin_lock_off,
} from '../../../generator/runtime/src/words/map.js';
import {
  reg_frame_is_current,
  reg_highest,
  reg_is_aligned,
  reg_is_bounded,
  reg_is_const,
  reg_lowest,
  reg_map_offset,
  reg_number,
  reg_object_type,
  reg_range,
  reg_signed_value,
  reg_smin,
  reg_umax,
  reg_umax_bits,
  reg_value,
  reg_var_off,
} from '../../../generator/runtime/src/words/reg.js';
import {
  type_is_scalar_struct,
  type_kind_name,
  type_name,
  type_nests_too_deep,
  type_pointee,
} from '../../../generator/runtime/src/words/type.js';
import { btf, machineWith, register } from './kernel.js';

const VALUE: ProgramMap = {
  name: 'values',
  type: 'array',
  keySize: 4,
  valueSize: 40,
  maxEntries: 1,
  flags: 0,
  inner: -1,
  spinLock: 4,
  timer: -1,
  kptrs: [
    { offset: 8, kind: 'unref', typeName: 'object' },
    { offset: 24, kind: 'ref', typeName: 'other' },
  ],
  hasBtf: true,
};

describe('numbers of a register', () => {
  test('known values, both ways', () => {
    const m = machineWith();
    const r1 = register(m, 1);
    markKnown(m.w, r1, -8, -1);
    expect([reg_is_const(m, r1), reg_value(m, r1), reg_signed_value(m, r1)]).toEqual([true, 2 ** 64, -8]);
    m.w[r1 + R_OFF] = 24;
    expect(reg_map_offset(m, r1)).toBe(16n);
    m.w[r1 + R_OFF] = 4;
    expect(reg_map_offset(m, r1)).toBe(0xfffffffffffffffcn);
    expect([reg_number(m, r1), reg_umax_bits(m, r1)]).toEqual([1, 64]);
  });

  test('bounds, and how the kernel cuts them to 32 bits', () => {
    const m = machineWith();
    const r1 = register(m, 1);
    expect([reg_smin(m, r1), reg_umax(m, r1), reg_is_bounded(m, r1)]).toEqual([-(2 ** 63), 2 ** 64, false]);
    m.w[r1 + R_SMIN] = 4;
    m.w[r1 + R_SMIN_HI] = 1;
    m.w[r1 + R_UMAX] = 16;
    m.w[r1 + R_UMAX_HI] = 2;
    expect([reg_lowest(m, r1, 2), reg_highest(m, r1, -20), reg_umax_bits(m, r1), reg_is_bounded(m, r1)]).toEqual([6, -4, 34, true]);
  });

  test.each([
    [0, 0, 8, 8, true],
    [4, 0, 4, 8, true],
    [4, 0, 0, 8, false],
    [0, 4, 0, 8, false],
    [0, 4, 0, 4, true],
    [1, 1, 1, 2, false],
    [0, 8, -8, 8, true],
  ])('alignment of value %i, mask %i plus %i to %i: %s', (value, mask, off, size, aligned) => {
    const m = machineWith();
    const r1 = register(m, 1);
    markKnown(m.w, r1, value, 0);
    m.w[r1 + R_MASK] = mask;
    expect(reg_is_aligned(m, r1, off, size)).toBe(aligned);
  });

  test('prints known and unknown bits', () => {
    const m = machineWith();
    const r1 = register(m, 1);
    m.w[r1 + R_VALUE] = 4;
    m.w[r1 + R_MASK] = 0xf8;
    m.w[r1 + R_MASK_HI] = 0;
    expect(reg_var_off(m, r1)).toBe('(0x4; 0xf8)');
  });
});

describe('what a register points to', () => {
  test('objects, sockets by their structure, packets by range', () => {
    const m = machineWith([btf('struct', 'object', 8), btf('struct', 'sock', 8)]);
    const r1 = register(m, 1);
    m.w[r1 + R_TYPE] = PTR_TO_BTF_ID | PTR_UNTRUSTED;
    m.w[r1 + R_AUX1] = 1;
    expect(reg_object_type(m, r1)).toBe(1);
    m.w[r1 + R_TYPE] = PTR_TO_SOCKET;
    expect(reg_object_type(m, r1)).toBe(2);
    expect(reg_range(m, r1)).toBe(0);
    m.w[r1 + R_TYPE] = PTR_TO_PACKET;
    m.w[r1 + R_AUX1] = -1;
    expect([reg_object_type(m, r1), reg_range(m, r1)]).toEqual([-1, -1]);
    expect(reg_frame_is_current(m, register(m, 10))).toBe(true);
  });

  test('types by name and kind', () => {
    const m = machineWith([
      btf('int', 'int', 4),
      btf('struct', 'pair', 8, {
        members: [
          { name: 'a', type: 1, bitOffset: 0, bitSize: 0 },
          { name: 'b', type: 1, bitOffset: 32, bitSize: 0 },
        ],
      }),
      btf('ptr', '', 8, { type: 2 }),
      btf('struct', 'opaque', 8),
      ...[5, 6, 7, 8].map((depth) =>
        btf('struct', `nested${depth}`, 8, { members: [{ name: 'm', type: depth === 5 ? 2 : depth - 1, bitOffset: 0, bitSize: 0 }] }),
      ),
    ]);
    expect([type_name(m, 2), type_kind_name(m, 2), type_kind_name(m, 0), type_name(m, -1)]).toEqual(['pair', 'STRUCT', 'UNKNOWN', '']);
    expect([type_pointee(m, 3), type_pointee(m, 2)]).toEqual([2, -1]);
    expect([type_is_scalar_struct(m, 2), type_is_scalar_struct(m, 4), type_is_scalar_struct(m, 1)]).toEqual([true, false, false]);
    expect([type_is_scalar_struct(m, 7), type_is_scalar_struct(m, 8), type_nests_too_deep(m, 7), type_nests_too_deep(m, 8)]).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });
});

describe('fields of a map value', () => {
  const machine = () => {
    const m = machineWith([btf('struct', 'object', 8)]);
    m.program = { ...m.program, maps: [VALUE, VALUE] };
    m.maps = m.program.maps;
    return m;
  };

  test('are found by their first byte, or by any', () => {
    const m = machine();
    expect([map_field(m, 0, 8), map_field(m, 0, 9), map_spin_lock_off(m, 0)]).toEqual([0, -1, 4]);
    expect([map_first_kptr_in(m, 1, 0, 8), map_first_kptr_in(m, 1, 0, 9), map_first_kptr_in(m, 1, 16, 40)]).toEqual([-1, 16, 17]);
  });

  test('know their kind and type', () => {
    const m = machine();
    const [unref, ref] = [map_field(m, 1, 8), map_field(m, 1, 24)];
    expect([field_kind(m, unref), field_type(m, unref), field_kind(m, ref), field_type(m, ref), field_type_name(m, ref)]).toEqual([
      ...[0, 1],
      ...[1, -1, 'other'],
    ]);
  });

  test('a load gives an untrusted pointer or NULL with an id of its own', () => {
    const m = machine();
    const r1 = register(m, 1);
    m.idGen = 6;
    load_kptr(m, r1, map_field(m, 0, 8));
    expect([m.w[r1 + R_TYPE], m.w[r1 + R_AUX1], m.w[r1 + R_ID], m.idGen]).toEqual([PTR_TO_BTF_ID | MAYBE_NULL | PTR_UNTRUSTED, 1, 7, 7]);
  });
});

describe('assuming that a pointer is not NULL', () => {
  test('takes the flag away until it is put back', () => {
    const m = machineWith();
    const r1 = register(m, 1);
    markUnknown(m.w, r1);
    m.w[r1 + R_TYPE] = PTR_TO_MEM | MAYBE_NULL;
    m.w[r1 + R_ID] = 3;
    assume_not_null(m, r1);
    expect([m.w[r1 + R_TYPE], m.w[r1 + R_ID]]).toEqual([PTR_TO_MEM, 3]);
    put_back(m, r1);
    expect([m.w[r1 + R_TYPE], m.w[r1 + R_ID]]).toEqual([PTR_TO_MEM | MAYBE_NULL, 3]);
  });

  test('a map value stays one', () => {
    const m = machineWith();
    m.program = { ...m.program, maps: [VALUE] };
    m.maps = m.program.maps;
    const r1 = register(m, 1);
    m.w[r1 + R_TYPE] = PTR_TO_MAP_VALUE | MAYBE_NULL;
    m.w[r1 + R_AUX1] = 0;
    assume_not_null(m, r1);
    expect(m.w[r1 + R_TYPE]).toBe(PTR_TO_MAP_VALUE);
  });
});

test('a constant is given as two halves', () => {
  const m = machineWith();
  const r1 = register(m, 1);
  set_constant(m, r1, -1, 1);
  expect(reg_value(m, r1)).toBe(0x1ffffffff);
});
