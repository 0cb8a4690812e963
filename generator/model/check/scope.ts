/** The names that are known at one place of a body. */
import type { Local } from '../ir.js';

export class Scope {
  readonly #locals = new Map<string, Local>();

  constructor(
    readonly outer: Scope | undefined,
    locals: readonly Local[] = [],
    /** Inside of an `each`, where `next` and `skip` may stand. */
    readonly inEach: boolean = outer?.inEach ?? false,
  ) {
    for (const local of locals) this.#locals.set(local.name, local);
  }

  find(name: string): Local | undefined {
    return this.#locals.get(name) ?? this.outer?.find(name);
  }

  add(local: Local): void {
    this.#locals.set(local.name, local);
  }

  /** Everything in reach, inner names over outer ones. */
  all(): Map<string, Local> {
    const all = this.outer?.all() ?? new Map<string, Local>();
    for (const [name, local] of this.#locals) all.set(name, local);
    return all;
  }
}
