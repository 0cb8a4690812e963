import type { Program } from '@kfuncspec/runtime/v1';
import { type AssembleOptions, assemble } from './bpfasm/index.js';
import { detectKind, type InputKind } from './detect.js';
import { loadObject, type ObjectOptions, type Poisoned, type SourceLine } from './elf/index.js';
import { type LogTrace, parseLog } from './log/index.js';
import { MAX_INSNS, ProgramJsonLoader } from './program-json.js';
import { loadJsonlText } from './program-jsonl.js';
import { failed, type LoadError, type Loaded } from './result.js';

/** One program of an input, or why it can't be read. */
export interface LoadedProgram {
  /** Empty when it can't be known. */
  readonly name: string;
  /** 1-based line of the input where it begins; 0 in an input without lines. */
  readonly line: number;
  readonly program: Loaded<Program>;
  /** For text: the line that each slot comes from. */
  readonly lines?: Uint32Array;
  /** For objects: its section, the C source that instructions come from, and instructions that can't work on the kernel. */
  readonly section?: string;
  readonly source?: readonly SourceLine[];
  readonly poisoned?: readonly Poisoned[];
}

export type LoadOptions = AssembleOptions & ObjectOptions;

export type LoadedInput =
  | { readonly kind: 'programs'; readonly from: 'json' | 'jsonl' | 'bpfasm' | 'object'; readonly programs: readonly LoadedProgram[] }
  | { readonly kind: 'logs'; readonly traces: readonly LogTrace[] }
  | { readonly kind: 'error'; readonly error: LoadError };

/** Strings can't be longer in every engine; larger .jsonl files and logs can be streamed. */
const MAX_BYTES = 256 * 1024 * 1024;

const UNREADABLE: Readonly<Record<Exclude<InputKind, 'json' | 'jsonl' | 'bpfasm' | 'log' | 'elf'>, string>> = {
  gzip: 'compressed with gzip: unpack it first',
  binary: 'binary data that is no object file',
  empty: 'empty input',
  unknown: 'neither program JSON nor .bpfasm text nor a verifier log',
};

/** Programs or traces from the bytes of a file, whatever it is. */
export function loadInput(bytes: Uint8Array, options: LoadOptions): LoadedInput {
  if (bytes.length > MAX_BYTES) return unreadable(`${bytes.length} bytes are too many to read at once (at most ${MAX_BYTES})`);
  const kind = detectKind(bytes);
  switch (kind) {
    case 'json':
      return { kind: 'programs', from: kind, programs: [loadJson(decode(bytes), options)] };
    case 'jsonl':
      return { kind: 'programs', from: kind, programs: [...loadJsonlText(decode(bytes), options.facts)].map(withName) };
    case 'bpfasm':
      return { kind: 'programs', from: kind, programs: loadText(decode(bytes), options) };
    case 'elf':
      return loadElf(bytes, options);
    case 'log': {
      const traces = parseLog(decode(bytes));
      return traces.ok ? { kind: 'logs', traces: traces.value } : { kind: 'error', error: traces.error };
    }
    default:
      return unreadable(UNREADABLE[kind]);
  }
}

function unreadable(message: string): LoadedInput {
  return { kind: 'error', error: { message } };
}

function loadElf(bytes: Uint8Array, options: ObjectOptions): LoadedInput {
  const object = loadObject(bytes, options);
  if (!object.ok) return { kind: 'error', error: object.error };
  // programs that share large subprograms could be far larger together than the file
  let room = Math.max(MAX_INSNS, bytes.length);
  const programs = object.value.programs.map(({ name, section, load }): LoadedProgram => {
    const code = room > 0 ? load() : failed('too many instructions in one object: load its programs one by one');
    if (code.ok) room -= code.value.program.insns.length;
    if (!code.ok) return { name, section, line: 0, program: code };
    const { program, source, poisoned } = code.value;
    return { name, section, line: 0, program: { ok: true, value: program }, source, poisoned };
  });
  return { kind: 'programs', from: 'object', programs };
}

function decode(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

function withName(entry: { readonly line: number; readonly program: Loaded<Program> }): LoadedProgram {
  return { name: entry.program.ok ? entry.program.value.name : '', ...entry };
}

function loadJson(text: string, options: AssembleOptions): LoadedProgram {
  return withName({ line: 1, program: new ProgramJsonLoader(options.facts).load(text) });
}

function loadText(text: string, options: AssembleOptions): LoadedProgram[] {
  return assemble(text, options).map(({ name, line, program }) =>
    program.ok ? { name, line, program: { ok: true, value: program.value.program }, lines: program.value.lines } : { name, line, program },
  );
}
