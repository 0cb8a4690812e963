import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bundleRules, isRulesPackage } from '../../tools/bundle/rules.js';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'rules-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

test('each kernel becomes one file, which is what was generated last', async () => {
  mkdirSync(join(dir, '9.9'));
  writeFileSync(join(dir, '9.9/index.ts'), "import { name } from './name.js';\nexport const kernel: { name: string } = { name };\n");
  for (const name of ['first', 'second']) {
    writeFileSync(join(dir, '9.9/name.ts'), `export const name = '${name}';\n`);
    await bundleRules(dir);
    expect(await import(`${join(dir, 'dist/9.9/index.js')}?${name}`)).toMatchObject({ kernel: { name } });
  }
});

test.each([
  ['the package of this project', '{ "name": "@kfuncspec/rules" }', true],
  ['a package of somebody else', '{ "name": "rules" }', false],
  ['no package at all', undefined, false],
])('%s', (_, json, expected) => {
  if (json !== undefined) writeFileSync(join(dir, 'package.json'), json);
  expect(isRulesPackage(dir)).toBe(expected);
});
