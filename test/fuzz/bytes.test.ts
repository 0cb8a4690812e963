import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { mutation, readOriginals, readTarget } from '../../tools/fuzz/bytes/plan.js';
import { type Target, tryBytes } from '../../tools/fuzz/bytes/try.js';
import { compileFolder } from '../../tools/programs/compile.js';

/** A small share of `npm run fuzz:bytes`: objects, and the BTF in them, with something wrong. */
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const types = path('../programs/kernel-6.1.btf');
const objects = mkdtempSync(join(tmpdir(), 'fuzz-bytes-'));
const files = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.o'))
    .sort()
    .map((file) => join(folder, file));

let target: Target | undefined;
beforeAll(async () => {
  compileFolder(path('../programs'), objects);
  target = await readTarget(types);
}, 120_000);
afterAll(() => rmSync(objects, { recursive: true }));

const RUNS = Number(process.env.FUZZ_RUNS ?? 800);
const SEED = 7;
const MOST_MS = 10_000;
const MOST_BYTES = 64 * 1024 * 1024;

function memory(): number {
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function tryWithinBounds(bytes: Uint8Array, kernel: Target, which: string): string {
  const before = memory();
  const start = performance.now();
  const { ending, what } = tryBytes(bytes, kernel);
  if (what !== undefined) throw new Error(`${which}: ${what}`);
  const [took, grown] = [performance.now() - start, memory() - before];
  if (took > MOST_MS || grown > MOST_BYTES) throw new Error(`${which}: ${took} ms, ${grown} bytes`);
  return ending;
}

function fuzz(names: readonly string[]): void {
  const originals = readOriginals(names);
  const endings = new Map<string, number>();
  for (let index = 0; index < RUNS; index++) {
    if (target === undefined) throw new Error('no types of the kernel');
    const { name, bytes } = mutation(originals, SEED, index);
    const ending = tryWithinBounds(bytes, target, `mutation ${index} of ${name}`);
    endings.set(ending, (endings.get(ending) ?? 0) + 1);
  }
  // what is refused at once and what gets through must both have been met
  for (const ending of ['refused', 'loaded']) expect(endings.get(ending) ?? 0).toBeGreaterThan(RUNS / 20);
}

describe('mutations are loaded, or refused in one line, within bounds', () => {
  test('of objects', () => fuzz([...files(objects), ...files(path('../load/elf/objects'))]));
  test('of BTF', () => fuzz([types]));
});

test('the same number gives the same mutation', () => {
  const originals = readOriginals(files(path('../load/elf/objects')));
  expect(mutation(originals, SEED, 3)).toEqual(mutation(originals, SEED, 3));
  const different = new Set(Array.from({ length: 50 }, (_, i) => Buffer.from(mutation(originals, SEED, i).bytes).toString('base64')));
  expect(different.size).toBeGreaterThan(45);
});

describe('numbers that lie cost nothing', () => {
  const original = () => new Uint8Array(readFileSync(path('../load/elf/objects/sample.el.o')));
  const sectionsAt = (view: DataView) => Number(view.getBigUint64(40, true));

  // every number of the header and of each section's, as large as it goes
  const places = Array.from({ length: 12 }, (_, i) => 16 + 4 * i);
  test.each([0xffffffff, 0x7fffffff])('%i', (value) => {
    const probe = original();
    const view = new DataView(probe.buffer);
    const count = view.getUint16(60, true);
    const all = [...places, ...Array.from({ length: count * 16 }, (_, i) => sectionsAt(view) + 4 * i)];
    for (const at of all) {
      if (target === undefined) throw new Error('no types of the kernel');
      const bytes = original();
      new DataView(bytes.buffer).setUint32(at, value, true);
      tryWithinBounds(bytes, target, `0x${value.toString(16)} at ${at}`);
    }
  });
});
