/** One frame of a state of the machine, to be held against what a log shows of it. */

import {
  type ExploredState,
  F_ACQUIRED_REFS,
  F_ALLOCATED_STACK,
  F_IN_ASYNC_CALLBACK,
  F_IN_CALLBACK,
  FRAME_REGS,
  FRAME_STACK,
  FRAME_WORDS,
  type Kernel,
  LIVE_DONE,
  LIVE_READ,
  LIVE_WRITTEN,
  MAX_BPF_REG,
  type Machine,
  NOT_INIT,
  type Program,
  printRegister,
  printSlot,
  R_LIVE,
  R_TYPE,
  REF_ID,
  REF_WORDS,
  REG_WORDS,
  SLOT_WORDS,
} from '@kfuncspec/runtime/v1';

/** A register or stack slot as the kernel would print it. */
interface Shown {
  readonly text: string;
  /** Liveness marks: r, w, D. */
  readonly live: string;
}

/** A frame, looked at now: it changes with the machine. */
export class SeenFrame {
  readonly #kernel: Kernel;
  readonly #program: Program;
  readonly #words: Int32Array;
  readonly #at: number;
  readonly number: number;
  /** Ids of the references that the frame holds. */
  readonly refs: readonly number[];

  private constructor(m: Machine, words: Int32Array, at: number, number: number, refs: readonly number[]) {
    this.#kernel = m.kernel;
    this.#program = m.program;
    this.#words = words;
    this.#at = at;
    this.number = number;
    this.refs = refs;
  }

  /** A frame of the current state. */
  static current(m: Machine, number: number): SeenFrame {
    const at = number * FRAME_WORDS;
    return new SeenFrame(m, m.w, at, number, idsOf(m.refs[number], 0, m.w[at + F_ACQUIRED_REFS] ?? 0));
  }

  /** A frame of a state that is kept. */
  static ofAncestor(m: Machine, state: ExploredState, number: number): SeenFrame {
    const { words, frameAt } = state;
    let before = 0;
    for (let frame = 0; frame < number; frame++) before += words[(frameAt[frame] ?? 0) + F_ACQUIRED_REFS] ?? 0;
    const at = frameAt[number] ?? 0;
    return new SeenFrame(m, words, at, number, idsOf(state.refs, before, words[at + F_ACQUIRED_REFS] ?? 0));
  }

  /** Is it a function that a helper calls, at once or later? */
  get callback(): 'cb' | 'async_cb' | undefined {
    if (this.#words[this.#at + F_IN_CALLBACK] !== 0) return 'cb';
    return this.#words[this.#at + F_IN_ASYNC_CALLBACK] !== 0 ? 'async_cb' : undefined;
  }

  /** A register; null when it holds nothing. */
  register(number: number): Shown | null {
    const at = this.#at + FRAME_REGS + number * REG_WORDS;
    if (number >= MAX_BPF_REG || this.#words[at + R_TYPE] === NOT_INIT) return null;
    return { text: printRegister(this.#kernel, this.#program, this.#words, at), live: this.#live(at) };
  }

  /** A stack slot, by its offset from the frame pointer in bytes; null when nothing was written there. */
  slot(offset: number): Shown | null {
    const index = -offset / 8 - 1;
    if (!Number.isInteger(index) || index < 0 || index >= this.#slots) return null;
    const at = this.#at + FRAME_STACK + index * SLOT_WORDS;
    const text = printSlot(this.#kernel, this.#words, at);
    return text === null ? null : { text, live: this.#live(at) };
  }

  /** Everything that holds something: `R0`, `fp-8`, … */
  places(): string[] {
    const found: string[] = [];
    for (let number = 0; number < MAX_BPF_REG; number++) if (this.register(number) !== null) found.push(`R${number}`);
    for (let slot = 1; slot <= this.#slots; slot++) if (this.slot(slot * -8) !== null) found.push(`fp${slot * -8}`);
    return found;
  }

  get #slots(): number {
    return (this.#words[this.#at + F_ALLOCATED_STACK] ?? 0) >> 3;
  }

  /** print_liveness() */
  #live(at: number): string {
    const live = this.#words[at + R_LIVE] ?? 0;
    return `${(live & LIVE_READ) === 0 ? '' : 'r'}${(live & LIVE_WRITTEN) === 0 ? '' : 'w'}${(live & LIVE_DONE) === 0 ? '' : 'D'}`;
  }
}

function idsOf(refs: Int32Array | undefined, first: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => refs?.[(first + i) * REF_WORDS + REF_ID] ?? 0).filter((id) => id !== 0);
}
