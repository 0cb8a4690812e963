import { readFileSync } from 'node:fs';
import { kernelFacts, ProgramJsonLoader } from '../../load/index.js';
import { readLines, record } from '../../parity/rows.js';
import { createMatcher } from '../../report/match.js';
import { Random } from '../random.js';
import type { Mutation } from '../run/run.js';
import { mutated } from './mutate.js';
import type { Target } from './try.js';

/** A log to start from. */
export interface Original {
  readonly name: string;
  readonly text: string;
  /** The row of program JSON that it stands in, if any. */
  readonly row: string | undefined;
}

/** Longer logs are left out: they hold nothing new, and a mutation should take milliseconds. */
const LONGEST = 64 * 1024;

/** Reads logs: a file of its own each, or rows of JSON that have one. */
export function readOriginals(files: readonly string[]): Original[] {
  return files
    .flatMap((file) => (/\.jsonl(\.gz)?$/.test(file) ? ofRows(file) : [{ name: file, text: readFileSync(file, 'utf8'), row: undefined }]))
    .filter(({ text }) => text !== '' && text.length <= LONGEST);
}

function ofRows(file: string): Original[] {
  return readLines(file).map((row, i) => {
    const { log, insns } = record(JSON.parse(row));
    return { name: `${file}:${i + 1}`, text: typeof log === 'string' ? log : '', row: insns === undefined ? undefined : row };
  });
}

/** A mutation of a log, by its number: the same one on every run with the same seed and files. */
export function mutation(originals: readonly Original[], seed: number, index: number): Mutation & { readonly from: Original } {
  const random = new Random(seed, index);
  const from = random.pick(originals);
  return { name: from.name, from, bytes: mutated(from.text, () => random.pick(originals).text, random) };
}

/** The kernel that logs are explained with. */
export async function readTarget(): Promise<Target> {
  const { kernel } = await import('@kfuncspec/rules/6.1');
  return { books: [{ kernel, matcher: createMatcher(kernel.rules) }], kernel, programs: new ProgramJsonLoader(kernelFacts(kernel)) };
}
