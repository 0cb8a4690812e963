import { expect, test } from 'vitest';
import { cut, cuts } from '../../tools/fuzz/cut.js';
import { callLocal, exit, jump, jumpImm, loadMap, movImm } from '../../tools/fuzz/insn.js';
import { KPTR_TAGS } from '../../tools/fuzz/maps.js';
import { randomProgram } from '../../tools/fuzz/program.js';
import { Random } from '../../tools/fuzz/random.js';

const code = (...insns: string[]) => insns.join('');

test('a jump over what is cut gets shorter, in both directions', () => {
  const before = code(jumpImm('jeq', 1, 0, 2), movImm(2, 0), movImm(3, 0), movImm(0, 0), exit());
  expect(cut(before, 1, 2)).toBe(code(jumpImm('jeq', 1, 0, 1), movImm(3, 0), movImm(0, 0), exit()));
  const back = code(movImm(0, 0), movImm(1, 0), movImm(2, 0), jump(-3), exit());
  expect(cut(back, 2, 3)).toBe(code(movImm(0, 0), movImm(1, 0), jump(-2), exit()));
});

test('a jump into what is cut leads to what follows', () => {
  const before = code(jumpImm('jeq', 1, 0, 1), movImm(0, 1), movImm(0, 0), exit());
  expect(cut(before, 2, 3)).toBe(code(jumpImm('jeq', 1, 0, 1), movImm(0, 1), exit()));
});

test('a call of a local function still calls it', () => {
  const before = code(callLocal(2), movImm(0, 0), exit(), movImm(0, 1), exit());
  expect(cut(before, 1, 2)).toBe(code(callLocal(1), exit(), movImm(0, 1), exit()));
});

test('half an ld_imm64 is never left', () => {
  const before = code(loadMap(1, 0), movImm(0, 0), exit());
  expect(cut(before, 0, 1)).toBeUndefined();
  expect(cut(before, 1, 2)).toBeUndefined();
  expect(cut(before, 0, 2)).toBe(code(movImm(0, 0), exit()));
  for (const shorter of cuts(before)) expect(shorter.length).toBeLessThan(before.length);
});

test('the same seed gives the same program', () => {
  const tags = KPTR_TAGS['6.1'];
  if (tags === undefined) throw new Error('no tags');
  const once = (seed: number) => randomProgram(new Random(seed, 3), 'p', tags).insns;
  expect(once(11)).toBe(once(11));
  expect(once(11)).not.toBe(once(12));
});
