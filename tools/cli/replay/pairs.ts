/** From an input to logs and the programs that they are about. */

import type { Program } from '@kfuncspec/runtime/v1';
import { decodeText } from '../../load/decode-text.js';
import { asRecord } from '../../load/json-value.js';
import { linesOf } from '../../load/lines.js';
import { type LogTrace, parseLog } from '../../load/log/index.js';
import { failed, type Loaded } from '../../load/result.js';
import { type Input, readInput } from '../check/inputs.js';
import type { Loaders } from '../check/loaders.js';
import { InputError } from '../exit.js';
import { type ProgramShelf, programOf } from './shelf.js';

/** A log with its program, or why there is none. */
export interface Pair {
  /** The program's name; empty when it has none. */
  readonly name: string;
  /** null: the row has no log. */
  readonly trace: Loaded<LogTrace> | null;
  readonly program: () => Promise<Loaded<Program>>;
}

/** Reads the logs of an input, one after another. */
export async function* readPairs(input: Input, loaders: Loaders, shelf: ProgramShelf): AsyncGenerator<Pair> {
  const text = await readText(input);
  if (input.kind === 'jsonl' || input.kind === 'json' || isRow(text)) {
    let line = 0;
    for (const row of linesOf(text)) {
      line++;
      if (row.trim() !== '') yield rowPair(row, line, loaders, shelf);
    }
    return;
  }
  const traces = parseLog(text, { events: true });
  if (!traces.ok) throw new InputError(input.file, traces.error.message);
  for (const trace of traces.value) {
    yield { name: trace.program ?? '', trace: { ok: true, value: trace }, program: () => shelf.ofLog(trace) };
  }
}

async function readText(input: Input): Promise<string> {
  const text = decodeText(await readInput(input));
  if (text.trim() === '') throw new InputError(input.file, 'nothing but white space');
  return text;
}

function isRow(text: string): boolean {
  const first = text.trimStart();
  if (!first.startsWith('{')) return false;
  const end = first.indexOf('\n');
  return typeof fields(end < 0 ? first : first.slice(0, end)).log === 'string';
}

function fields(json: string): Readonly<Record<string, unknown>> {
  try {
    return asRecord(JSON.parse(json)) ?? {};
  } catch {
    return {};
  }
}

function rowPair(row: string, line: number, loaders: Loaders, shelf: ProgramShelf): Pair {
  const { log, insns, object, program, name } = fields(row);
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  const inObject = typeof object === 'string' && typeof program === 'string';
  const title = text(name) || (inObject ? `${object}: ${program}` : text(program));
  return {
    name: title === '' ? `line ${line}` : title,
    trace: typeof log === 'string' && log !== '' ? onlyTrace(log) : null,
    program: async () => {
      if (insns !== undefined) return programOf(loaders.json(row, line));
      return inObject ? shelf.inObject(object, program) : failed('neither instructions nor the names of an object and a program in it');
    },
  };
}

function onlyTrace(log: string): Loaded<LogTrace> {
  const traces = parseLog(log, { events: true });
  if (!traces.ok) return traces;
  const [trace, ...more] = traces.value;
  return trace === undefined || more.length > 0 ? failed(`${more.length + 1} logs in one`) : { ok: true, value: trace };
}
