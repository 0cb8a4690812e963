import type { Program } from '@kfuncspec/runtime/v1';
import type { KernelFacts } from './kernel-facts.js';
import { LineSplitter, linesOf } from './lines.js';
import { ProgramJsonLoader } from './program-json.js';
import type { Loaded } from './result.js';

/** One line of a .jsonl file: 1-based number and the program, or why it could not be read. Blank lines don't appear. */
export interface JsonlEntry {
  readonly line: number;
  readonly program: Loaded<Program>;
}

/** Programs of a .jsonl file, one at a time as they are read; a bad line does not stop the others. */
export async function* loadJsonl(chunks: AsyncIterable<string | Uint8Array>, facts: KernelFacts): AsyncGenerator<JsonlEntry> {
  const loader = new ProgramJsonLoader(facts);
  const splitter = new LineSplitter();
  let line = 0;
  for await (const chunk of chunks) {
    for (const text of splitter.push(chunk)) {
      line++;
      if (!isBlank(text)) yield { line, program: loader.load(text) };
    }
  }
  for (const text of splitter.end()) {
    line++;
    if (!isBlank(text)) yield { line, program: loader.load(text) };
  }
}

/** The same for a text that is in memory. */
export function* loadJsonlText(text: string, facts: KernelFacts): Generator<JsonlEntry> {
  const loader = new ProgramJsonLoader(facts);
  let line = 0;
  for (const entry of linesOf(text)) {
    line++;
    if (!isBlank(entry)) yield { line, program: loader.load(entry) };
  }
}

function isBlank(text: string): boolean {
  return text.trim() === '';
}
