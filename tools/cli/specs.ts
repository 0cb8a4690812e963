/** Finding specs: the .kf files that arguments name. */

import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { InputError, systemReason } from './exit.js';

/** The .kf files below a path, sorted; a file is itself. Throws an InputError when there are none. */
export function findSpecs(path: string): string[] {
  let isDirectory: boolean;
  try {
    isDirectory = statSync(path).isDirectory();
  } catch (error) {
    throw new InputError(path, systemReason(error));
  }
  if (!isDirectory) return [path];
  const files: string[] = [];
  search(path, files);
  if (files.length === 0) throw new InputError(path, 'no .kf files in this directory');
  return files;
}

function search(dir: string, files: string[]): void {
  const entries = readdirSync(dir, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue;
    const path = join(dir, entry.name);
    if (entry.isDirectory()) search(path, files);
    else if (entry.name.endsWith('.kf')) files.push(path);
  }
}

/** The nearest directory at or above `from` that holds `spec/kernels.kf`: the project whose spec is meant. */
export function projectRoot(from: string): string | null {
  for (let dir = from; ; dir = dirname(dir)) {
    if (existsSync(join(dir, 'spec', 'kernels.kf'))) return dir;
    if (dirname(dir) === dir) return null;
  }
}
