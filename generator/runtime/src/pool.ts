/** Word arrays for states: allocating one costs as much as checking several instructions, so they are used again. */

const CLASS_SHIFT = 7;
const MOST_KEPT = 512;
const NO_WORDS = new Int32Array(0);

/** Arrays that were given back, by size. */
export class WordPool {
  readonly #free: Int32Array[][] = [];

  /** An array of at least n words; what it holds is left over from before. */
  take(n: number): Int32Array {
    if (n === 0) return NO_WORDS;
    const size = (n + (1 << CLASS_SHIFT) - 1) >> CLASS_SHIFT;
    return this.#free[size]?.pop() ?? new Int32Array(size << CLASS_SHIFT);
  }

  /** Gives an array of `take` back; the caller must not use it any more. */
  give(words: Int32Array): void {
    const size = words.length >> CLASS_SHIFT;
    if (size === 0) return;
    let free = this.#free[size];
    if (free === undefined) {
      while (this.#free.length <= size) this.#free.push([]);
      free = this.#free[size];
    }
    if (free.length < MOST_KEPT) free.push(words);
  }
}
