import { beforeEach, describe, expect, test } from 'vitest';
import { isCovered } from '../../../generator/runtime/src/covers.js';
import { initFrame } from '../../../generator/runtime/src/frames.js';
import { IdMap } from '../../../generator/runtime/src/id-map.js';
import type { ExploredState } from '../../../generator/runtime/src/kept-state.js';
import { markKnown, markUnknown } from '../../../generator/runtime/src/known.js';
import {
  F_ALLOCATED_STACK,
  FRAME_STACK,
  LIVE_READ64,
  MAYBE_NULL,
  PRECISE,
  PTR_TO_BTF_ID,
  PTR_TO_MAP_VALUE,
  PTR_TO_PACKET,
  PTR_TO_STACK,
  R_AUX1,
  R_ID,
  R_LIVE,
  R_OFF,
  R_TYPE,
  R_UMAX,
  SCALAR,
  SLOT_TYPES,
  STACK_MISC,
  STACK_SPILL,
  STACK_ZERO,
} from '../../../generator/runtime/src/layout.js';
import { Machine } from '../../../generator/runtime/src/machine.js';
import { acquire_reference_state } from '../../../generator/runtime/src/refs.js';
import { exploredCopy } from '../../../generator/runtime/src/state.js';
import { reg_at } from '../../../generator/runtime/src/words/call.js';
import { kernel } from './kernel.js';

let m: Machine;

beforeEach(() => {
  m = new Machine(kernel);
  initFrame(m, 0, -1, 0);
});

/** Register Rn gets a type, with everything else as in a fresh pointer or scalar 0. */
function put(n: number, type: number, words: Readonly<Record<number, number>> = {}): number {
  const reg = reg_at(m, n);
  markKnown(m.w, reg, 0, 0);
  m.w[reg + R_TYPE] = type;
  for (const [word, value] of Object.entries(words)) m.w[reg + Number(word)] = value;
  return reg;
}

/** The current state as an explored one in which these registers were read. */
function explored(...read: readonly number[]): ExploredState {
  const state = exploredCopy(m, 0);
  for (const n of read) state.words[reg_at(m, n) + R_LIVE] |= LIVE_READ64;
  return state;
}

describe('registers', () => {
  test('what was not read may differ', () => {
    put(6, SCALAR);
    const old = explored();
    put(6, PTR_TO_STACK);
    expect(isCovered(m, old)).toBe(true);
  });

  test('scalars only need the same value where it was relied on', () => {
    put(6, SCALAR);
    const old = explored(6);
    markKnown(m.w, put(6, SCALAR), 9, 0);
    expect(isCovered(m, old)).toBe(true);
    old.words[reg_at(m, 6) + R_LIVE] |= PRECISE;
    expect(isCovered(m, old)).toBe(false);
  });

  test('a range covers what lies within it', () => {
    const r6 = put(6, SCALAR);
    markUnknown(m.w, r6);
    m.w[r6 + R_LIVE] |= PRECISE;
    const old = explored(6);
    markKnown(m.w, put(6, SCALAR), 9, 0);
    expect(isCovered(m, old)).toBe(true);
    old.words[r6 + R_UMAX] = 8;
    old.words[r6 + R_UMAX + 1] = 0;
    expect(isCovered(m, old)).toBe(false);
  });

  test('a pointer is no scalar, and nothing is no pointer', () => {
    put(6, SCALAR);
    const old = explored(6);
    put(6, PTR_TO_STACK);
    expect(isCovered(m, old)).toBe(false);
    put(6, 0);
    expect(isCovered(m, old)).toBe(false);
  });

  test('stack pointers are the same or not', () => {
    put(6, PTR_TO_STACK, { [R_OFF]: -8 });
    const old = explored(6);
    expect(isCovered(m, old)).toBe(true);
    put(6, PTR_TO_STACK, { [R_OFF]: -8, [R_AUX1]: 1 });
    expect(isCovered(m, old)).toBe(false);
  });

  test('map values do not need the same id, unless they may be NULL and hang together', () => {
    put(6, PTR_TO_MAP_VALUE, { [R_ID]: 3 });
    const old = explored(6);
    put(6, PTR_TO_MAP_VALUE, { [R_ID]: 4 });
    expect(isCovered(m, old)).toBe(true);
    put(6, PTR_TO_MAP_VALUE | MAYBE_NULL, { [R_ID]: 3 });
    put(7, PTR_TO_MAP_VALUE | MAYBE_NULL, { [R_ID]: 3 });
    const pair = explored(6, 7);
    put(6, PTR_TO_MAP_VALUE | MAYBE_NULL, { [R_ID]: 8 });
    put(7, PTR_TO_MAP_VALUE | MAYBE_NULL, { [R_ID]: 8 });
    expect(isCovered(m, pair)).toBe(true);
    put(7, PTR_TO_MAP_VALUE | MAYBE_NULL, { [R_ID]: 9 });
    expect(isCovered(m, pair)).toBe(false);
  });

  test('a packet pointer needs at least the range', () => {
    put(6, PTR_TO_PACKET, { [R_AUX1]: 14 });
    const old = explored(6);
    put(6, PTR_TO_PACKET, { [R_AUX1]: 20 });
    expect(isCovered(m, old)).toBe(true);
    put(6, PTR_TO_PACKET, { [R_AUX1]: 13 });
    expect(isCovered(m, old)).toBe(false);
    put(6, PTR_TO_PACKET, { [R_AUX1]: -1 });
    expect(isCovered(m, old)).toBe(false);
  });

  test('other pointers have to be the same', () => {
    put(6, PTR_TO_BTF_ID, { [R_AUX1]: 5 });
    const old = explored(6);
    put(6, PTR_TO_BTF_ID, { [R_AUX1]: 5 });
    expect(isCovered(m, old)).toBe(true);
    put(6, PTR_TO_BTF_ID, { [R_AUX1]: 6 });
    expect(isCovered(m, old)).toBe(false);
  });

  test('the register that told two states apart is looked at first, and forgotten when it does not', () => {
    put(6, PTR_TO_STACK, { [R_OFF]: -8 });
    const old = explored(6);
    put(6, PTR_TO_STACK, { [R_OFF]: -16 });
    expect(isCovered(m, old)).toBe(false);
    expect(old.telling).toBe(6);
    put(6, PTR_TO_STACK, { [R_OFF]: -8 });
    expect(isCovered(m, old)).toBe(true);
  });
});

describe('stack, references and locks', () => {
  function slot(type: number): void {
    m.w[F_ALLOCATED_STACK] = 8;
    m.w[FRAME_STACK + SLOT_TYPES] = type * 0x01010101;
    m.w[FRAME_STACK + SLOT_TYPES + 1] = type * 0x01010101;
  }

  function exploredSlot(type: number): ExploredState {
    slot(type);
    const state = exploredCopy(m, 0);
    state.words[FRAME_STACK + R_LIVE] |= LIVE_READ64;
    return state;
  }

  test('data covers everything, since root may read what was never written', () => {
    const old = exploredSlot(STACK_MISC);
    slot(STACK_ZERO);
    expect(isCovered(m, old)).toBe(true);
    m.w[F_ALLOCATED_STACK] = 0;
    expect(isCovered(m, old)).toBe(true);
  });

  test('zeros and spills have to be there', () => {
    const zeros = exploredSlot(STACK_ZERO);
    slot(STACK_MISC);
    expect(isCovered(m, zeros)).toBe(false);
    const spill = exploredSlot(STACK_SPILL);
    slot(STACK_SPILL);
    expect(isCovered(m, spill)).toBe(true);
    m.w[F_ALLOCATED_STACK] = 0;
    expect(isCovered(m, spill)).toBe(false);
  });

  test('references have to be the same ones', () => {
    acquire_reference_state(m, 1);
    const old = explored();
    expect(isCovered(m, old)).toBe(true);
    m.refs[0][0] = 2;
    expect(isCovered(m, old)).toBe(false);
  });

  test('locks have to be the same', () => {
    const old = explored();
    m.activeSpinLock = 4;
    expect(isCovered(m, old)).toBe(false);
  });
});

describe('ids', () => {
  test('an old id stands for one current id', () => {
    const ids = new IdMap();
    expect([ids.matches(3, 8), ids.matches(3, 8), ids.matches(3, 9), ids.matches(4, 8)]).toEqual([true, true, false, true]);
    ids.clear();
    expect(ids.matches(3, 9)).toBe(true);
  });
});
