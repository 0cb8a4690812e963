import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { SpecLoader } from '../../generator/load.js';

test('a single file may stand for a directory of specs', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kfuncspec-load-'));
  const own = join(dir, 'own.kf');
  writeFileSync(own, 'kfunc one_of_mine(x: int) -> int in sched_cls\n');
  const loaded = new SpecLoader().load([fileURLToPath(new URL('../../spec', import.meta.url)), own]);
  rmSync(dir, { recursive: true });
  expect(loaded.diagnostics).toEqual([]);
  expect(loaded.files.at(-1)).toMatchObject({ relative: 'own.kf', path: own });
  expect([...loaded.facts.keys()]).toContain('6.1');
});
