import { LineSplitter } from '../lines.js';
import { classify } from './classify.js';
import type { LogEvent } from './events.js';
import { whereGlued } from './glued.js';
import { beginsReport, continuesReport } from './kernel-report.js';
import { readLoaderLine } from './loader-line.js';
import { listedInsn } from './notes.js';
import { isLog, PrefixStripper, unescaped } from './prefix.js';

/** A log's own lines are short, but a logger may have put all of one into a line; what is longer is cut. */
const LONGEST_LINE = 16 * 1024 * 1024;
/** Line ends that were written as `\n`, and a line of a log behind one. */
const ESCAPED_LOG = /\\n(?:[0-9]{1,9}: (?:\([0-9a-f]{2}\)|R[0-9])|processed [0-9]+ insns|func#[0-9])/;

/**
 * Reads a verifier log piece by piece: levels 1 and 2, kernels 5.19 and later, with whatever a loader or a system log put around
 * it, cut off at either end. Memory does not grow with the log.
 */
export class LogReader {
  readonly #splitter = new LineSplitter(LONGEST_LINE);
  readonly #prefix = new PrefixStripper();
  #line = 0;
  /** What the lines above say of those that follow. */
  #inside: 'walk' | 'stack-listing' | 'report' = 'walk';
  #last: LogEvent['kind'] | undefined;

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
    if (raw.includes('\\n') && ESCAPED_LOG.test(raw)) {
      for (const line of unescaped(raw).split('\n')) yield* this.#readLine(line);
    } else yield* this.#readLine(raw);
  }

  *#readLine(raw: string): Generator<LogEvent> {
    // buffers that were printed whole have zeros behind the log
    const text = this.#prefix.strip(raw.includes('\0') ? raw.replaceAll('\0', '') : raw);
    if (text.trim() === '') return;
    if (text.includes('\n')) {
      for (const line of text.split('\n')) yield* this.#readLine(line);
      return;
    }
    const loader = isLog(text) ? undefined : readLoaderLine(text);
    if (loader === undefined) {
      yield* this.#classify(text);
      return;
    }
    this.#inside = 'walk';
    this.#last = 'loader';
    const line = this.#line;
    if (!loader.gap || loader.edge !== undefined) yield { kind: 'loader', line, text, program: loader.program, edge: loader.edge };
    if (loader.gap) yield { kind: 'gap', line };
    for (const part of loader.log) {
      for (const event of this.#classify(part)) yield event.kind === 'message' ? { ...event, quoted: true } : event;
    }
  }

  *#classify(text: string): Generator<LogEvent> {
    const line = this.#line;
    if (text.trim() === '') return;
    if (this.#inside === 'report' && continuesReport(text)) {
      yield { kind: 'report', line, text };
      return;
    }
    if (beginsReport(text)) {
      this.#inside = 'report';
      yield { kind: 'report', line, text };
      return;
    }
    const inStack = this.#inside === 'stack-listing';
    const listed = inStack || !isLog(text) || text.includes('\t') ? listedInsn(text, inStack) : undefined;
    if (listed !== undefined) {
      yield { kind: 'listing', line, ...listed };
      return;
    }
    this.#inside = 'walk';
    const glued = whereGlued(text);
    const event = classify(glued < 0 ? text : text.slice(0, glued).trimEnd(), line);
    if (event.kind === 'analysis' && event.heads === 'stack') this.#inside = 'stack-listing';
    // until 5.16 the state of an ancestor stood in a line of its own
    if (event.kind === 'frame-state' && this.#last === 'backtrack') yield { kind: 'backtrack', line, text, state: event.state };
    else yield event;
    this.#last = event.kind;
    if (glued >= 0) yield classify(text.slice(glued), line);
  }
}
