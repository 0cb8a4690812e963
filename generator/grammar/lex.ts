import type { Range } from './squeeze.js';

/** A token of a stretch that the grammar refused. Comments are none. */
export interface Lexeme extends Range {
  readonly text: string;
  readonly firstOnLine: boolean;
}

const LEXEME = /\n|\/\/[^\n]*|"(?:[^"\\\n]|\\[^\n])*"?|\d+(?:\.\d+)+|[A-Za-z0-9_]+(?:-[a-z0-9]+)*|->|[<>=!]=|&&|\|\||<<|>>|\.{2,3}|[^\s]/g;

/** The tokens of a stretch; anything is a token somehow. */
export function lex(source: string, range: Range): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let firstOnLine = true;
  for (const { 0: text, index } of source.slice(range.start, range.end).matchAll(LEXEME)) {
    if (text === '\n') firstOnLine = true;
    else if (!text.startsWith('//')) {
      const start = range.start + index;
      lexemes.push({ text, start, end: start + text.length, firstOnLine });
      firstOnLine = false;
    }
  }
  return lexemes;
}
