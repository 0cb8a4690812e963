// Each file in errors/ is a spec with `### message (help)` at the end of the lines that are wrong. UPDATE_ERRORS=1 writes down what is said now.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { buildModels } from '../../generator/model/model.js';
import { Reporter } from '../../generator/model/report.js';
import { mark, messagesByLine, readExpectations } from '../grammar/expected.js';
import { smallFacts } from './small-facts.js';

const folder = new URL('errors/', import.meta.url);

describe('what is wrong with a spec is said where it is wrong, all at once', () => {
  test.each(readdirSync(folder).filter((name) => name.endsWith('.kf')))('%s', (name) => {
    const path = new URL(name, folder);
    const marked = readFileSync(path, 'utf8');
    const { text, messages } = readExpectations(marked);
    const parsed = parse(name, text);
    expect(parsed.diagnostics).toEqual([]);
    const reporter = new Reporter();
    buildModels({ files: [parsed.file], facts: new Map([['6.1', smallFacts]]) }, reporter);
    const said = mark(text, messagesByLine(text, reporter.found()));
    if (process.env.UPDATE_ERRORS === '1') writeFileSync(path, said);
    else expect(said).toBe(mark(text, messages));
  });
});
