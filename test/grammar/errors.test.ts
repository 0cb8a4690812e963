// Each file in errors/ has `### message (help)` at the end of the lines that are wrong. UPDATE_ERRORS=1 writes down what is said now.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { mark, messagesByLine, readExpectations } from './expected.js';

const folder = new URL('errors/', import.meta.url);

describe('errors stand on their lines, and nowhere else', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.kf')))('%s', (name) => {
    const path = new URL(name, folder);
    const marked = readFileSync(path, 'utf8');
    const { text, messages } = readExpectations(marked);
    const { diagnostics } = parse(name, text);
    const said = mark(text, messagesByLine(text, diagnostics));
    if (process.env.UPDATE_ERRORS === '1') writeFileSync(path, said);
    else expect(said).toBe(mark(text, messages));
  });
});
