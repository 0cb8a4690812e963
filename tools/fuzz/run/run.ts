import { writeFileSync } from 'node:fs';
import { printTally, type Range, supervise } from './supervise.js';

/** A mutation, and what it was made from. */
export interface Mutation {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A run of mutations: `seed` and `files` make the same ones every time. */
export interface SeededRange extends Range {
  readonly seed: number;
  readonly files: readonly string[];
}

/** The run that a command line asks for, `COUNT SEED FILE…` from number `first` on; undefined, and the usage told, when it asks for none. */
export function seededRange([count, seed, ...files]: readonly string[], first: string, usage: string): SeededRange | undefined {
  if (!Number.isInteger(Number(count)) || !Number.isInteger(Number(seed)) || files.length === 0) {
    process.stderr.write(`usage: ${usage}\n`);
    return undefined;
  }
  return { count: Number(count), first: Number(first), seed: Number(seed), files };
}

/**
 * Tries the mutations of a plan in `worker`, a module that calls `tryAll`; gives the exit status.
 *
 * @param write a file to write the plan's first mutation to, instead of trying any
 */
export async function runPlan<P extends SeededRange>(
  plan: P,
  worker: URL,
  mutation: (index: number) => Mutation,
  write: string | undefined,
): Promise<number> {
  if (write !== undefined) {
    writeFileSync(write, mutation(plan.first).bytes);
    return 0;
  }
  const start = performance.now();
  const tally = await supervise({ worker, plan, nameOf: (index) => mutation(index).name });
  return printTally(tally, plan.seed, (performance.now() - start) / 1000);
}
