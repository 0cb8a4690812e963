import { STATEMENTS } from './keywords.js';
import type { Lexeme } from './lex.js';

/** `{` and `}` by their index among the tokens; `close` is undefined when there is none. */
export interface Braces {
  readonly open: number;
  readonly close: number | undefined;
  /** How many braces are open around this pair. */
  readonly depth: number;
}

export interface Brackets {
  /** In the order of their closing. */
  readonly braces: readonly Braces[];
  /** `}` without `{`. */
  readonly stray: readonly number[];
  /** How many brackets of any kind are open before each token. */
  readonly depths: readonly number[];
}

const CLOSER: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** Pairs the brackets of a broken stretch. A row's beginning ends open parentheses: nothing in them can be a row. */
export function pair(tokens: readonly Lexeme[]): Brackets {
  const braces: Braces[] = [];
  const stray: number[] = [];
  const depths: number[] = [];
  const open: number[] = [];
  const bracket = (index: number | undefined): string => tokens[index ?? -1]?.text ?? '';

  const popParentheses = (): void => {
    while (open.length > 0 && bracket(open.at(-1)) !== '{') open.pop();
  };
  const bracesOpen = (): number => open.filter((index) => bracket(index) === '{').length;

  tokens.forEach((token, index) => {
    if (token.text === '}' || (token.firstOnLine && STATEMENTS.has(token.text))) popParentheses();
    depths.push(open.length);
    if (token.text in CLOSER) open.push(index);
    else if (token.text === '}') {
      const start = open.pop();
      if (start === undefined) stray.push(index);
      else braces.push({ open: start, close: index, depth: bracesOpen() });
    } else if (CLOSER[bracket(open.at(-1))] === token.text) open.pop();
  });
  popParentheses();
  while (open.length > 0) {
    const start = open.pop();
    if (start !== undefined && bracket(start) === '{') braces.push({ open: start, close: undefined, depth: bracesOpen() });
  }
  return { braces, stray, depths };
}
