import type { Diagnostic } from '../../generator/diagnostics/diagnostic.js';
import { placeOf } from '../../generator/diagnostics/render.js';

const MARK = / ### /;

/** A text with `### message` at the ends of lines: the text without them, and the messages by line (from 1). */
export function readExpectations(marked: string): { text: string; messages: Map<number, string[]> } {
  const messages = new Map<number, string[]>();
  const lines = marked.split('\n').map((line, index) => {
    const [text = '', ...expected] = line.split(MARK);
    if (expected.length > 0) messages.set(index + 1, expected);
    return text;
  });
  return { text: lines.join('\n'), messages };
}

/** The messages of diagnostics by line (from 1), each with its help: `message (help)`. */
export function messagesByLine(text: string, diagnostics: readonly Diagnostic[]): Map<number, string[]> {
  const messages = new Map<number, string[]>();
  for (const found of diagnostics) {
    const { line } = placeOf(text, found.span.start);
    const said = found.help === undefined ? found.message : `${found.message} (${found.help})`;
    messages.set(line, [...(messages.get(line) ?? []), said]);
  }
  return messages;
}

/** Puts messages back at the ends of their lines: what a failing test shows, and what to write down when it is right. */
export function mark(text: string, messages: ReadonlyMap<number, readonly string[]>): string {
  return text
    .split('\n')
    .map((line, index) => [line, ...(messages.get(index + 1) ?? [])].join(' ### '))
    .join('\n');
}
