// Whatever the text: an answer, soon, with every place inside the text.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../generator/diagnostics/render.js';
import { format } from '../../generator/grammar/format.js';
import { KEYWORDS } from '../../generator/grammar/keywords.js';
import { forget, parse } from '../../generator/grammar/parse.js';
import { specFiles } from './specs.js';

function survives(text: string): void {
  forget();
  const { file, diagnostics } = parse('any.kf', text);
  for (const found of diagnostics) {
    expect(found.span.start).toBeGreaterThanOrEqual(0);
    expect(found.span.end).toBeGreaterThanOrEqual(found.span.start);
    expect(found.span.end).toBeLessThanOrEqual(text.length);
  }
  for (const found of diagnostics.slice(0, 20)) expect(renderDiagnostic(found, text)).toContain(found.message);
  for (const { span } of file.declarations) expect(text.slice(span.start, span.end).trim()).not.toBe('');
  expect(typeof format('any.kf', text)).toBe('string');
}

const signs = '{ } ( ) [ ] " , : ; . .. ... | || & && @ # = == -> - + * / // /// < << \\ \n \t é … 0x 1.2 6.1 EINVAL a-b x'.split(' ');

describe('any text gets an answer', () => {
  test('random characters', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 200 }), survives), { numRuns: 300 });
  });

  test('random words of the language', () => {
    const word = fc.constantFrom(...KEYWORDS, ...signs, '\n');
    fc.assert(
      fc.property(
        fc.array(word, { maxLength: 80 }).map((words) => words.join(' ')),
        survives,
      ),
      { numRuns: 300 },
    );
  });

  test('spec files with pieces cut out, doubled, or put elsewhere', () => {
    const sources = specFiles.map(([, text]) => text.slice(0, 6000));
    const edit = fc.record({ from: fc.nat(6000), length: fc.nat(60), to: fc.nat(6000), keep: fc.boolean() });
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(edit, { minLength: 1, maxLength: 4 }), (source, edits) => {
        survives(edits.reduce(moved, source));
      }),
      { numRuns: 150 },
    );
  });

  test.each([
    ['parentheses', (n: number) => `define x: int = ${'('.repeat(n)}1${')'.repeat(n)}`],
    ['open parentheses', (n: number) => `define x: int = ${'('.repeat(n)}`],
    ['open braces', (n: number) => `table x() ${'{'.repeat(n)}`],
    ['braces', (n: number) => `table x() ${'{ when a '.repeat(n)}{}${'}'.repeat(n)}`],
    ['open blocks', (n: number) => `table x() ${'{ when a '.repeat(n)}`],
    ['one statement in another', (n: number) => `table x() { ${'when a '.repeat(n)} done }`],
    ['else after else', (n: number) => `table x() { ${'when a do b() else '.repeat(n)} done }`],
    ['not after not', (n: number) => `define x: bool = ${'not '.repeat(n)}y`],
    ['minus after minus', (n: number) => `define x: int = ${'- '.repeat(n)}y`],
    ['a long sum', (n: number) => `define x: int = ${'1 + '.repeat(n)}1`],
    ['a long path', (n: number) => `define x: int = a${'.b'.repeat(n)}`],
    ['calls in calls', (n: number) => `define x: int = ${'f('.repeat(n)}${')'.repeat(n)}`],
    ['quotes', (n: number) => '"\n'.repeat(n)],
    ['closing braces', (n: number) => '}\n'.repeat(n)],
    ['holes', (n: number) => `table x() { reject a "${'{'.repeat(n)}" }`],
    ['strange characters', (n: number) => 'é\u0000 '.repeat(n)],
    ['unknown words', (n: number) => 'foo bar\n'.repeat(n)],
    ['broken rows', (n: number) => `table x() {\n${'requre a else b "c"\n'.repeat(n)}}`],
    ['broken declarations', (n: number) => 'table x(\n'.repeat(n)],
  ])(
    '%s, a thousand times',
    (_, text) => {
      survives(text(50));
      survives(text(1000));
    },
    20_000,
  );
});

interface Edit {
  readonly from: number;
  readonly length: number;
  readonly to: number;
  readonly keep: boolean;
}

function moved(text: string, { from, length, to, keep }: Edit): string {
  const piece = text.slice(from, from + length);
  const rest = keep ? text : text.slice(0, from) + text.slice(from + length);
  return rest.slice(0, to) + piece + rest.slice(to);
}
