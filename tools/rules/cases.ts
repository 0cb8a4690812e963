import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { kernelFacts } from '../cli/facts.js';
import { type AssembledProgram, assemble, helperNames } from '../load/index.js';

/** A program written by hand to pass or fail a row of the spec. */
export interface Case extends AssembledProgram {
  readonly name: string;
  /** The `.bpfasm` file, below the folder of cases. */
  readonly file: string;
  readonly text: string;
}

/** Every `.bpfasm` file below a folder, in the order of their names. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.bpfasm'))
    .sort();
}

/** The cases of one file. Throws when one can't be assembled, or two have one name: they are ours. */
export function readCases(folder: string, file: string, kernel: Kernel): Case[] {
  const text = readFileSync(join(folder, file), 'utf8');
  const helpers = helperNames(kernel.helperNames.flatMap((name, id) => (name === '' ? [] : [{ id, name }])));
  const names = new Set<string>();
  return assemble(text, { facts: kernelFacts(kernel), helpers }).map(({ name, line, program }) => {
    if (!program.ok) throw new Error(`${join(folder, file)}:${line}: ${name}: ${program.error.message}`);
    if (names.has(name)) throw new Error(`${join(folder, file)}:${line}: two cases are called '${name}'`);
    names.add(name);
    return { ...program.value, name, file, text };
  });
}
