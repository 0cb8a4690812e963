/**
 * Cuts chunks of text or UTF-8 bytes into lines, for inputs that don't fit in memory or a string. A line ends with `\n`
 * (`\r\n` too) or at the end of the input; one longer than the limit comes out cut, and the rest of it is dropped.
 */
export class LineSplitter {
  readonly #decoder = new TextDecoder();
  readonly #limit: number;
  #rest = '';
  #dropping = false;

  /** @param limit longest line, in UTF-16 units */
  constructor(limit = 64 * 1024 * 1024) {
    this.#limit = limit;
  }

  /** The lines that a chunk completes, without their line ends. */
  *push(chunk: string | Uint8Array): Generator<string> {
    const text = typeof chunk === 'string' ? chunk : this.#decoder.decode(chunk, { stream: true });
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      if (!this.#dropping) yield withoutCr(this.#rest + text.slice(start, end));
      this.#rest = '';
      this.#dropping = false;
      start = end + 1;
    }
    if (this.#dropping || start === text.length) return;
    this.#rest += text.slice(start);
    if (this.#rest.length <= this.#limit) return;
    yield this.#rest.slice(0, this.#limit);
    this.#rest = '';
    this.#dropping = true;
  }

  /** The last line, when the input did not end with a line end. */
  *end(): Generator<string> {
    this.#rest += this.#decoder.decode();
    if (this.#rest !== '' && !this.#dropping) yield withoutCr(this.#rest);
    this.#rest = '';
  }
}

function withoutCr(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}

/** The lines of a whole text, one at a time. */
export function* linesOf(text: string): Generator<string> {
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
    yield withoutCr(text.slice(start, end));
    start = end + 1;
  }
  if (start < text.length) yield withoutCr(text.slice(start));
}
