import type { Random } from '../random.js';
import { type Size, Text } from '../text.js';

/** What a register is believed to hold. */
export type Held =
  | { readonly is: 'ctx' | 'packet' | 'packet_end' }
  /** `most`: what it is at most, counted from 0; none when that is not known. */
  | { readonly is: 'number'; readonly most?: number }
  | { readonly is: 'memory' | 'memory_or_null'; readonly size: number }
  | { readonly is: 'stack' };

const KEPT = [7, 8, 9] as const;

/** A function that is being written, with what its stack holds. */
export class Scratch extends Text<Held> {
  /** What was spilled, by the slot's distance from the frame pointer: how wide, and what. */
  readonly spilled = new Map<number, { readonly size: Size; readonly held: Held }>();

  constructor(
    random: Random,
    error: number,
    /** How often steps are such as hold others, besides. */
    readonly nesting: number,
    parent?: Scratch,
  ) {
    super(random, error, parent);
  }

  /** A register to write to, that keeps its value over calls. */
  kept(): number {
    return this.random.pick(KEPT);
  }

  /** Steps that may be left out when the program runs: what they change is not known behind them. */
  maybe(write: () => void): void {
    const before = new Map(this.all());
    write();
    for (const [reg, held] of this.all()) if (before.get(reg) !== held) this.hold(reg, weaker(before.get(reg), held));
  }
}

function weaker(a: Held | undefined, b: Held): Held {
  return a?.is === 'memory_or_null' || b.is === 'number' ? (a ?? b) : b;
}
