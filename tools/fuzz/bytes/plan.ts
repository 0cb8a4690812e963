import { readFileSync } from 'node:fs';
import { parseBtf } from '../../load/index.js';
import { Random } from '../random.js';
import type { Mutation, SeededRange } from '../run/run.js';
import { mutated, type Original, original } from './mutate.js';
import type { Target } from './try.js';

/** What a run was asked: mutations of files, for a kernel whose types `btf` has. */
export interface Plan extends SeededRange {
  readonly btf: string;
}

/** Reads the files of a plan. */
export function readOriginals(files: readonly string[]): Original[] {
  return files.map((file) => original(file, readFileSync(file)));
}

/** A mutation by its number: the same one on every run with the same seed and files. */
export function mutation(originals: readonly Original[], seed: number, index: number): Mutation {
  const random = new Random(seed, index);
  const from = random.pick(originals);
  return { name: from.name, bytes: mutated(from, originals, random) };
}

/** The kernel's types that objects are loaded for. */
export async function readTarget(file: string): Promise<Target> {
  const { kernel } = await import('@kfuncspec/rules/6.1');
  const btf = parseBtf(readFileSync(file), { origin: 'kernel' });
  if (!btf.ok) throw new Error(`${file}: ${btf.error.message}`);
  return { kernel, btf: btf.value };
}
