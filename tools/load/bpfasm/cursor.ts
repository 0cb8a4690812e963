import { failedAt, type LoadError, quote } from '../result.js';
import type { Token } from './lexer.js';

/**
 * Walks the tokens of a statement. The first thing that doesn't fit becomes `error`; what is read after it doesn't matter,
 * so that a parser can go straight on and look once at the end.
 */
export class Cursor {
  error: LoadError | undefined;
  readonly #tokens: readonly Token[];
  readonly #end: { readonly line: number; readonly column: number };
  #at = 0;

  /** @param end place behind the last token, for errors about what is missing */
  constructor(tokens: readonly Token[], end: { readonly line: number; readonly column: number }) {
    this.#tokens = tokens;
    this.#end = end;
  }

  get atEnd(): boolean {
    return this.#at >= this.#tokens.length;
  }

  peek(ahead = 0): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  /** Is the next token this word or operator? Takes nothing. */
  is(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token !== undefined && token.kind !== 'string' && token.text === text;
  }

  /** Takes the next token when it is this word or operator. */
  take(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at++;
    return true;
  }

  /** Demands this word or operator. */
  expect(text: string): void {
    if (!this.take(text)) this.failHere(`expected '${text}'`);
  }

  /** Demands a word; empty when there is none. */
  word(what: string): string {
    return this.#kind('word', what);
  }

  /** Demands a word or a quoted text. */
  text(what: string): string {
    const token = this.peek();
    return token?.kind === 'string' || token?.kind === 'word' ? this.#kind(token.kind, what) : this.#kind('word', what);
  }

  /** Demands a number from 0 to `most`. */
  number(what: string, most: number): number {
    const token = this.peek();
    const text = this.#kind('number', what);
    const value = Number(text);
    if (value <= most) return value;
    if (token !== undefined) this.failAt(token, `${what} ${quote(text)} is larger than ${most}`);
    return 0;
  }

  /** Demands the end of the statement. */
  finish(): void {
    const token = this.peek();
    if (token !== undefined) this.failAt(token, `unexpected ${quote(token.text)}`);
  }

  failHere(message: string): void {
    const token = this.peek();
    if (token === undefined) this.failAt(this.#end, `${message}, but the line ends`);
    else this.failAt(token, `${message}, found ${quote(token.text)}`);
  }

  failAt(place: { readonly line: number; readonly column: number }, message: string): void {
    this.error ??= failedAt(place.line, place.column, message).error;
  }

  #kind(kind: Token['kind'], what: string): string {
    const token = this.peek();
    if (token?.kind === kind) {
      this.#at++;
      return token.text;
    }
    this.failHere(`expected ${what}`);
    return '';
  }
}
