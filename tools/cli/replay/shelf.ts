/** The programs that logs are about: those of the files given with `--program`. */

import { basename } from 'node:path';
import type { Program } from '@kfuncspec/runtime/v1';
import type { LogTrace } from '../../load/log/index.js';
import { failed, type Loaded } from '../../load/result.js';
import { otherProgram } from '../../replay/replay-log.js';
import { findInputs, type Input } from '../check/inputs.js';
import type { Found, Loaders } from '../check/loaders.js';
import { readPrograms } from '../check/read.js';

export class ProgramShelf {
  readonly #inputs: readonly Input[];
  readonly #loaders: Loaders;
  /** The file that was read last: logs come in the order of their objects. */
  #last: { readonly input: Input; readonly programs: readonly Found[] } | undefined;

  /** All of them, when a log does not say which file its program is in. */
  #all: readonly Found[] | undefined;

  /** Throws when one of the arguments names no usable file. */
  constructor(args: readonly string[], loaders: Loaders) {
    this.#loaders = loaders;
    this.#inputs = findInputs(args).map((found) => {
      if ('problem' in found) throw found.problem;
      return found.input;
    });
  }

  /** A program by the name of its object file. */
  async inObject(object: string, program: string): Promise<Loaded<Program>> {
    const input = this.#inputs.find(({ file }) => basename(file) === object);
    if (input === undefined) return failed(`${object} is not among the files of --program`);
    const found = (await this.#read(input)).find(({ name }) => name === program);
    return found === undefined ? failed(`no program ${program} in ${object}`) : programOf(found);
  }

  /** The program that a log is about: the one of its name, the only one, or the only one with the log's instructions. */
  async ofLog(trace: LogTrace): Promise<Loaded<Program>> {
    if (this.#inputs.length === 0) {
      return failed("a log says nothing of its program's type, maps and their BTF: give the program with --program");
    }
    const all = await this.#readAll();
    const named = trace.program === undefined ? [] : all.filter(({ name }) => name === trace.program);
    if (named.length === 1 && named[0] !== undefined) return programOf(named[0]);
    const [only] = all;
    if (all.length === 1 && only !== undefined) return programOf(only);
    const fitting = (named.length > 0 ? named : all)
      .map(programOf)
      .filter((program) => program.ok && otherProgram(program.value, trace.events) === null);
    if (fitting.length === 1 && fitting[0] !== undefined) return fitting[0];
    const whose = trace.program === undefined ? 'the log' : `the log of ${trace.program}`;
    return failed(
      fitting.length === 0 ? `no program of --program has the instructions of ${whose}` : `${fitting.length} programs fit ${whose}`,
    );
  }

  async #readAll(): Promise<readonly Found[]> {
    if (this.#all === undefined) {
      const all: Found[] = [];
      for (const input of this.#inputs) all.push(...(await this.#read(input)));
      this.#all = all;
    }
    return this.#all;
  }

  async #read(input: Input): Promise<readonly Found[]> {
    if (this.#last?.input !== input) {
      const programs: Found[] = [];
      for await (const found of readPrograms(input, this.#loaders)) programs.push(found);
      this.#last = { input, programs };
    }
    return this.#last.programs;
  }
}

/** A program as the only kernel sees it. */
export function programOf(found: Found): Loaded<Program> {
  const program = found.load(0);
  return program.ok ? { ok: true, value: program.value.program } : program;
}
