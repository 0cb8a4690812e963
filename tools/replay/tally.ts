/** What was compared with logs, and how often it was the same. */

/** What a line shows, each a part of its own. */
export const PARTS = [
  'register',
  'stack slot',
  'precise mark',
  'liveness mark',
  'references',
  'callback',
  'frame',
  'what is set',
  'path',
] as const;
export type Part = (typeof PARTS)[number];

/** A place where the log and the machine differ. */
export interface Difference {
  readonly part: Part;
  /** The program, when it has a name. */
  readonly program: string;
  /** 1-based line of the log. */
  readonly line: number;
  /** Index of the instruction. */
  readonly insn: number;
  /** What it is about: `R1`, `fp-8 of frame 1`. */
  readonly what: string;
  readonly kernel: string;
  readonly ours: string;
}

interface Count {
  compared: number;
  equal: number;
  first: Difference | undefined;
}

/** Counts comparisons, and keeps the first difference of each kind. */
export class Tally {
  readonly #parts = new Map<Part, Count>();
  /** Lines that show a state, and those of them that are equal in all that was compared. */
  lines = 0;
  linesEqual = 0;
  /** Registers and stack slots, each with all of its marks. */
  states = 0;
  statesEqual = 0;
  /** Lines with a state that nothing of ours stands against. */
  linesLeft = 0;
  differences = 0;

  add(part: Part, equal: boolean, difference: () => Difference): void {
    let count = this.#parts.get(part);
    if (count === undefined) {
      count = { compared: 0, equal: 0, first: undefined };
      this.#parts.set(part, count);
    }
    count.compared++;
    if (equal) count.equal++;
    else {
      this.differences++;
      count.first ??= difference();
    }
  }

  of(part: Part): Readonly<Count> {
    return this.#parts.get(part) ?? { compared: 0, equal: 0, first: undefined };
  }

  /** Adds what another one counted. */
  join(other: Tally): void {
    for (const part of PARTS) {
      const theirs = other.of(part);
      if (theirs.compared === 0) continue;
      const ours = this.#parts.get(part) ?? { compared: 0, equal: 0, first: undefined };
      this.#parts.set(part, {
        compared: ours.compared + theirs.compared,
        equal: ours.equal + theirs.equal,
        first: ours.first ?? theirs.first,
      });
    }
    this.lines += other.lines;
    this.linesEqual += other.linesEqual;
    this.states += other.states;
    this.statesEqual += other.statesEqual;
    this.linesLeft += other.linesLeft;
    this.differences += other.differences;
  }
}
