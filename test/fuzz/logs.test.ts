import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { mutation, type Original, readOriginals, readTarget } from '../../tools/fuzz/logs/plan.js';
import { type Target, tryLog } from '../../tools/fuzz/logs/try.js';

/** A small share of `npm run fuzz:logs`: logs with something wrong are read, explained and followed. */
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));
const folder = path('../load/logs/');
const formats = readdirSync(folder)
  .filter((file) => file.endsWith('.log'))
  .sort()
  .map((file) => folder + file);
const withPrograms = [path('../runtime/numbers/recorded-6.1.jsonl.gz')];

const RUNS = Number(process.env.FUZZ_RUNS ?? 1500);
const SEED = 11;
const MOST_MS = 10_000;

let target: Target | undefined;
beforeAll(async () => {
  target = await readTarget();
});

/** How often mutations ended how. */
function fuzz(originals: readonly Original[]): Map<string, number> {
  const endings = new Map<string, number>();
  for (let index = 0; index < RUNS; index++) {
    if (target === undefined) throw new Error('no rules');
    const { from, bytes } = mutation(originals, SEED, index);
    const start = performance.now();
    const { ending, what, counts = {} } = tryLog(bytes, from.row, target);
    const took = performance.now() - start;
    if (what !== undefined) throw new Error(`mutation ${index} of ${from.name}: ${what}`);
    if (took > MOST_MS) throw new Error(`mutation ${index} of ${from.name}: ${took} ms`);
    for (const [which, n] of [[ending, 1] as const, ...Object.entries(counts)]) endings.set(which, (endings.get(which) ?? 0) + n);
  }
  return endings;
}

describe('mutations are explained, or refused in one line, within bounds', () => {
  test('of logs of every format', () => {
    const endings = fuzz(readOriginals(formats));
    // what is known, what is not, and what is no log must all have been met
    for (const ending of ['explained', 'unknown', 'refused']) expect(endings.get(ending) ?? 0).toBeGreaterThan(RUNS / 50);
  });

  test('of logs that are followed with their programs', () => {
    const endings = fuzz(readOriginals(withPrograms));
    for (const ending of ['logs replayed', 'logs that replay refuses']) expect(endings.get(ending) ?? 0).toBeGreaterThan(RUNS / 50);
  });
});

test('the same number gives the same mutation', () => {
  const originals = readOriginals(formats);
  expect(mutation(originals, SEED, 3)).toEqual(mutation(originals, SEED, 3));
  const different = new Set(Array.from({ length: 50 }, (_, i) => Buffer.from(mutation(originals, SEED, i).bytes).toString('base64')));
  expect(different.size).toBeGreaterThan(40);
});
