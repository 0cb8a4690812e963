import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Sequence } from '../../../tools/cli/check/sequence.js';

const outcome = (ordinal: number) => ({ ordinal, results: [], pages: [], findings: [] });

it('outcomes of inputs that end in any order come out in the order of the inputs', () => {
  const runs = fc.tuple(fc.array(fc.nat(4), { minLength: 1, maxLength: 8 }), fc.infiniteStream(fc.nat(100)));
  fc.assert(
    fc.property(runs, ([sizes, choices]) => {
      const delivered: [number, number][] = [];
      const sequence = new Sequence(0, (index, { ordinal }) => delivered.push([index, ordinal]));
      // each input has `size` outcomes and then its end; which input goes on next is left to chance
      const left = sizes.map((size, index) => ({ index, next: 0, size }));
      while (left.length > 0) {
        const at = (choices.next().value ?? 0) % left.length;
        const input = left[at];
        if (input === undefined) break;
        if (input.next < input.size) sequence.add(input.index, outcome(input.next++));
        else {
          sequence.close(input.index);
          left.splice(at, 1);
        }
      }
      expect(delivered).toEqual(sizes.flatMap((size, index) => Array.from({ length: size }, (_, ordinal) => [index, ordinal])));
    }),
  );
});

it('what can come out comes out at once', () => {
  const delivered: number[] = [];
  const sequence = new Sequence(3, (index) => delivered.push(index));
  sequence.add(4, outcome(0));
  expect(delivered).toEqual([]);
  sequence.add(3, outcome(0));
  expect(delivered).toEqual([3]);
  sequence.close(3);
  expect(delivered).toEqual([3, 4]);
  sequence.add(4, outcome(1));
  expect(delivered).toEqual([3, 4, 4]);
});
