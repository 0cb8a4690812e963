import { KIND, MAX_RESOLVE_DEPTH } from './kinds.js';
import type { Btf } from './table.js';

/** How deep structures hold others by value, arrays of them included. */
export class Nesting {
  readonly #btf: Btf;
  readonly #known = new Map<number, number>();

  constructor(btf: Btf) {
    this.#btf = btf;
  }

  /** 1 for a structure that holds no other; Infinity when it is deeper than the kernel goes, or holds itself. */
  of(id: number): number {
    return this.#depth(id, MAX_RESOLVE_DEPTH);
  }

  #depth(id: number, left: number): number {
    const known = this.#known.get(id);
    if (known !== undefined) return known;
    if (left === 0) return Number.POSITIVE_INFINITY;
    // met again on the way down, it holds itself
    this.#known.set(id, Number.POSITIVE_INFINITY);
    let deepest = 0;
    for (let i = 0; i < this.#btf.vlen(id); i++) {
      const held = this.#held(id, i);
      if (held !== undefined) deepest = Math.max(deepest, this.#depth(held, left - 1));
    }
    this.#known.set(id, deepest + 1);
    return deepest + 1;
  }

  /** The structure that a member is, or an array of it. */
  #held(id: number, member: number): number | undefined {
    const btf = this.#btf;
    let at = btf.skipModifiers(btf.member(id, member).type);
    for (let step = 0; step < MAX_RESOLVE_DEPTH && btf.kind(at) === KIND.array; step++) at = btf.skipModifiers(btf.array(at).element);
    const kind = btf.kind(at);
    return kind === KIND.struct || kind === KIND.union ? at : undefined;
  }
}
