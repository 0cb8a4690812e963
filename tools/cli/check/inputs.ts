/** From the FILE arguments to inputs: directories are searched, `-` is standard input. */

import { createReadStream, type Dirent, readdirSync, type Stats, statSync } from 'node:fs';
import { join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { InputError, systemReason, UsageError } from '../exit.js';
import { readAll } from './bytes.js';

/** What a file holds, by its name; `any` is found out from its content. */
export type InputKind = 'asm' | 'json' | 'jsonl' | 'log' | 'object' | 'any';

/** One input, not opened yet. */
export interface Input {
  /** As results name it. */
  readonly file: string;
  readonly kind: InputKind;
  readonly compressed: boolean;
}

const KINDS: readonly (readonly [suffix: string, kind: InputKind])[] = [
  ['.bpfasm', 'asm'],
  ['.json', 'json'],
  ['.jsonl', 'jsonl'],
  ['.log', 'log'],
  ['.o', 'object'],
];

/** What is looked for in a directory. */
const SEARCHED: readonly InputKind[] = ['asm', 'json', 'jsonl', 'object'];

/** An argument that names no usable file: reported in its place, the others are judged. */
export type Found = { readonly input: Input } | { readonly problem: InputError };

/** The inputs that the arguments name, in their order, those of a directory by name. Nothing is read yet. */
export function findInputs(args: readonly string[]): Found[] {
  const found: Found[] = [];
  let stdin = 0;
  for (const arg of args) {
    if (arg === '-') {
      if (++stdin > 1) throw new UsageError("'-' (standard input) can be given once only");
      found.push({ input: { file: '-', kind: 'any', compressed: false } });
      continue;
    }
    found.push(...findPath(arg));
  }
  return found;
}

function findPath(path: string): Found[] {
  let stats: Stats;
  try {
    stats = statSync(path);
  } catch (error) {
    return [{ problem: new InputError(path, systemReason(error)) }];
  }
  if (!stats.isDirectory()) return [{ input: inputOf(path) }];
  const found: Found[] = [];
  searchDirectory(path, found);
  if (found.length === 0) found.push({ problem: new InputError(path, `no program files in this directory (${suffixes()})`) });
  return found;
}

function suffixes(): string {
  return KINDS.filter(([, kind]) => SEARCHED.includes(kind))
    .map(([suffix]) => suffix)
    .join(', ');
}

function searchDirectory(dir: string, found: Found[]): void {
  let entries: Dirent[];
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch (error) {
    found.push({ problem: new InputError(dir, systemReason(error)) });
    return;
  }
  entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const entry of entries) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) {
      // a link to a directory is no directory here, so the search ends
      if (entry.name !== 'node_modules' && !entry.name.startsWith('.')) searchDirectory(path, found);
    } else if (SEARCHED.includes(inputOf(path).kind)) found.push({ input: inputOf(path) });
  }
}

function inputOf(file: string): Input {
  const compressed = file.endsWith('.gz');
  const name = compressed ? file.slice(0, -3) : file;
  return { file, kind: KINDS.find(([suffix]) => name.endsWith(suffix))?.[1] ?? 'any', compressed };
}

/** Opens an input as a stream of bytes, decompressed. Errors come when it is read. */
export function openInput(input: Input): AsyncIterable<Uint8Array> {
  if (input.file === '-') return process.stdin;
  const stream = createReadStream(input.file, { highWaterMark: 1 << 18 });
  if (!input.compressed) return stream;
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  return stream.pipe(gunzip);
}

/** Largest log or report that is read, in bytes. */
const MOST_BYTES = 512 * 1024 * 1024;

/** All bytes of an input, decompressed. Throws an InputError when it can't be read, or is too large. */
export async function readInput(input: Input): Promise<Uint8Array> {
  let bytes: Uint8Array | null;
  try {
    bytes = await readAll(openInput(input), MOST_BYTES);
  } catch (error) {
    throw new InputError(input.file, systemReason(error));
  }
  if (bytes === null) throw new InputError(input.file, `larger than ${MOST_BYTES / 1024 / 1024} MiB`);
  return bytes;
}
