import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { differences } from '../../tools/extract/probe/compare.js';
import { DeclaredSpec } from '../../tools/extract/probe/declared.js';
import { readNumbers, readRecord, writeNumbers } from '../../tools/extract/probe/record.js';
import { SPEC_DIR } from './spec-files.js';

const record = readRecord(readFileSync(new URL('data/kernel-6.1.jsonl', import.meta.url), 'utf8'));

describe('what 6.1 answered about every helper and context access', () => {
  it('is what the spec says', () => {
    expect(differences(new DeclaredSpec(SPEC_DIR), record)).toEqual([]);
  });

  it('would show a helper that a program type must not call, and an access that it does not have', () => {
    const xdp = record.get('xdp');
    if (!xdp) return expect.fail('no record of xdp');
    const more = new Map([...record, ['xdp', { ...xdp, helpers: `${xdp.helpers} 9`, context: [] }] as const]);
    const found = differences(new DeclaredSpec(SPEC_DIR), more);
    expect(found).toContain('xdp: helper 9 is allowed in the kernel');
    expect(found).toContain('xdp: read of 4 at 0 gives an error in the kernel, packet in the spec');
  });
});

describe('numbers in a record', () => {
  it.each([
    [[], ''],
    [[7], '7'],
    [[1, 2], '1 2'],
    [[0, 4, 8, 76], '0..8/4 76'],
    [[-3, -2, -1, 0, 5], '-3..0 5'],
  ])('%j', (numbers, text) => {
    expect(writeNumbers(numbers)).toBe(text);
    expect(readNumbers(text)).toEqual(numbers);
  });
});
