import type { Outcome } from './outcome.js';

/** Brings outcomes that come in any order into the order of their inputs: what comes early waits. */
export class Sequence {
  private readonly waiting = new Map<number, Outcome[]>();
  private readonly closed = new Set<number>();

  /** @param head number of the first input that is expected */
  constructor(
    private head: number,
    private readonly deliver: (index: number, outcome: Outcome) => void,
  ) {}

  add(index: number, outcome: Outcome): void {
    if (index === this.head) {
      this.deliver(index, outcome);
      return;
    }
    const waiting = this.waiting.get(index);
    if (waiting === undefined) this.waiting.set(index, [outcome]);
    else waiting.push(outcome);
  }

  /** No more will come of an input. */
  close(index: number): void {
    this.closed.add(index);
    while (this.closed.delete(this.head)) {
      this.head++;
      for (const outcome of this.waiting.get(this.head) ?? []) this.deliver(this.head, outcome);
      this.waiting.delete(this.head);
    }
  }
}
