/** From an input to the programs in it, one at a time; what can't be read comes out as a problem in its place. */

import { basename } from 'node:path';
import { LineSplitter } from '../../load/lines.js';
import { systemReason } from '../exit.js';
import { peek, readAll } from './bytes.js';
import { type Input, type InputKind, openInput } from './inputs.js';
import { type Found, type Loaders, unusable } from './loaders.js';

/** Largest input that is held in memory at once, in bytes. */
const MOST_BYTES = 256 * 1024 * 1024;

/** Reads the programs of an input. Never throws for what the input holds. */
export async function* readPrograms(input: Input, loaders: Loaders): AsyncGenerator<Found> {
  try {
    const { head, rest } = await peek(openInput(input), input.kind === 'any' ? tellsKind : () => true, MOST_BYTES);
    const kind = input.kind === 'any' ? kindOf(head) : input.kind;
    if (kind === 'jsonl') yield* readLines(rest, loaders);
    else yield* await readWhole(rest, kind, input.file, loaders);
  } catch (error) {
    yield unusable(systemReason(error));
  }
}

async function* readLines(stream: AsyncIterable<Uint8Array>, loaders: Loaders): AsyncGenerator<Found> {
  const splitter = new LineSplitter();
  let line = 0;
  let programs = 0;
  for await (const chunk of stream) {
    for (const text of splitter.push(chunk)) {
      line++;
      if (text.trim() === '') continue;
      programs++;
      yield loaders.json(text, line);
    }
  }
  for (const text of splitter.end()) {
    line++;
    if (text.trim() === '') continue;
    programs++;
    yield loaders.json(text, line);
  }
  if (programs === 0) yield unusable('no programs in it');
}

async function readWhole(stream: AsyncIterable<Uint8Array>, kind: InputKind, file: string, loaders: Loaders): Promise<Found[]> {
  const bytes = await readAll(stream, MOST_BYTES);
  if (bytes === null) return [unusable(`larger than ${MOST_BYTES / 1024 / 1024} MiB`)];
  if (bytes.length === 0) return [unusable('empty')];
  if (isElf(bytes)) return loaders.object(bytes);
  if (kind === 'object') return [unusable('no ELF object file')];
  if (bytes.includes(0)) return [unusable('binary data, neither text nor JSON')];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  if (text.trim() === '') return [unusable('nothing but white space')];
  if (kind === 'json') return [loaders.json(text, null)];
  if (kind === 'log' || (kind === 'any' && looksLikeLog(text)))
    return [unusable("a verifier's log is no program: `kfuncspec explain` reads it")];
  return loaders.assembly(text, file === '-' ? 'program' : basename(file).replace(/\.\w+$/, ''));
}

const BRACE = 0x7b;
const NEWLINE = 0x0a;
const SPACE = 0x20;

/** Is enough of unnamed input there to guess what it is: a whole line, if it may be JSON. */
function tellsKind(head: Uint8Array): boolean {
  const start = head.findIndex((byte) => byte > SPACE);
  return start !== -1 && (head[start] !== BRACE || head.indexOf(NEWLINE, start) !== -1);
}

/** Guesses what unnamed input is: JSON begins with a brace, and is one program when its first line does not end it. */
function kindOf(head: Uint8Array): InputKind {
  const start = head.findIndex((byte) => byte > SPACE);
  if (start === -1 || head[start] !== BRACE) return 'any';
  const end = head.indexOf(NEWLINE, start);
  if (end === -1) return 'json';
  try {
    JSON.parse(Buffer.from(head.subarray(start, end)).toString('utf8'));
    return 'jsonl';
  } catch {
    return 'json';
  }
}

/** Numbered instructions with their opcodes and no header: the kernel's log, not a program's text. */
function looksLikeLog(text: string): boolean {
  return /^\s*\d+: \([0-9a-f]{2}\) /m.test(text) && !/^\s*program\s/m.test(text);
}

function isElf(bytes: Uint8Array): boolean {
  return bytes[0] === 0x7f && bytes[1] === 0x45 && bytes[2] === 0x4c && bytes[3] === 0x46;
}
