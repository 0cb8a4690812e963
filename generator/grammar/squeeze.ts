import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { KEYWORDS } from './keywords.js';

/** A half-open range of UTF-16 offsets in the file at hand. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

interface DocLines extends Range {
  readonly text: string;
}

/**
 * A stretch of a spec as Ohm gets it: runs of white space and comments are one character, texts are empty, words that the grammar
 * doesn't know by name two characters. Ohm's time goes by characters, and these are most of them. `places[i]` is where character i
 * stands in the file.
 */
export interface Squeezed {
  readonly text: string;
  readonly places: readonly number[];
  /** `///` lines by the place of what follows them. */
  readonly docs: ReadonlyMap<number, DocLines>;
  readonly diagnostics: readonly Diagnostic[];
}

/** White space, a comment, a text (with its closing quote), plain characters; else some that may not stand here. */
const PIECE = /([ \t\r\n\uFEFF]+)|(\/\/[^\n]*)|("(?:[^"\\\n]|\\[^\n])*("?))|([!\x23-\x2e\x30-\x7e]+|\/)|[^\t\n\r -~\uFEFF]+/y;
const QUOTES = /[“”„«»]/;
/** White space beside these tells nothing. */
const APART = /["(){}[\],:]/;
/** A word of three letters or more; shorter ones gain nothing. */
const WORD = /(?<!\w)[A-Za-z_]\w{2,}/g;
/** Words whose letters the grammar looks at: places in patterns and errnos. */
const SPELT = /^(?:arg\d+|E[A-Z0-9]+)$/;

/** Squeezes a stretch of `source`; blanked ranges (sorted, inside) read as white space. */
export function squeeze(file: string, source: string, range: Range, blank: readonly Range[] = []): Squeezed {
  const squeezer = new Squeezer(file, source);
  let at = range.start;
  for (const hole of blank) {
    squeezer.run(at, hole.start);
    squeezer.white(hole.start, source.slice(hole.start, hole.end).includes('\n'));
    at = Math.max(at, hole.end);
  }
  squeezer.run(at, range.end);
  return squeezer.end(range.end);
}

class Squeezer {
  readonly #parts: string[] = [];
  readonly #places: number[] = [];
  readonly #docs = new Map<number, DocLines>();
  readonly #diagnostics: Diagnostic[] = [];
  #doc: DocLines | undefined;
  /** Where the white space began that hasn't been written yet. */
  #white = -1;
  #whiteHasLine = false;

  constructor(
    readonly file: string,
    readonly source: string,
  ) {}

  run(start: number, limit: number): void {
    let at = start;
    while (at < limit) {
      PIECE.lastIndex = at;
      const match = PIECE.exec(this.source);
      if (match === null) return;
      const end = Math.min(PIECE.lastIndex, limit);
      const piece = this.source.slice(at, end);
      const [, space, comment, text, quote, plain] = match;
      if (space !== undefined) this.white(at, piece.includes('\n'));
      else if (comment !== undefined) this.#comment(piece, at, end);
      else if (text !== undefined) this.#text(at, end, quote === '"');
      else if (plain !== undefined) this.#plain(piece, at);
      else this.#unexpected(piece, at, end);
      at = end;
    }
  }

  white(at: number, hasLine: boolean): void {
    if (this.#white < 0) this.#white = at;
    this.#whiteHasLine ||= hasLine;
  }

  end(place: number): Squeezed {
    if (this.#doc !== undefined) this.#docs.set(place, this.#doc);
    this.#places.push(place);
    return { text: this.#parts.join(''), places: this.#places, docs: this.#docs, diagnostics: this.#diagnostics };
  }

  #comment(piece: string, start: number, end: number): void {
    this.white(start, false);
    if (!piece.startsWith('///')) return;
    const line = piece.replace(/^\/\/\/ ?/, '').trimEnd();
    this.#doc = this.#doc === undefined ? { text: line, start, end } : { text: `${this.#doc.text}\n${line}`, start: this.#doc.start, end };
  }

  #text(start: number, end: number, closed: boolean): void {
    if (!closed) this.#diagnostics.push(diagnostic('unterminated-string', { file: this.file, start, end }, {}));
    this.#solid('"', start);
    this.#parts.push('""');
    this.#places.push(start, end - 1);
  }

  /** Keywords and signs as they are; another word as one of its kind: `x0` may be (part of) a row's name, `_0` may not. */
  #plain(piece: string, at: number): void {
    this.#solid(piece.charAt(0), at);
    let from = 0;
    for (const match of piece.matchAll(WORD)) {
      const word = match[0];
      if (KEYWORDS.has(word) || SPELT.test(word)) continue;
      this.#copy(piece, at, from, match.index);
      this.#parts.push(/[A-Z_]/.test(word) ? '_0' : 'x0');
      from = match.index + word.length;
      this.#places.push(at + match.index, at + from - 1);
    }
    this.#copy(piece, at, from, piece.length);
  }

  #copy(piece: string, at: number, from: number, to: number): void {
    if (to > from) this.#parts.push(piece.slice(from, to));
    for (let i = from; i < to; i++) this.#places.push(at + i);
  }

  #unexpected(piece: string, start: number, end: number): void {
    const help = QUOTES.test(piece) ? 'write " instead' : undefined;
    this.#diagnostics.push(diagnostic('unexpected-character', { file: this.file, start, end }, { character: describe(piece) }, { help }));
    this.white(start, false);
  }

  /** Something follows that is no white space: writes what white space must be kept, and places the doc. */
  #solid(first: string, place: number): void {
    if (this.#white >= 0 && !APART.test(first) && !APART.test(this.#parts.at(-1)?.at(-1) ?? '(')) {
      this.#parts.push(this.#whiteHasLine ? '\n' : ' ');
      this.#places.push(this.#white);
    }
    this.#white = -1;
    this.#whiteHasLine = false;
    if (this.#doc !== undefined) this.#docs.set(place, this.#doc);
    this.#doc = undefined;
  }
}

/** Characters as a person would recognise them: themselves, or the first one's number when it is invisible. */
function describe(characters: string): string {
  if (/^[\p{L}\p{N}\p{P}\p{S}]/u.test(characters)) return [...characters].slice(0, 8).join('');
  return `the character U+${(characters.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
