/** A spec's directories read from disk: .kf files as syntax trees, facts of kernels. */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve, sep } from 'node:path';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { type Facts, readFacts } from './facts/read.js';
import type { SourceFile } from './grammar/ast.js';
import { parse } from './grammar/parse.js';
import { TreeCache } from './tree-cache.js';

/** One .kf file. */
export interface SpecFile {
  /** As messages and emitted modules name it, the same wherever the directory lies: `spec/constraints/kptr_get.kf`. */
  readonly name: string;
  /** Below its directory: `constraints/kptr_get.kf`. */
  readonly relative: string;
  /** On disk. */
  readonly path: string;
}

export interface LoadedSpec {
  readonly files: readonly SpecFile[];
  readonly trees: readonly SourceFile[];
  readonly facts: ReadonlyMap<string, Facts>;
  /** What is wrong with the files' text. */
  readonly diagnostics: readonly Diagnostic[];
}

interface Parsed {
  readonly hash: string;
  readonly tree: SourceFile;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads specs, and remembers trees and facts by their content: what did not change is not parsed again. */
export class SpecLoader {
  readonly #parsed = new Map<string, Parsed>();
  readonly #trees = new TreeCache();
  readonly #facts = new Map<string, Facts>();

  /** Directories in order: the base first, then those that extend it. A single .kf file may stand for a directory. */
  load(specDirs: readonly string[]): LoadedSpec {
    const files = specDirs.flatMap((dir, i) => specFiles(dir, specDirs.slice(0, i)));
    const parsed = files.map((file) => this.#parse(file));
    return {
      files,
      trees: parsed.map((p) => p.tree),
      facts: this.#readFacts(specDirs),
      diagnostics: parsed.flatMap((p) => p.diagnostics),
    };
  }

  #parse(file: SpecFile): Parsed {
    const text = readFileSync(file.path, 'utf8');
    const hash = hashOf(text);
    const before = this.#parsed.get(file.name);
    if (before?.hash === hash) return before;
    const parsed = before ? this.#parseText(file, text, hash) : this.#fromDisk(file, text, hash);
    this.#parsed.set(file.name, parsed);
    return parsed;
  }

  /** A file that this loader has not seen before may have been parsed by another process. */
  #fromDisk(file: SpecFile, text: string, hash: string): Parsed {
    const declarations = this.#trees.read(file.name, hash);
    if (declarations) return { hash, tree: { path: file.name, text, declarations, broken: [] }, diagnostics: [] };
    const parsed = this.#parseText(file, text, hash);
    if (parsed.diagnostics.length === 0) this.#trees.write(file.name, hash, parsed.tree.declarations);
    return parsed;
  }

  #parseText(file: SpecFile, text: string, hash: string): Parsed {
    const { file: tree, diagnostics } = parse(file.name, text);
    return { hash, tree, diagnostics };
  }

  #readFacts(specDirs: readonly string[]): Map<string, Facts> {
    const texts = new Map<string, string[]>();
    for (const dir of specDirs) {
      const folder = join(dir, 'facts');
      if (!isDirectory(dir) || !isDirectory(folder)) continue;
      for (const kernel of readdirSync(folder).sort()) {
        const path = join(folder, kernel, 'types.jsonl');
        if (existsSync(path)) texts.set(kernel, [...(texts.get(kernel) ?? []), readFileSync(path, 'utf8')]);
      }
    }
    const facts = new Map<string, Facts>();
    for (const [kernel, own] of texts) {
      const key = `${kernel} ${own.map(hashOf).join(' ')}`;
      const read = this.#facts.get(key) ?? readFacts(own);
      this.#facts.set(key, read);
      facts.set(kernel, read);
    }
    return facts;
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function isDirectory(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The .kf files of a directory, sorted by path. */
function specFiles(dir: string, earlier: readonly string[]): SpecFile[] {
  const root = resolve(dir);
  const taken = earlier.map((other) => rootName(resolve(other)));
  const own = rootName(root);
  const prefix = taken.includes(own) ? `${own}-${taken.filter((name) => name === own).length + 1}` : own;
  if (!isDirectory(root)) return [{ name: `${prefix}/${basename(root)}`, relative: basename(root), path: root }];
  const found = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((path) => path.split(sep).join('/'))
    .filter((path) => path.endsWith('.kf') && !path.split('/').some((part) => part.startsWith('.') || part === 'node_modules'))
    .sort();
  return found.map((path) => ({ name: `${prefix}/${path}`, relative: path, path: join(root, path) }));
}

/** `spec` for /home/me/project/spec, and for a file in it. */
function rootName(root: string): string {
  const name = isDirectory(root) ? basename(root) : basename(dirname(root));
  return name === '' ? 'spec' : name;
}
