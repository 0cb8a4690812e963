/**
 * `--shard K/N`: which of N machines judges what. A file belongs to shard 1 + hash(path) mod N, where the path is the one that results
 * show and hash is FNV-1a of 32 bits over its UTF-8 bytes; a line of a .jsonl file likewise, by path, a zero byte and the program's name.
 * So neither the order of the arguments nor what else is judged matters.
 */

import { normalize } from 'node:path';
import { UsageError } from '../exit.js';

/** One of several parts of a run; `index` from 1 to `count`. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

const MOST_SHARDS = 10_000;

/** Reads `2/5`. */
export function parseShard(text: string): Shard {
  const match = /^(\d+)\/(\d+)$/.exec(text);
  const shard = { index: Number(match?.[1]), count: Number(match?.[2]) };
  if (match === null || shard.index < 1 || shard.index > shard.count || shard.count > MOST_SHARDS) {
    throw new UsageError(`--shard ${text}: give it as K/N, with K from 1 to N (and N at most ${MOST_SHARDS})`);
  }
  return shard;
}

/** Does a file belong to the shard? */
export function ownsFile({ index, count }: Shard, file: string): boolean {
  return hash(fileKey(file)) % count === index - 1;
}

/** Does a line of a .jsonl file belong to it? */
export function ownsLine({ index, count }: Shard, file: string, name: string | null): boolean {
  return hash(`${fileKey(file)}\0${name ?? ''}`) % count === index - 1;
}

/** `./a.o` and `a.o` are one file, and a backslash separates as a slash does. */
function fileKey(file: string): string {
  return normalize(file).replaceAll('\\', '/');
}

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** FNV-1a of 32 bits over a text's UTF-8 bytes. */
export function hash(text: string): number {
  let value = FNV_OFFSET;
  for (const byte of Buffer.from(text, 'utf8')) value = Math.imul(value ^ byte, FNV_PRIME);
  return value >>> 0;
}

/** Tells whether two shards of a run looked at the same inputs: a hash of their paths, in order. */
export function inputsHash(files: readonly string[]): string {
  return hash(files.map(fileKey).join('\0')).toString(16).padStart(8, '0');
}
