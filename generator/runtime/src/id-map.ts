import { MAX_BPF_REG, STACK_SLOTS } from './layout.js';

/** Which id of an explored state stands for which of the current one (struct bpf_id_pair). */
export class IdMap {
  readonly #old = new Int32Array(MAX_BPF_REG + STACK_SLOTS);
  readonly #current = new Int32Array(MAX_BPF_REG + STACK_SLOTS);
  #count = 0;

  clear(): void {
    this.#count = 0;
  }

  /** check_ids(): an old id always stands for the same current one; the id 0 is free. */
  matches(old: number, current: number): boolean {
    for (let i = 0; i < this.#count; i++) {
      if (this.#old[i] === old) return this.#current[i] === current;
    }
    if (old === 0) return true;
    if (this.#count === this.#old.length) return false;
    this.#old[this.#count] = old;
    this.#current[this.#count++] = current;
    return true;
  }
}
