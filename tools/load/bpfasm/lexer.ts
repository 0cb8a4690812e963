import { failedAt, type Loaded, loaded, quote } from '../result.js';

export interface Token {
  readonly kind: 'word' | 'number' | 'string' | 'op';
  /** As it stands; a string without its quotes. */
  readonly text: string;
  /** 1-based. */
  readonly line: number;
  readonly column: number;
}

const SPACE = /[^\S\n]+/y;
const WORD = /[A-Za-z_.$][\w.$]*/y;
const NUMBER = /(?:0[xX][0-9a-fA-F]+|[0-9]+)(?![\w.$])/y;
const STRING = /"(?:[^"\\]|\\.)*"/y;
// `s>` and its like are operators, but only where no word goes on
const OP = /s(?:>>=|[<>]=?|\/=|%=)|<<=|>>=|[-+*/%&|^]=|[=!<>]=|[-=<>&+*(){}[\],;:#]/y;

/** One line of a text as tokens; `from` is the 0-based column where to begin. Comments (`//`, and `;` outside of braces) are left out. */
export function tokenize(text: string, line: number, from: number, inBraces: boolean): Loaded<Token[]> {
  const tokens: Token[] = [];
  let depth = inBraces ? 1 : 0;
  for (let at = from; at < text.length; ) {
    if (match(SPACE, text, at) !== undefined) {
      at = SPACE.lastIndex;
      continue;
    }
    if (text.startsWith('//', at) || (depth === 0 && text[at] === ';')) break;
    const column = at + 1;
    const op = match(OP, text, at);
    // a word such as `s` in front of an operator never stands in this syntax, so operators come first
    if (op !== undefined) {
      tokens.push({ kind: 'op', text: op, line, column });
      at = OP.lastIndex;
      if (op === '{') depth++;
      if (op === '}') depth = Math.max(0, depth - 1);
      continue;
    }
    const token = word(text, at, line, column);
    if (token === undefined) return failedAt(line, column, `unexpected ${quote(firstCharacters(text, at))}`);
    tokens.push(token.token);
    at = token.end;
  }
  return loaded(tokens);
}

function word(text: string, at: number, line: number, column: number): { token: Token; end: number } | undefined {
  const number = match(NUMBER, text, at);
  if (number !== undefined) return { token: { kind: 'number', text: number, line, column }, end: NUMBER.lastIndex };
  const name = match(WORD, text, at);
  if (name !== undefined) return { token: { kind: 'word', text: name, line, column }, end: WORD.lastIndex };
  const string = match(STRING, text, at);
  const value = string === undefined ? undefined : unquote(string);
  return value === undefined ? undefined : { token: { kind: 'string', text: value, line, column }, end: STRING.lastIndex };
}

// Strings are JSON's: what JSON.stringify writes can be read back.
function unquote(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

function firstCharacters(text: string, at: number): string {
  return text.slice(at, at + 20).split(/\s/u, 1)[0] ?? '';
}
