// Reading a text again parses only what changed, and gives what reading it for the first time gives.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { forget, type Parsed, parse } from '../../generator/grammar/parse.js';
import { specFiles } from './specs.js';

function fresh(path: string, text: string): Parsed {
  forget();
  return parse(path, text);
}

describe('reading again', () => {
  test('any edit gives the same trees, places and errors as a first reading', () => {
    const sources = specFiles.map(([, text]) => text.slice(0, 5000));
    const edit = fc.record({
      at: fc.nat(5000),
      cut: fc.nat(20),
      put: fc.constantFrom('', '\n', '{', '}', '"', '// x\n', '/// d\n', ' x ', 'word a: b "c"\n'),
    });
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 3 }), (source, edits) => {
        fresh('a.kf', source);
        let text = source;
        for (const { at, cut, put } of edits) {
          text = text.slice(0, at) + put + text.slice(at + cut);
          const again = parse('a.kf', text);
          expect(again).toEqual(fresh('a.kf', text));
        }
      }),
      { numRuns: 60 },
    );
  });

  test('what did not move keeps its very tree, what moved its parse', () => {
    const before = parse('b.kf', 'const A = 1\nconst B = 2\nconst C = 3\n');
    const after = parse('b.kf', 'const A = 1\nconst B = 22\nconst C = 3\n');
    expect(after.file.declarations[0]).toBe(before.file.declarations[0]);
    expect(after.file.declarations[2]?.span.start).toBe((before.file.declarations[2]?.span.start ?? 0) + 1);
  });

  test('one row of the largest file costs a small part of the file', () => {
    const [path, text] = specFiles.reduce((a, b) => (b[1].length > a[1].length ? b : a));
    const row = /require [^\n]* else [^\n]*/.exec(text)?.[0] ?? '';
    const edited = (i: number) => text.replace(row, () => `require ${'x'.repeat(i + 1)} is 0 else edited "{x}"`);
    const time = (name: string, i: number): number => {
      const start = performance.now();
      expect(parse(name, edited(i)).diagnostics).toEqual([]);
      return performance.now() - start;
    };
    const runs = Array.from({ length: 12 }, (_, i) => i);
    time(path, 100);
    // the best of each: others may be using the machine
    const onlyRow = Math.min(...runs.map((i) => time(path, i)));
    const whole = Math.min(...runs.slice(0, 4).map((i) => time(`whole-${i}.kf`, i)));
    expect(onlyRow).toBeLessThan(whole / 4);
  });
});
