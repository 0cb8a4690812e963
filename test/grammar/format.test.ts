import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { format, print } from '../../generator/grammar/format.js';
import { parse } from '../../generator/grammar/parse.js';
import { bare } from './bare.js';
import { specFiles } from './specs.js';
import { file } from './trees.js';

/** Which keys come first is no part of a tree. */
function sorted(json: string): unknown {
  return JSON.parse(json);
}

describe('format', () => {
  test('any tree prints to a text that parses to it, and that formatting leaves alone', () => {
    fc.assert(
      fc.property(file, (tree) => {
        const text = print(tree);
        const { file: again, diagnostics } = parse(tree.path, text);
        expect(diagnostics).toEqual([]);
        expect(sorted(bare(again.declarations))).toEqual(sorted(bare(tree.declarations)));
        expect(format(tree.path, text)).toBe(text);
      }),
      { numRuns: 150 },
    );
  });

  test.each(specFiles)('%s keeps its tree and its comments', (path, text) => {
    const before = parse(path, text);
    expect(before.diagnostics).toEqual([]);
    const formatted = format(path, text);
    const after = parse(path, formatted);
    expect(after.diagnostics).toEqual([]);
    expect(bare(after.file.declarations)).toBe(bare(before.file.declarations));
    expect(comments(formatted)).toEqual(comments(text));
    expect(format(path, formatted)).toBe(formatted);
  });

  test.each(specFiles)('%s keeps comments wherever they stand', (path, text) => {
    const places = [...text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/.*|[\w@-]+|\S/g)].map((match) => match.index);
    const picks = fc.uniqueArray(fc.nat(Math.max(0, places.length - 1)), { maxLength: 12 });
    fc.assert(
      fc.property(picks, fc.constantFrom('//', '///'), (indexes, slashes) => {
        const commented = insert(
          text,
          indexes.map((index) => places[index] ?? 0),
          slashes,
        );
        const { file: tree, diagnostics } = parse(path, commented);
        fc.pre(!diagnostics.some(({ severity }) => severity === 'error'));
        const formatted = format(path, commented);
        expect(comments(formatted)).toEqual(comments(commented));
        expect(bare(parse(path, formatted).file.declarations)).toBe(bare(tree.declarations));
        expect(format(path, formatted)).toBe(formatted);
      }),
      { numRuns: 6 },
    );
  });
});

/** Comments without regard to their order and number of slashes: one that describes nothing may lose its third. */
function comments(text: string): string[] {
  return [...text.matchAll(/"(?:[^"\\\n]|\\.)*"|\/\/+ ?(.*)/g)].flatMap((match) => match[1]?.trim() ?? []).sort();
}

/** The text with a comment of its own before each place. */
function insert(text: string, places: readonly number[], slashes: string): string {
  return [...places]
    .sort((a, b) => b - a)
    .reduce((whole, place, index) => `${whole.slice(0, place)}${slashes} comment ${index}\n${whole.slice(place)}`, text);
}
