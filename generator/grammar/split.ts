import { DECLARATIONS, KEYWORDS } from './keywords.js';
import type { Range } from './squeeze.js';

/** A declaration cannot begin behind these: what they start isn't finished. */
const UNFINISHED = new Set(
  'and or not is in has passes when else since until from allow fails as prints bit static settable let set do apply each require reject'.split(
    ' ',
  ),
);
/** Behind a declaration's keyword these are operators: `map is none` is no declaration. */
const OPERATORS = new Set('and or not is in has since until else as'.split(' '));

const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"?|\/\/[^\n]*|[A-Za-z_][A-Za-z0-9_]*|\n|[^\s]/g;

/**
 * Cuts a stretch of a file where declarations begin, without parsing: each piece is parsed, cached and, if broken, reported by itself.
 * A piece takes along the white space and comments before it. Pieces cover the stretch without gaps.
 * `eager` also cuts where only the first column tells: inside brackets, behind unfinished lines, at words that no one knows.
 */
export function split(source: string, range: Range, eager: boolean): Range[] {
  const text = range.start === 0 && range.end === source.length ? source : source.slice(range.start, range.end);
  const splitter = new Splitter(text, eager);
  for (const { 0: token, index } of text.matchAll(TOKEN)) splitter.token(token, index);
  return splitter.pieces().map(({ start, end }) => ({ start: start + range.start, end: end + range.start }));
}

class Splitter {
  readonly #cuts: number[] = [];
  #depth = 0;
  /** The end of the last token, and of the comment behind it in its line. */
  #lastEnd = 0;
  #firstOnLine = true;
  #finished = true;
  /** Where to cut if a name follows the declaration's keyword that was just seen. */
  #candidate: number | undefined;
  /** The name follows a keyword that another keyword may follow: `subject program`. */
  #named = false;

  constructor(
    readonly text: string,
    readonly eager: boolean,
  ) {}

  token(token: string, index: number): void {
    if (token === '\n') {
      this.#firstOnLine = true;
      return;
    }
    const end = index + token.length;
    if (token.startsWith('//')) {
      if (!this.#firstOnLine && this.#candidate === undefined) this.#lastEnd = end;
      return;
    }
    const first = this.#firstOnLine;
    this.#firstOnLine = false;
    const inFirstColumn = first && (index === 0 || this.text[index - 1] === '\n');
    if (this.#candidate !== undefined) {
      const cut = this.#candidate;
      this.#candidate = undefined;
      const unnamed = this.eager && inFirstColumn && DECLARATIONS.has(token);
      if (unnamed || this.#isName(token)) this.#cut(cut);
      if (!unnamed && this.#isName(token)) {
        this.#named = token === 'subject' || token === 'word' || token === 'settable';
        this.#lastEnd = end;
        return;
      }
    }
    if (this.#named && !(this.eager && inFirstColumn)) this.#named = false;
    else if (first && this.#begins(token, inFirstColumn)) this.#candidate = this.#lastEnd;
    else if (this.eager && inFirstColumn && this.#depth === 0 && this.#finished && /^[A-Za-z_]/.test(token) && !KEYWORDS.has(token)) {
      this.#cut(this.#lastEnd);
    }
    if (token === '{' || token === '(' || token === '[') this.#depth++;
    else if (token === '}' || token === ')' || token === ']') this.#depth = Math.max(0, this.#depth - 1);
    this.#finished = /^[\w"})\]*]/.test(token) ? !UNFINISHED.has(token) : token === '.';
    this.#lastEnd = end;
  }

  pieces(): Range[] {
    const cuts = [0, ...this.#cuts.filter((cut) => cut > 0), this.text.length];
    return cuts.slice(1).map((end, index) => ({ start: cuts[index] ?? 0, end }));
  }

  #cut(place: number): void {
    this.#cuts.push(place);
    this.#depth = 0;
    this.#finished = true;
  }

  #begins(token: string, inFirstColumn: boolean): boolean {
    return DECLARATIONS.has(token) && ((this.#depth === 0 && this.#finished) || (this.eager && inFirstColumn));
  }

  /** Whether a token behind a declaration's keyword makes it one. */
  #isName(token: string): boolean {
    if (/^[A-Za-z0-9_]/.test(token)) return !OPERATORS.has(token);
    return this.eager && /^[({="]/.test(token);
  }
}
