/** The loaders of each kernel: one program means something else for another kernel, whose kptr tags and kfuncs are its own. */

import type { Kernel } from '@kfuncspec/runtime/v1';
import { withoutMark } from '../../load/decode-text.js';
import type { KernelConfig } from '../../load/elf/kconfig-file.js';
import { type KernelOptions, kernelOptions } from '../../load/kernel-options.js';
import { ProgramJsonLoader } from '../../load/program-json.js';
import { failed, type Loaded, loaded } from '../../load/result.js';
import type { LoadedProgram } from './judge.js';
import type { TargetBtf } from './target-btf.js';

/** One program of an input. */
export interface Found {
  /** null when there is none, or it can't be told. */
  readonly name: string | null;
  /** The object's section that it stands in, without the `?` of programs that are not loaded by default; null elsewhere. */
  readonly section: string | null;
  /** Line of the input that it stands in, 1-based, when it holds several programs. */
  readonly line: number | null;
  /** The program as each kernel sees it, by the kernel's index. */
  load(kernel: number): Loaded<LoadedProgram>;
}

/** The loaders of the kernels that are judged for. */
export class Loaders {
  private readonly sets: readonly LoaderSet[];

  /**
   * @param btf types of the kernels that programs are meant for, by the kernel's index; asked for when the first program is read
   * @param kconfig their configurations; asked for when the first object is read
   */
  constructor(
    kernels: readonly Kernel[],
    private readonly btf: (kernel: number) => Loaded<TargetBtf> | undefined = () => undefined,
    private readonly kconfig: (kernel: number) => Loaded<KernelConfig> | undefined = () => undefined,
  ) {
    this.sets = kernels.map((kernel) => new LoaderSet(kernel));
  }

  /** A program from the text of a JSON object. */
  json(text: string, line: number | null): Found {
    let value: unknown;
    try {
      value = JSON.parse(withoutMark(text));
    } catch (error) {
      return unusable(`not valid JSON: ${error instanceof Error ? error.message : 'unreadable'}`, line);
    }
    return {
      name: nameIn(value),
      section: null,
      line,
      load: (kernel) => {
        const { json } = this.set(kernel);
        const program = json.fromValue(value);
        return program.ok ? this.withTypes(kernel, { program: program.value, mapTypes: () => json.mapTypes(value) }) : program;
      },
    };
  }

  /** The programs of a text in the syntax of the kernel's disassembly; `defaultName` is for those that have none. */
  async assembly(text: string, defaultName: string): Promise<Found[]> {
    const { assemble } = await import('../../load/bpfasm/assemble.js');
    const entries = this.sets.map(({ options }) => assemble(text, { ...options, defaultName }));
    return (entries[0] ?? []).map(
      ({ name }, i): Found => ({
        name,
        section: null,
        // an error of a text names its line itself
        line: null,
        load: (kernel) => {
          const entry = entries[kernel]?.[i];
          if (entry === undefined) return failed('no such program');
          if (!entry.program.ok) return entry.program;
          const { program, lines, json } = entry.program.value;
          return this.withTypes(kernel, { program, lines, mapTypes: () => this.set(kernel).json.mapTypes(json) });
        },
      }),
    );
  }

  /** The programs of an object file. */
  async object(bytes: Uint8Array): Promise<Found[]> {
    const { loadObject } = await import('../../load/elf/load-object.js');
    const objects = this.sets.map(({ options }, kernel) => {
      const target = this.btf(kernel);
      if (target?.ok === false) return target;
      const config = this.kconfig(kernel);
      if (config?.ok === false) return config;
      return loadObject(bytes, { ...options, targetBtf: target?.value.btf, modules: target?.value.modules, kconfig: config?.value });
    });
    const [first] = objects;
    const readable = objects.find((object) => object.ok) ?? first;
    if (readable === undefined) return [];
    if (!readable.ok) return [unusable(readable.error.message)];
    return readable.value.programs.map(
      ({ name, section }, i): Found => ({
        name,
        section,
        line: null,
        load: (kernel) => {
          const object = objects[kernel];
          if (object === undefined || !object.ok) return object ?? failed('no such program');
          const code = object.value.programs[i]?.load() ?? failed('no such program');
          if (!code.ok) return code;
          const { program, poisoned } = code.value;
          // names and lines are for reports, which most programs need none of
          return loaded({ program, poisoned, source: () => code.value.source, mapTypes: () => code.value.mapTypes });
        },
      }),
    );
  }

  /** A program that says nothing of the kernel's types, with those of the kernel that it is meant for. */
  private withTypes(kernel: number, found: LoadedProgram): Loaded<LoadedProgram> {
    const target = this.btf(kernel);
    if (target === undefined) return loaded(found);
    if (!target.ok) return target;
    const tables = target.value.tables(this.set(kernel).options.facts);
    return loaded(tables === undefined ? found : { ...found, program: { ...found.program, typeTables: tables } });
  }

  private set(kernel: number): LoaderSet {
    const set = this.sets[kernel];
    if (set === undefined) throw new RangeError(`no kernel ${kernel}`);
    return set;
  }
}

/** What the loaders take of one kernel. */
class LoaderSet {
  readonly options: KernelOptions;
  readonly json: ProgramJsonLoader;

  constructor(kernel: Kernel) {
    this.options = kernelOptions(kernel);
    this.json = new ProgramJsonLoader(this.options.facts);
  }
}

function nameIn(value: unknown): string | null {
  return typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' ? value.name : null;
}

/** An input, or a line of one, without a program. */
export function unusable(message: string, line: number | null = null): Found {
  return { name: null, section: null, line, load: () => failed(message) };
}
