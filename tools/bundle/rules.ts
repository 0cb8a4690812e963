/** What Node loads of the generated package. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';

const PACKAGE = '@kfuncspec/rules';

/** What all bundles have in common: what is not their own they import. */
export const COMMON: BuildOptions = { bundle: true, packages: 'external', format: 'esm', target: 'node20.19', logLevel: 'warning' };

/** Is a directory the package that people import, and not one for `--rules`. */
export function isRulesPackage(dir: string): boolean {
  const file = join(dir, 'package.json');
  if (!existsSync(file)) return false;
  const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return typeof parsed === 'object' && parsed !== null && 'name' in parsed && parsed.name === PACKAGE;
}

/** Makes one file of each kernel's modules, in the package's `dist`. */
export async function bundleRules(dir: string): Promise<void> {
  // whoever generates rules of their own has no need of it
  const { build } = await import('esbuild');
  const entryPoints = readdirSync(dir)
    .map((name) => join(dir, name, 'index.ts'))
    .filter((file) => existsSync(file));
  await build({ ...COMMON, entryPoints, platform: 'neutral', outbase: dir, outdir: join(dir, 'dist') });
}
