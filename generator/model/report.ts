/** Collects everything that is wrong with a spec; nothing stops at the first. */
import type { Diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../grammar/ast.js';
import type { Problem } from './problems.js';

export class Reporter {
  readonly #found = new Map<string, Diagnostic>();
  #errors = 0;

  /** The same message at the same place is kept once: every kernel's slice sees most of a spec again. */
  report(span: Span, problem: Problem): void {
    this.add(problem(span));
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

/** The candidate nearest to a misspelt name, if one is near enough. */
export function nearest(name: string, candidates: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name, candidate);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      next.push(cost);
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
