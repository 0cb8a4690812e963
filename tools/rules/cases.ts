import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { type AssembledProgram, assemble, kernelOptions, loadObject } from '../load/index.js';

/** A program written to pass or fail a row of the spec. */
export interface Case extends AssembledProgram {
  readonly name: string;
  /** The file, below the folder of cases. */
  readonly file: string;
  /** The text that `lines` count in: `.bpfasm`, or an object's C source. */
  readonly text: string;
}

const TEXT = '.bpfasm';
/** What a text can't say, such as what constant data holds, an object does; its C source stands beside it. */
const OBJECT = '.bpf.o';

/** Every file of cases below a folder, in the order of their names. */
export function caseFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(TEXT) || isObject(file))
    .sort();
}

/** Are the cases of a file those of an object. */
export function isObject(file: string): boolean {
  return file.endsWith(OBJECT);
}

/** The name of a file of cases without what says of which kind it is. */
export function caseFileName(file: string): string {
  return file.slice(0, -(isObject(file) ? OBJECT : TEXT).length);
}

/** The cases of one file. Throws when one can't be loaded, or two have one name: they are ours. */
export function readCases(folder: string, file: string, kernel: Kernel): Case[] {
  const cases = isObject(file) ? objectCases(folder, file, kernel) : textCases(folder, file, kernel);
  const names = new Set(cases.map(({ name }) => name));
  if (names.size < cases.length) throw new Error(`${join(folder, file)}: two cases have one name`);
  return cases;
}

function textCases(folder: string, file: string, kernel: Kernel): Case[] {
  const text = readFileSync(join(folder, file), 'utf8');
  const { facts, helpers } = kernelOptions(kernel);
  return assemble(text, { facts, helpers }).map(({ name, line, program }) => {
    if (!program.ok) throw new Error(`${join(folder, file)}:${line}: ${name}: ${program.error.message}`);
    return { ...program.value, name, file, text };
  });
}

function objectCases(folder: string, file: string, kernel: Kernel): Case[] {
  const text = readFileSync(join(folder, `${caseFileName(file)}.c`), 'utf8');
  const object = loadObject(readFileSync(join(folder, file)), kernelOptions(kernel));
  if (!object.ok) throw new Error(`${join(folder, file)}: ${object.error.message}`);
  return object.value.programs.map(({ name, load }) => {
    const code = load();
    if (!code.ok) throw new Error(`${join(folder, file)}: ${name}: ${code.error.message}`);
    const { program, json, lines } = code.value;
    return { program, json, lines, name, file, text };
  });
}
