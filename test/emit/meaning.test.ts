// Deciding beforehand what is known must not change what a table does.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { Interpreter, type World } from './interpret.js';
import { randomSpec } from './random-spec.js';
import { isSound, runEmitted } from './run-emitted.js';

const world = fc.record({
  numbers: fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 2, maxLength: 2 }),
  truths: fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
});

describe('emitted code does what the spec says', () => {
  test.each([false, true])('whatever is known beforehand (instrumented: %s)', (instrument) => {
    fc.assert(
      fc.property(randomSpec, fc.array(world, { minLength: 4, maxLength: 4 }), (spec, worlds) => {
        const { file, diagnostics } = parse('spec/random.kf', spec.text);
        expect(diagnostics).toEqual([]);
        fc.pre(isSound(file));
        const run = runEmitted(file, instrument);
        for (const { numbers, truths } of worlds) {
          const full: World = { numbers, truths, args: spec.args.map((name) => ({ name, wide: false })), flags: new Set(spec.flags) };
          expect(run(full)).toEqual(new Interpreter(file, full).run());
        }
      }),
      { numRuns: Number(process.env.RUNS ?? 150) },
    );
  });
});
