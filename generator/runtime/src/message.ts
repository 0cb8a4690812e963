/** Messages of rules: literal text, and holes that values fill. */

/** A value for a hole: u64 and s64 are bigint, tnum and names are strings, everything else is a number (booleans 0 and 1). */
export type HoleValue = number | string | bigint;

/** What a hole prints: an integer (signed, unsigned or hex), a register type, a name, or one of an enumeration's names by index. */
export type HoleType = 'int' | 'u64' | 's64' | 'str' | 'tnum' | 'bool' | 'reg_type' | { readonly names: readonly string[] };

/** A place in a message that a value fills. */
export interface Hole {
  readonly type: HoleType;
  /** `u`: 32 bits unsigned; `x`: hexadecimal; `02x`: two hexadecimal digits; absent: as the type prints. */
  readonly format?: string;
}

/** Literal text or a hole, in the order of the message. */
export type MessagePart = string | Hole;
