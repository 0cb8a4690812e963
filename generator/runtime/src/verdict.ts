/** What the machine says of a program. */

export type Verdict = Accept | Reject | Inconclusive;

/** Every path is safe. */
export interface Accept {
  readonly kind: 'accept';
  /** Instructions visited, as the kernel counts them. */
  readonly processed: number;
}

/** A rule of the kernel refuses the program. */
export interface Reject {
  readonly kind: 'reject';
  /** Index of the instruction at fault; null when the program as a whole is. */
  readonly insn: number | null;
  /**
   * The instruction that the kernel's log shows last, where that is another one than the one at fault: null when it shows none, since
   * the program is refused before any path is walked; where the program's last path ended, when it is refused afterwards.
   */
  readonly logInsn?: number | null;
  /** `table/row`. */
  readonly rule: string;
  /** The kernel's text, without the newline. */
  readonly message: string;
  /** What inner checks said before, innermost first, as the kernel writes it above its last line; absent when they said nothing. */
  readonly inner?: readonly string[];
  /** Positive. */
  readonly errno: number;
  readonly processed: number;
}

/** The program needs what is not modelled. */
export interface Inconclusive {
  readonly kind: 'inconclusive';
  readonly insn: number | null;
  readonly rule: string;
  /** What is not modelled. */
  readonly message: string;
  readonly processed: number;
}
