import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash, inputsHash, ownsFile, ownsLine, parseShard } from '../../../tools/cli/check/shard.js';

describe('a shard', () => {
  it.each([
    ['1/1', { index: 1, count: 1 }],
    ['2/5', { index: 2, count: 5 }],
  ])('%s is read', (text, shard) => {
    expect(parseShard(text)).toEqual(shard);
  });

  it.each(['', '0/3', '4/3', '1/0', '1', '1/2/3', '-1/2', 'a/b', '1/10001', '1 / 2'])('%j is refused', (text) => {
    expect(() => parseShard(text)).toThrow('give it as K/N');
  });

  // test vectors of FNV-1a, 32 bits, by its authors
  it.each([
    ['', 0x811c9dc5],
    ['a', 0xe40c292c],
    ['foobar', 0xbf9cf968],
  ])('is told by FNV-1a: %j', (text, value) => {
    expect(hash(text)).toBe(value);
  });

  it('has each file and each line once, whatever the order', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 9 }), (files, count) => {
        const shards = Array.from({ length: count }, (_, i) => ({ index: i + 1, count }));
        for (const file of files) {
          expect(shards.filter((shard) => ownsFile(shard, file))).toHaveLength(1);
          expect(shards.filter((shard) => ownsLine(shard, 'fleet.jsonl', file))).toHaveLength(1);
        }
      }),
    );
  });

  it('takes paths that mean one file for one', () => {
    const shard = { index: 2, count: 3 };
    for (const path of ['./objects/a.o', 'objects/./a.o', 'objects//a.o', 'x/../objects/a.o']) {
      expect(ownsFile(shard, path), path).toBe(ownsFile(shard, 'objects/a.o'));
    }
  });

  it('is about as large as the others', () => {
    const sizes = [0, 0, 0, 0, 0];
    for (let i = 0; i < 5000; i++) {
      const index = sizes.findIndex((_, k) => ownsFile({ index: k + 1, count: 5 }, `objects/prog_${i}.bpf.o`));
      sizes[index] = (sizes[index] ?? 0) + 1;
    }
    expect(Math.min(...sizes)).toBeGreaterThan(800);
    expect(Math.max(...sizes)).toBeLessThan(1200);
  });

  it('knows its inputs', () => {
    expect(inputsHash(['a', 'b'])).not.toBe(inputsHash(['b', 'a']));
    expect(inputsHash(['./a'])).toBe(inputsHash(['a']));
  });
});
