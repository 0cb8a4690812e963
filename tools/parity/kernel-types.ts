import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { readTargetBtf, type TargetBtf } from '../cli/check/target-btf.js';

/** The files of a directory whose names end so, by name. */
function filesIn(dir: string, suffix: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => join(dir, name));
}

/** The types of a kernel, and of the modules in a directory if one is given. Throws when they can't be read. */
export function kernelTypes(btf: string, modules: string | undefined): TargetBtf {
  const target = readTargetBtf(btf, modules === undefined ? [] : filesIn(modules, '.ko'));
  if (!target.ok) throw new Error(target.error.message);
  return target.value;
}
