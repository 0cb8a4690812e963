import { describe, expect, test } from 'vitest';
import { diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { diagnosticLine, renderDiagnostic } from '../../generator/diagnostics/render.js';
import { parse } from '../../generator/grammar/parse.js';

const text = `table t(reg) {
\trequire reg.type == map_value else not-map-value "R{reg.number}"
  when reg.off {
    done
}
`;

describe('a diagnostic on a terminal', () => {
  test('line, caret, help, related places', () => {
    const { diagnostics } = parse('t.kf', text);
    expect(
      diagnostics.map((found) => renderDiagnostic(found, text)).join('\n\n'),
    ).toBe(`error: expected an operator, found \`==\` [expected]
 --> t.kf:2:19
  |
2 |  require reg.type == map_value else not-map-value "R{reg.number}"
  |                   ^^
  = help: values are compared with "is": \`reg.type is map_value\`

error: this \`{\` is never closed [unclosed-bracket]
 --> t.kf:3:16
  |
3 |   when reg.off {
  |                ^
 ::: t.kf:5:1
  |
5 | }
  | ^ this one stands where an outer \`{\` ends
  = help: write \`}\` where it ends`);
  });

  test('colour only where asked for', () => {
    const [first] = parse('t.kf', text).diagnostics;
    if (first === undefined) throw new Error('no error');
    expect(renderDiagnostic(first, text)).not.toContain('\x1b');
    expect(renderDiagnostic(first, text, { color: true })).toContain('\x1b[31merror\x1b[0m');
  });

  test('a span over several lines, and one at the end of the text', () => {
    const long = diagnostic('stray-doc', { file: 't.kf', start: 0, end: 40 }, {});
    expect(renderDiagnostic(long, text).split('\n')[4]).toBe('  | ^^^^^^^^^^^^^^');
    const last = diagnostic('stray-doc', { file: 't.kf', start: text.length, end: text.length }, {});
    expect(renderDiagnostic(last, text)).toContain('t.kf:6:1');
  });

  test('a related place in another file', () => {
    const related = [{ span: { file: 'other.kf', start: 3, end: 5 }, message: 'first here' }];
    const found = diagnostic('stray-bracket', { file: 't.kf', start: 0, end: 1 }, { close: '`}`' }, { related });
    const shown = renderDiagnostic(found, (file) => (file === 'other.kf' ? 'a\nbcd' : text));
    expect(shown).toContain(' ::: other.kf:2:2\n  |\n2 | bcd\n  |  ^^ first here');
    expect(renderDiagnostic(found, text)).toContain('::: other.kf: first here');
  });

  test('a line too long to be read is shown around the place, and speaks to no terminal', () => {
    const before = `\x1b[31m${'x'.repeat(1_000_000)}`;
    const found = diagnostic('stray-bracket', { file: 't.kf', start: before.length, end: before.length + 1 }, { close: '`}`' });
    const [, , , line = '', marks = ''] = renderDiagnostic(found, `${before}}${'y'.repeat(1_000_000)}`).split('\n');
    expect(line.length).toBeLessThan(200);
    expect(line[marks.indexOf('^')]).toBe('}');
    const early = diagnostic('stray-bracket', { file: 't.kf', start: 0, end: 1 }, { close: '`}`' });
    const shown = renderDiagnostic(early, before);
    expect(shown).not.toContain('\x1b');
    expect(shown.split('\n')[4]?.trimEnd()).toBe('  | ^');
  });

  test('one line for editors', () => {
    const found = diagnostic('stray-bracket', { file: 't.kf', start: 15, end: 16 }, { close: '`}`' });
    expect(diagnosticLine(found, text)).toBe('t.kf:2:1: error: nothing is open that this `}` could close [stray-bracket]');
  });
});
