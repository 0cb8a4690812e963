import { describe, expect, it } from 'vitest';
import { AT_PKT_END, BEYOND_PKT_END } from '../../../generator/runtime/src/branch.js';
import { markKnown } from '../../../generator/runtime/src/known.js';
import {
  CONST_PTR_TO_MAP,
  F_ACQUIRED_REFS,
  MAYBE_NULL,
  PTR_TO_BTF_ID,
  PTR_TO_MAP_VALUE,
  PTR_TO_PACKET,
  PTR_TO_PACKET_END,
  PTR_TO_PACKET_META,
  PTR_TO_SOCKET,
  R_AUX1,
  R_AUX2,
  R_ID,
  R_OFF,
  R_REF_OBJ_ID,
  R_TYPE,
  R_UMAX,
  R_UMAX_HI,
  R_UMIN,
  SCALAR,
} from '../../../generator/runtime/src/layout.js';
import { acquire_reference_state } from '../../../generator/runtime/src/refs.js';
import { LOCK_MAP, MAP_COUNT, OUTER_MAP, OUTER_TIMER_MAP, PLAIN_MAP, Sides, SOCKET_MAP } from './machine.js';

const VALUE_OR_NULL = PTR_TO_MAP_VALUE | MAYBE_NULL;

describe('a pointer compared with NULL', () => {
  it.each([
    ['jeq', 0x15, [PTR_TO_MAP_VALUE, SCALAR]],
    ['jne', 0x55, [SCALAR, PTR_TO_MAP_VALUE]],
  ] as const)('%s: every copy is NULL on one side, and a value on the other', (_name, code, types) => {
    const s = new Sides([code, 1, 0, 0, 0]);
    const places = [s.reg(1), s.reg(7), s.slot(3)];
    for (const r of places) s.pointer(r, VALUE_OR_NULL, { id: 5, aux1: PLAIN_MAP });
    s.pointer(s.reg(8), VALUE_OR_NULL, { id: 6, aux1: PLAIN_MAP });
    s.split();
    for (const r of places) {
      expect(s.both(r, R_TYPE)).toEqual(types);
      expect(s.both(r, R_ID)).toEqual([0, 0]);
    }
    expect(s.both(s.reg(8), R_TYPE)).toEqual([VALUE_OR_NULL, VALUE_OR_NULL]);
    expect(s.both(s.reg(8), R_ID)).toEqual([6, 6]);
  });

  it.each([
    ['a value with a lock keeps its id', LOCK_MAP, PTR_TO_MAP_VALUE, LOCK_MAP, 5, 0],
    ['a map of sockets gives a socket', SOCKET_MAP, PTR_TO_SOCKET, SOCKET_MAP, 0, 0],
    ['a map of maps gives what stands for its elements', OUTER_MAP, CONST_PTR_TO_MAP, MAP_COUNT + OUTER_MAP, 0, 0],
    ['inner maps with timers are told apart', OUTER_TIMER_MAP, CONST_PTR_TO_MAP, MAP_COUNT + OUTER_TIMER_MAP, 0, 5],
  ])('%s', (_name, map, type, aux1, id, aux2) => {
    const s = new Sides([0x15, 1, 0, 0, 0]);
    const r = s.reg(1);
    s.pointer(r, VALUE_OR_NULL, { id: 5, aux1: map });
    s.split();
    const word = (at: number) => s.both(r, at)[0];
    expect([word(R_TYPE), word(R_AUX1), word(R_ID), word(R_AUX2)]).toEqual([type, aux1, id, aux2]);
  });

  it.each([
    [0x15, [1, 0]],
    [0x55, [0, 1]],
  ] as const)('opcode %d: the reference of a NULL is gone', (code, held) => {
    const s = new Sides([code, 1, 0, 0, 0]);
    const id = acquire_reference_state(s.m, 0);
    s.pointer(s.reg(1), PTR_TO_BTF_ID | MAYBE_NULL, { id, ref: id });
    s.split();
    expect(s.both(0, F_ACQUIRED_REFS)).toEqual(held);
    const refs = s.both(s.reg(1), R_REF_OBJ_ID);
    expect(refs).toEqual(held.map((n) => n * id));
    expect(s.both(s.reg(1), R_TYPE)).toEqual(held.map((n) => (n === 1 ? PTR_TO_BTF_ID : SCALAR)));
  });

  it.each([
    ['with another number', 0x15, 1],
    ['by 32 bits', 0x16, 0],
    ['by order', 0x25, 0],
  ])('%s: nothing is learned', (_name, code, imm) => {
    const s = new Sides([code, 1, 0, 0, imm]);
    s.pointer(s.reg(1), VALUE_OR_NULL, { id: 5, aux1: PLAIN_MAP });
    s.split();
    expect(s.both(s.reg(1), R_TYPE)).toEqual([VALUE_OR_NULL, VALUE_OR_NULL]);
  });

  it('a pointer that has moved is left alone', () => {
    const s = new Sides([0x15, 1, 0, 0, 0]);
    s.pointer(s.reg(1), VALUE_OR_NULL, { id: 5, aux1: PLAIN_MAP });
    s.m.w[s.reg(1) + R_OFF] = 8;
    s.split();
    expect(s.both(s.reg(1), R_TYPE)).toEqual([VALUE_OR_NULL, VALUE_OR_NULL]);
  });
});

describe('copies of a scalar', () => {
  it('learn what it learns, wherever they are', () => {
    const s = new Sides([0x25, 1, 0, 0, 9]);
    const places = [s.reg(1), s.reg(6), s.slot(0)];
    for (const r of places) s.scalar(r, 4);
    s.scalar(s.reg(7), 5);
    s.split();
    for (const r of places) {
      expect(s.both(r, R_UMAX)).toEqual([9, -1]);
      expect(s.both(r, R_UMIN)).toEqual([0, 10]);
    }
    expect(s.both(s.reg(7), R_UMAX)).toEqual([-1, -1]);
  });

  it('without an id there are none', () => {
    const s = new Sides([0x25, 1, 0, 0, 9]);
    s.scalar(s.reg(1));
    s.scalar(s.reg(6));
    s.split();
    expect(s.both(s.reg(1), R_UMAX)).toEqual([9, -1]);
    expect(s.both(s.reg(6), R_UMAX)).toEqual([-1, -1]);
  });

  it('of the second operand learn too, when the first is the constant', () => {
    const s = new Sides([0x2d, 1, 2, 0, 0]);
    markKnown(s.m.w, s.reg(1), 7, 0);
    s.m.w[s.reg(1) + R_TYPE] = SCALAR;
    s.scalar(s.reg(2), 3);
    s.scalar(s.reg(3), 3);
    s.split();
    expect(s.both(s.reg(3), R_UMAX)).toEqual([-1, 6]);
    expect(s.both(s.reg(3), R_UMIN)).toEqual([7, 0]);
  });

  it('equal registers take over each other’s bounds where they are equal', () => {
    const s = new Sides([0x1d, 1, 2, 0, 0]);
    s.scalar(s.reg(1));
    s.scalar(s.reg(2));
    s.m.w[s.reg(1) + R_UMAX] = 99;
    s.m.w[s.reg(1) + R_UMAX_HI] = 0;
    s.split();
    expect(s.both(s.reg(2), R_UMAX)).toEqual([-1, 99]);
  });
});

describe('a packet pointer compared with the end', () => {
  const SIDES = [
    ['data > end', 0x2d, false, [8, BEYOND_PKT_END], [8, 0]],
    ['data >= end', 0x3d, false, [9, AT_PKT_END], [9, 0]],
    ['data < end', 0xad, false, [AT_PKT_END, 9], [0, 9]],
    ['data <= end', 0xbd, false, [BEYOND_PKT_END, 8], [0, 8]],
    ['end > data', 0x2d, true, [AT_PKT_END, 9], [0, 9]],
    ['end >= data', 0x3d, true, [BEYOND_PKT_END, 8], [0, 8]],
    ['end < data', 0xad, true, [8, BEYOND_PKT_END], [8, 0]],
    ['end <= data', 0xbd, true, [9, AT_PKT_END], [9, 0]],
  ] as const;

  it.each(SIDES)('%s: its copies may go so far', (_name, code, swapped, pointer, copy) => {
    const s = new Sides([code, swapped ? 2 : 1, swapped ? 1 : 2, 0, 0]);
    s.pointer(s.reg(1), PTR_TO_PACKET, { id: 3 });
    s.m.w[s.reg(1) + R_OFF] = 8;
    s.pointer(s.reg(2), PTR_TO_PACKET_END);
    s.pointer(s.reg(3), PTR_TO_PACKET, { id: 3 });
    s.pointer(s.reg(4), PTR_TO_PACKET, { id: 4 });
    s.split();
    expect(s.both(s.reg(1), R_AUX1)).toEqual(pointer);
    expect(s.both(s.reg(3), R_AUX1)).toEqual(copy);
    expect(s.both(s.reg(4), R_AUX1)).toEqual([0, 0]);
  });

  it('metadata ends where the packet begins', () => {
    const s = new Sides([0x2d, 1, 2, 0, 0]);
    s.pointer(s.reg(1), PTR_TO_PACKET_META);
    s.m.w[s.reg(1) + R_OFF] = 4;
    s.pointer(s.reg(2), PTR_TO_PACKET);
    s.split();
    expect(s.both(s.reg(1), R_AUX1)).toEqual([4, 0]);
  });

  it.each([
    ['an offset below the start', -1, 0],
    ['an offset that may be far', 8, 0xffff],
  ])('%s teaches nothing', (_name, off, umax) => {
    const s = new Sides([0x2d, 1, 2, 0, 0]);
    s.pointer(s.reg(1), PTR_TO_PACKET, { id: 3 });
    s.m.w[s.reg(1) + R_OFF] = off;
    s.m.w[s.reg(1) + R_UMAX] = umax;
    s.pointer(s.reg(2), PTR_TO_PACKET_END);
    s.pointer(s.reg(3), PTR_TO_PACKET, { id: 3 });
    s.split();
    expect(s.both(s.reg(3), R_AUX1)).toEqual([0, 0]);
  });

  it('by 32 bits teaches nothing', () => {
    const s = new Sides([0x2e, 1, 2, 0, 0]);
    s.pointer(s.reg(1), PTR_TO_PACKET);
    s.m.w[s.reg(1) + R_OFF] = 8;
    s.pointer(s.reg(2), PTR_TO_PACKET_END);
    s.split();
    expect(s.both(s.reg(1), R_AUX1)).toEqual([0, 0]);
  });
});
