import { describe, expect, it } from 'vitest';
import { readDoc, ruleDoc } from '../../tools/report/doc.js';
import { listed, printable, table, wrap } from '../../tools/report/layout.js';
import { createStyle, wantsColour } from '../../tools/report/style.js';

describe('layout', () => {
  it('wraps at spaces and keeps a word whole', () => {
    expect(wrap('one two three', 7)).toEqual(['one two', 'three']);
    expect(wrap('averylongword x', 4)).toEqual(['averylongword', 'x']);
    expect(wrap('a\nb', 80)).toEqual(['a', 'b']);
  });

  it('aligns columns, and a lone cell spans them', () => {
    expect(
      table([['a', { text: '1', right: true }, 'x'], ['long', { text: '22', right: true }, 'y'], ['a remark that is longer']]),
    ).toEqual(['a      1  x', 'long  22  y', 'a remark that is longer']);
  });

  it('does not write control characters', () => {
    expect(printable('a\u001b[31mb\u0007\u202ec')).toBe('a\\u{1b}[31mb\\u{7}\\u{202e}c');
  });

  it('lists names', () => {
    expect(listed([])).toBe('');
    expect(listed(['a'])).toBe('a');
    expect(listed(['a', 'b', 'c'], 'or')).toBe('a, b or c');
  });
});

describe('doc lines', () => {
  it('are sorted by what they are for', () => {
    expect(readDoc('Why it is so.\nhelp: do that\nunreachable: never\nAnd more.')).toEqual({
      about: 'Why it is so. And more.',
      help: ['do that'],
    });
  });

  it('fall back to the table where the row is silent', () => {
    expect(ruleDoc({ doc: 'The row.', about: 'The table.\nhelp: do that' })).toEqual({ about: 'The row.', help: ['do that'] });
    expect(ruleDoc({})).toEqual({ about: '', help: [] });
  });
});

describe('colour', () => {
  it('is for terminals, unless someone says otherwise', () => {
    expect(wantsColour({ isTerminal: true, env: {} })).toBe(true);
    expect(wantsColour({ isTerminal: false, env: {} })).toBe(false);
    expect(wantsColour({ isTerminal: true, env: { TERM: 'dumb' } })).toBe(false);
    expect(wantsColour({ isTerminal: true, env: { NO_COLOR: '1', FORCE_COLOR: '1' } })).toBe(false);
    expect(wantsColour({ isTerminal: true, env: { NO_COLOR: '' } })).toBe(true);
    expect(wantsColour({ isTerminal: false, env: { FORCE_COLOR: '1' } })).toBe(true);
    expect(wantsColour({ isTerminal: true, env: { FORCE_COLOR: '0' } })).toBe(false);
    expect(wantsColour({ isTerminal: true, env: {}, refused: true })).toBe(false);
  });

  it('changes nothing when it is off', () => {
    expect(createStyle(false).reject('x')).toBe('x');
    expect(createStyle(true).reject('x')).toContain('\u001b[');
  });
});
