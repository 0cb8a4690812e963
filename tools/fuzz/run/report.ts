/** How an input ended: a word for it, and whether that is a fault of ours. */
export interface Outcome {
  /** `crash` and `message` are faults: an exception, a text that is not clean. */
  readonly ending: string;
  /** Why, for a fault. */
  readonly what?: string;
  /** What else is counted: `programs accept`. */
  readonly counts?: Readonly<Record<string, number>>;
}

/** A mutation that is a fault of ours. */
export interface Offender {
  readonly index: number;
  readonly name: string;
  readonly kind: 'crash' | 'message' | 'slow' | 'memory' | 'hang';
  readonly what: string;
}

/** What a worker says: how often things ended how, offenders, and the most that one input took. */
export interface Progress {
  readonly counts: Readonly<Record<string, number>>;
  readonly offenders: readonly Offender[];
  /** Milliseconds, and bytes of memory, garbage and all. */
  readonly slowest: number;
  readonly hungriest: number;
}

/** Adds what progress came in to a whole. */
export class Tally {
  readonly counts = new Map<string, number>();
  readonly offenders: Offender[] = [];
  slowest = 0;
  hungriest = 0;

  add(progress: Progress): void {
    for (const [what, count] of Object.entries(progress.counts)) this.#bump(what, count);
    this.offenders.push(...progress.offenders);
    this.slowest = Math.max(this.slowest, progress.slowest);
    this.hungriest = Math.max(this.hungriest, progress.hungriest);
  }

  /** Counts how an input ended. */
  count({ ending, counts = {} }: Outcome): void {
    this.#bump(`inputs ${ending}`, 1);
    for (const [what, count] of Object.entries(counts)) if (count > 0) this.#bump(what, count);
  }

  #bump(what: string, by: number): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by);
  }

  toProgress(): Progress {
    return { counts: Object.fromEntries(this.counts), offenders: this.offenders, slowest: this.slowest, hungriest: this.hungriest };
  }
}

/** An exception in one line: what it says, and the places nearest to it. */
export function thrownAt(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return (error.stack ?? error.message)
    .split('\n')
    .slice(0, 4)
    .map((line) => line.trim())
    .join(' ');
}
