import { LineSplitter } from '../lines.js';
import { classify } from './classify.js';
import type { LogEvent } from './events.js';
import { PrefixStripper } from './prefix.js';

// Lines of libbpf, of the loaders built on it, and of Cilium's library.
const LOADER = /^(?:libbpf: |libxdp: |ERROR: |Error: |load program: |.*-- (?:BEGIN|END) PROG LOAD LOG --)/;
const LOADER_PROGRAM = /prog(?:ram)? '?([\w./]{1,128})'?:/;
/** A log's own lines are short; one that is longer than this is no log's. */
const LONGEST_LINE = 1024 * 1024;

/**
 * Reads a verifier log piece by piece: levels 1 and 2, kernels 5.19 and later, with whatever a loader or a system log put around
 * it, cut off at either end. Memory does not grow with the log.
 */
export class LogReader {
  readonly #splitter = new LineSplitter(LONGEST_LINE);
  readonly #prefix = new PrefixStripper();
  #line = 0;

  /** What the lines that a piece completes are. Empty lines are left out. */
  *push(chunk: string | Uint8Array): Generator<LogEvent> {
    for (const line of this.#splitter.push(chunk)) yield* this.#read(line);
  }

  /** The last line, when no line end followed it. */
  *end(): Generator<LogEvent> {
    for (const line of this.#splitter.end()) yield* this.#read(line);
  }

  *#read(raw: string): Generator<LogEvent> {
    this.#line++;
    if (raw === '') return;
    if (LOADER.test(raw)) {
      const program = LOADER_PROGRAM.exec(raw)?.[1];
      yield { kind: 'loader', line: this.#line, text: raw, program, begins: raw.includes('BEGIN PROG LOAD LOG') };
      return;
    }
    const text = this.#prefix.strip(raw);
    if (text.trim() !== '') yield classify(text, this.#line);
  }
}
