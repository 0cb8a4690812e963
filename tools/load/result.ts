/** Loaders return errors as values: one line that says where and what, never a stack trace. */

export interface LoadError {
  /** One line, without a file name: the caller knows which file it gave. Contains the place when there is one. */
  readonly message: string;
  /** 1-based line of the text, for text inputs. */
  readonly line?: number;
  /** 1-based column, in UTF-16 units. */
  readonly column?: number;
}

export type Loaded<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: LoadError };

/** A loader's success. */
export function loaded<T>(value: T): Loaded<T> {
  return { ok: true, value };
}

/** A loader's error, made one line. */
export function failed(message: string): { readonly ok: false; readonly error: LoadError } {
  return { ok: false, error: { message: oneLine(message) } };
}

/** An error at a place of a text; the place stands in the message too. */
export function failedAt(line: number, column: number, message: string): { readonly ok: false; readonly error: LoadError } {
  return { ok: false, error: { message: `line ${line}, column ${column}: ${oneLine(message)}`, line, column } };
}

/** Puts what was being read in front of an error's message. */
export function within<T>(what: string, result: Loaded<T>): Loaded<T> {
  return result.ok ? result : { ok: false, error: { ...result.error, message: `${what}: ${result.error.message}` } };
}

const LONGEST_QUOTE = 60;

/** A piece of untrusted input for a message: quoted, control characters escaped, cut when long. */
export function quote(text: string): string {
  const cut = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE - 1)}…` : text;
  return `'${oneLine(cut)}'`;
}

// A terminal obeys control characters, and a lone surrogate is no text: neither may reach a message.
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, (c) =>
    c === '\t' ? '\\t' : c === '\n' ? '\\n' : `\\u{${(c.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
