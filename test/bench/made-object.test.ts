import { expect, test } from 'vitest';
import { madeKernel, madeObject } from '../../tools/bench/made-object.js';
import { loadObject, parseBtf } from '../../tools/load/index.js';
import { FACTS_6_1 } from '../load/facts.js';

test('the object of the benchmark is one that loads, with every relocation applied', () => {
  const kernel = parseBtf(madeKernel(1000));
  if (!kernel.ok) throw new Error(kernel.error.message);
  expect(kernel.value.count).toBeGreaterThanOrEqual(1000);
  const object = loadObject(madeObject(400, 40), { facts: FACTS_6_1, targetBtf: kernel.value });
  if (!object.ok) throw new Error(object.error.message);
  expect(object.value.programs.map(({ name, section }) => [name, section])).toEqual([['made', 'tc']]);
  const code = object.value.programs[0]?.load();
  if (code?.ok !== true) throw new Error(code?.error.message);
  const { program, poisoned, source } = code.value;
  expect(program.insns.length).toBe(400);
  expect(poisoned).toEqual([]);
  // the kernel has a field more in front
  const loads = [...program.insns.code.keys()].filter((i) => program.insns.code[i] === 0x61);
  expect(loads).toHaveLength(40);
  expect(loads.map((i) => program.insns.off[i])).toEqual(loads.map((_, i) => 8 * (2 * (i % 4) + 2)));
  expect(source).toHaveLength(200);
});
