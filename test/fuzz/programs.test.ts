import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { describe, expect, test } from 'vitest';
import { randomFunctions } from '../../tools/fuzz/functions.js';
import { RandomHelpers } from '../../tools/fuzz/helpers.js';
import { randomLayouts } from '../../tools/fuzz/layouts.js';
import { randomNumbers } from '../../tools/fuzz/numbers.js';
import { Random } from '../../tools/fuzz/random.js';
import { assemble } from '../../tools/load/index.js';
import { kernelOptions } from '../../tools/load/kernel-options.js';

/** A small share of `npm run fuzz`, without a kernel to compare with: what is written is a program, and not all of them fail alike. */
const helpers = new RandomHelpers('spec');
const WRITERS: readonly (readonly [what: string, write: (random: Random, name: string) => string])[] = [
  ['functions', randomFunctions],
  ['helpers', (random, name) => helpers.text(random, name)],
  ['layouts', randomLayouts],
  ['numbers', randomNumbers],
];
const RUNS = 150;
const SEED = 5;

describe.each(WRITERS)('random programs of %s', (_, write) => {
  test('are the same for the same seed', () => {
    const once = (seed: number) => write(new Random(seed, 3), 'p');
    expect(once(11)).toBe(once(11));
    expect(once(11)).not.toBe(once(12));
  });

  test('can be read and judged, and go well as often as wrong, or nearly', () => {
    const { facts, helpers: names } = kernelOptions(kernel);
    const verdicts = new Map<string, number>();
    const messages = new Set<string>();
    for (let i = 0; i < RUNS; i++) {
      const text = write(new Random(SEED, i), `program ${i}`);
      const [entry] = assemble(text, { facts, helpers: names });
      if (entry?.program.ok !== true)
        throw new Error(`${entry?.program.ok === false ? entry.program.error.message : 'no program'}\n${text}`);
      const verdict = checkProgram(kernel, entry.program.value.program);
      verdicts.set(verdict.kind, (verdicts.get(verdict.kind) ?? 0) + 1);
      if (verdict.kind === 'reject') messages.add(verdict.rule);
    }
    expect(verdicts.get('accept')).toBeGreaterThan(RUNS / 5);
    expect(verdicts.get('reject')).toBeGreaterThan(RUNS / 5);
    expect(messages.size).toBeGreaterThan(10);
    expect(verdicts.get('inconclusive') ?? 0).toBe(0);
  });
});
