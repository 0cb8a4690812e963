import { beforeEach, describe, expect, test } from 'vitest';
import { initFrame } from '../../../generator/runtime/src/frames.js';
import { Branch } from '../../../generator/runtime/src/kept-state.js';
import { F_ACQUIRED_REFS, F_IN_CALLBACK, FRAME_WORDS, R_REF_OBJ_ID, R_TYPE, SCALAR } from '../../../generator/runtime/src/layout.js';
import { Machine } from '../../../generator/runtime/src/machine.js';
import { release_reference } from '../../../generator/runtime/src/mechanisms/refs.js';
import {
  acquire_reference_state,
  copyReferences,
  dropReference,
  dropReferenceOfBranch,
  findReference,
  REF_ID,
  REF_INSN,
  REF_WORDS,
} from '../../../generator/runtime/src/refs.js';
import { restoreBranch, saveBranch } from '../../../generator/runtime/src/state.js';
import { reg_at } from '../../../generator/runtime/src/words/call.js';
import { references_has, references_leaked, references_leaked_at } from '../../../generator/runtime/src/words/refs.js';
import { kernel } from './kernel.js';

let m: Machine;

beforeEach(() => {
  m = new Machine(kernel);
  initFrame(m, 0, -1, 0);
});

function held(): number[] {
  const count = m.w[m.frame + F_ACQUIRED_REFS];
  return Array.from({ length: count }, (_, i) => m.refs[m.curframe][i * REF_WORDS + REF_ID]);
}

describe('references of a frame', () => {
  test('ids are new, and the acquiring instruction is remembered', () => {
    m.idGen = 7;
    expect([acquire_reference_state(m, 3), acquire_reference_state(m, 5)]).toEqual([8, 9]);
    expect(held()).toEqual([8, 9]);
    expect(m.refs[0][REF_WORDS + REF_INSN]).toBe(5);
  });

  test('the last one takes the place of the one released', () => {
    for (let insn = 0; insn < 4; insn++) acquire_reference_state(m, insn);
    expect(dropReference(m, 2)).toBe(true);
    expect(held()).toEqual([1, 4, 3]);
    expect(dropReference(m, 2)).toBe(false);
    expect(held()).toEqual([1, 4, 3]);
  });

  test('there may be many', () => {
    for (let insn = 0; insn < 1000; insn++) acquire_reference_state(m, insn);
    expect(held().length).toBe(1000);
    expect(references_has(m, 1000)).toBe(true);
    expect(references_has(m, 1001)).toBe(false);
  });

  test('whatever carries a released one is any scalar', () => {
    const id = acquire_reference_state(m, 0);
    const r6 = reg_at(m, 6);
    m.w[r6 + R_TYPE] = 16;
    m.w[r6 + R_REF_OBJ_ID] = id;
    expect(release_reference(m, id)).toBe(true);
    expect([m.w[r6 + R_TYPE], m.w[r6 + R_REF_OBJ_ID]]).toEqual([SCALAR, 0]);
  });

  test('the leak that is named is the last one', () => {
    expect(references_leaked(m)).toBe(0);
    acquire_reference_state(m, 4);
    acquire_reference_state(m, 9);
    expect([references_leaked(m), references_leaked_at(m)]).toEqual([2, 9]);
  });
});

describe('references over several frames', () => {
  test('a called function gets them and is not asked for them', () => {
    acquire_reference_state(m, 1);
    initFrame(m, 1, 2, 1);
    copyReferences(m, 0, 1);
    m.curframe = 1;
    m.frame = FRAME_WORDS;
    expect(held()).toEqual([1]);
    expect(references_leaked(m)).toBe(0);
  });

  test('a callback may release its own only, and must', () => {
    acquire_reference_state(m, 1);
    initFrame(m, 1, 2, 1);
    copyReferences(m, 0, 1);
    m.curframe = 1;
    m.frame = FRAME_WORDS;
    m.w[m.frame + F_IN_CALLBACK] = 1;
    const own = acquire_reference_state(m, 5);
    expect(findReference(m, 1)).toBe(-1);
    expect(references_leaked(m)).toBe(own);
    expect(dropReference(m, own)).toBe(true);
    expect(references_leaked(m)).toBe(0);
  });
});

describe('references of a branch', () => {
  test('dropped there, they stay here', () => {
    acquire_reference_state(m, 1);
    acquire_reference_state(m, 2);
    m.branches.push(new Branch());
    m.branchCount = 1;
    saveBranch(m, m.branches[0]);
    expect(dropReferenceOfBranch(m, 1)).toBe(true);
    expect(held()).toEqual([1, 2]);
    restoreBranch(m, m.branches[0]);
    expect(held()).toEqual([2]);
  });
});
