/** Where the fault of a program lies, and the way there: what tools want that show findings in the code. Plain data. */

/** A place in a file, for tools that show findings where they are. */
export interface FilePlace {
  /** As it is known: relative to the working directory, or absolute. */
  readonly file: string;
  /** 1-based. */
  readonly line: number | null;
  readonly column: number | null;
  /** The line itself, when it is C. */
  readonly snippet: string | null;
}

/** A step on the way to a rejection. */
export interface FlowStep {
  readonly place: FilePlace;
  readonly insn: number;
  /** The function of the program that it stands in. */
  readonly functionName: string;
  /** Depth of the call. */
  readonly frame: number;
  readonly text: string;
  readonly state: { readonly place: string; readonly held: string } | null;
}

/** Where the fault of a program lies. */
export interface Finding {
  readonly place: FilePlace;
  /** null: the program was refused as a whole. */
  readonly functionName: string | null;
  /** The same for the same fault in another version of the program, as far as that can be told. */
  readonly fingerprint: string;
  /** The path that led there; empty when it is not known or was not asked for. */
  readonly steps: readonly FlowStep[];
}
