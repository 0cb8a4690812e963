/** Collects everything that is wrong with a spec; nothing stops at the first. */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../grammar/ast.js';
import type { Problem } from './problems.js';

export { nearest } from '../diagnostics/nearest.js';

export class Reporter {
  readonly #found = new Map<string, Diagnostic>();
  #errors = 0;

  /** `broken`: what is declared where the text could not be read, so that its absence needs no message of its own. */
  constructor(readonly broken: ReadonlySet<string> = new Set()) {}

  /** The same message at the same place is kept once: every kernel's slice sees most of a spec again. */
  report(span: Span, problem: Problem): void {
    if (problem.missing !== undefined && this.broken.has(problem.missing)) this.#errors++;
    else this.add(problem(span));
  }

  add(found: Diagnostic): void {
    const { file, start, end } = found.span;
    const key = `${file}\0${start}\0${end}\0${found.message}`;
    if (found.severity === 'error') this.#errors++;
    if (!this.#found.has(key)) this.#found.set(key, found);
  }

  /** Errors reported so far, repeated ones included. */
  get errors(): number {
    return this.#errors;
  }

  /** In the order of files and places. */
  found(): readonly Diagnostic[] {
    return [...this.#found.values()].sort(
      (a, b) => compare(a.span.file, b.span.file) || a.span.start - b.span.start || compare(a.message, b.message),
    );
  }

  get hasErrors(): boolean {
    return this.#errors > 0;
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
