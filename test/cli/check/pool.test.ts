import { describe, expect, it } from 'vitest';
import { worthThreads } from '../../../tools/cli/check/examine-all.js';
import { runPool } from '../../../tools/dist/tools/cli/check/pool.js';

const PLAN = {
  kernels: ['6.1'],
  rules: '/nowhere/at/all',
  btf: [],
  kconfig: [],
  programs: [],
  sections: [],
  shard: null,
  details: 'none',
  colour: false,
} as const;

describe('threads', () => {
  it('that break spoil what they worked on, and the next task gets another', async () => {
    const tasks = [0, 1, 2, 3, 4].map((index) => ({ index, input: { file: `${index}.o`, kind: 'object', compressed: false } as const }));
    const broken: [number, string][] = [];
    await runPool(tasks, 2, PLAN, {
      answer: () => {
        throw new Error('there are no rules to judge by');
      },
      broken: ({ index }, reason) => broken.push([index, reason]),
      ready: async () => {},
    });
    expect(broken.map(([index]) => index).sort()).toEqual([0, 1, 2, 3, 4]);
    for (const [, reason] of broken) expect(reason).toContain('/nowhere/at/all');
  });

  it.each([
    // asked for, inputs left, milliseconds, cores, worth it
    [null, 1, 5000, 8, false],
    [null, 4, 5000, 8, false],
    [null, 5, 5000, 8, true],
    [null, 500, 50, 8, false],
    [null, 500, 5000, 1, false],
    [1, 500, 5000, 8, false],
    [2, 2, 0, 1, true],
    [8, 1, 0, 8, false],
  ])('asked for %j, with %i inputs left after %i ms on %i cores: %j', (jobs, left, elapsed, cores, worth) => {
    expect(worthThreads(jobs, left, elapsed, cores)).toBe(worth);
  });
});
