/** What to generate from what, and where to: the defaults that make `kfuncspec generate` do the right thing. */

import { existsSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InputError, UsageError } from '../exit.js';
import { projectRoot } from '../specs.js';

/** Directories of specs, the base first, and the directory to write to. */
export interface Plan {
  readonly specDirs: readonly string[];
  readonly outDir: string;
}

/** Finds the base spec and the output directory for what the command line names. */
export function makePlan(specs: readonly string[], out: string | undefined, cwd = process.cwd()): Plan {
  for (const spec of specs)
    if (statSync(spec, { throwIfNoEntry: false }) === undefined) throw new InputError(spec, 'no such file or directory');
  const first = specs[0];
  const ownBase = first !== undefined && existsSync(join(first, 'kernels.kf'));
  const specDirs = ownBase ? [...specs] : [baseSpec(cwd), ...specs];
  return { specDirs, outDir: outDirectory(specs, ownBase ? first : undefined, out, cwd) };
}

/** The spec that others extend: of the project that one is in, else the one that came with this tool. */
function baseSpec(cwd: string): string {
  const root = projectRoot(cwd) ?? projectRoot(dirname(fileURLToPath(import.meta.url)));
  if (root === null) throw new UsageError('no base spec found: give the directory that holds kernels.kf first');
  return relative(cwd, join(root, 'spec')) || '.';
}

function outDirectory(specs: readonly string[], base: string | undefined, out: string | undefined, cwd: string): string {
  if (out !== undefined) {
    if (existsSync(out) && !statSync(out).isDirectory()) throw new UsageError(`--out ${out}: not a directory`);
    return out;
  }
  // only a project's own spec has a place of its own
  const root = base === undefined ? (specs.length === 0 ? projectRoot(cwd) : null) : dirname(resolve(cwd, base));
  if (root === null || !existsSync(join(root, 'generated'))) throw new UsageError('say where to write: --out DIR');
  return relative(cwd, join(root, 'generated')) || '.';
}
