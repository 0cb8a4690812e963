/**
 * Syntax trees on disk, by the content of their files: reading a grammar takes most of a generation's time, and most files are what they
 * were. Lies in `node_modules/.cache`; whatever is wrong with it, the file is parsed instead.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Declaration } from './grammar/ast.js';

/** Trees of texts that were edited away stay behind: from so many on, all are thrown away. */
const MOST = 600;

const here = dirname(fileURLToPath(import.meta.url));

/** The folder of trees that this very parser makes; undefined when there is no `node_modules` to keep it in. */
function cacheFolder(): string | undefined {
  for (let dir = here; dirname(dir) !== dir; dir = dirname(dir)) {
    if (isDirectory(join(dir, 'node_modules'))) return join(dir, 'node_modules', '.cache', 'kfuncspec', parserStamp());
  }
  return undefined;
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Changes whenever the parser's own code does, be it modules or parts of a bundle. */
function parserStamp(): string {
  const hash = createHash('sha256');
  for (const name of readdirSync(here, { recursive: true, encoding: 'utf8' }).sort())
    if (/\.[jt]s$/.test(name)) hash.update(name).update(readFileSync(join(here, name)));
  return hash.digest('hex').slice(0, 16);
}

export class TreeCache {
  readonly #folder = cacheFolder();

  /** The tree of a text that had no mistakes. */
  read(file: string, hash: string): readonly Declaration[] | undefined {
    if (this.#folder === undefined) return undefined;
    try {
      const tree: readonly Declaration[] = JSON.parse(readFileSync(this.#path(this.#folder, file, hash), 'utf8'));
      return Array.isArray(tree) ? tree : undefined;
    } catch {
      return undefined;
    }
  }

  write(file: string, hash: string, tree: readonly Declaration[]): void {
    if (this.#folder === undefined) return;
    try {
      this.#makeRoom(this.#folder);
      const path = this.#path(this.#folder, file, hash);
      const unfinished = `${path}.${process.pid}`;
      writeFileSync(unfinished, JSON.stringify(tree));
      renameSync(unfinished, path);
    } catch {
      // Without a place to write there is no cache.
    }
  }

  #path(folder: string, file: string, hash: string): string {
    return join(folder, `${createHash('sha256').update(`${file}\0${hash}`).digest('hex')}.json`);
  }

  /** Trees of other parsers go, and all when there are too many. */
  #makeRoom(folder: string): void {
    if (!isDirectory(folder)) rmSync(dirname(folder), { recursive: true, force: true });
    else if (readdirSync(folder).length >= MOST) rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
}
