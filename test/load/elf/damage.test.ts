import { describe, expect, it } from 'vitest';
import { loadObject } from '../../../tools/load/elf/index.js';
import { FACTS_6_1 } from '../facts.js';
import { kernelBtf, must, objectBytes } from './objects.js';

const target = kernelBtf('el');

/** What is wrong with the bytes; undefined when they load. */
function trouble(bytes: Uint8Array): string | undefined {
  const object = loadObject(bytes, { facts: FACTS_6_1, targetBtf: target });
  if (!object.ok) return object.error.message;
  for (const program of object.value.programs) program.load();
  return undefined;
}

function changed(change: (view: DataView) => void): Uint8Array {
  const bytes = objectBytes('sample', 'el');
  change(new DataView(bytes.buffer));
  return bytes;
}

describe('damaged objects', () => {
  it.each<[string, (view: DataView) => void, RegExp]>([
    ['32 bits', (v) => v.setUint8(4, 1), /32-bit/],
    ['byte order', (v) => v.setUint8(5, 3), /byte order 3/],
    ['another machine', (v) => v.setUint16(18, 62, true), /machine 62/],
    ['an executable', (v) => v.setUint16(16, 2, true), /type 2/],
    ['section headers far away', (v) => v.setBigUint64(40, 1n << 62n, true), /outside of the file/],
    ['no section headers', (v) => v.setBigUint64(40, 0n, true), /without sections/],
    ['too many sections', (v) => v.setUint16(60, 0xfff0, true), /don't fit/],
    ['odd section headers', (v) => v.setUint16(58, 40, true), /of 40 bytes/],
    ['no section names', (v) => v.setUint16(62, 0, true), /section names/],
  ])('are told: %s', (_, change, expected) => expect(trouble(changed(change))).toMatch(expected));

  it('are told when they are cut off, wherever it is', () => {
    const bytes = objectBytes('sample', 'el');
    for (let length = 0; length < bytes.length; length += 97) expect(trouble(bytes.subarray(0, length))).toMatch(/^(no ELF|ELF)/);
  });

  it('never make the loader throw', () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
      return seed % below;
    };
    for (let round = 0; round < 600; round++) {
      const bytes = objectBytes('sample', round % 2 === 0 ? 'el' : 'eb');
      for (let i = 0; i <= round % 4; i++) bytes[random(bytes.length)] = [0, 1, 0xff, 0x7f, random(256)][random(5)] ?? 0;
      const message = trouble(bytes);
      expect(message ?? '').not.toMatch(/undefined|NaN|\n/);
    }
  });

  it('make a program shared by many only once at a time', () => {
    const object = must(loadObject(objectBytes('sample', 'el'), { facts: FACTS_6_1, targetBtf: target }));
    const [first] = object.programs;
    expect(first?.load()).not.toBe(first?.load());
  });
});
