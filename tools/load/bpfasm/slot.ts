import type { Token } from './lexer.js';

/** An instruction of one or two slots as it was written, with what can only be filled in when the whole program was read. */
export interface Slot {
  readonly code: number;
  readonly dst: number;
  readonly src: number;
  readonly off: number;
  readonly imm: number;
  /** Immediate of the second slot of a ld_imm64. */
  readonly next?: number;
  readonly fixup?: Fixup;
}

/** A name to be resolved: where a jump or call goes, or which map, kfunc or symbol of the kernel is meant. */
export type Fixup =
  /** A label as a jump's offset or as the immediate of gotol, a call or a loaded function, counted from the next instruction. */
  | { readonly kind: 'label'; readonly field: 'off' | 'imm'; readonly name: Token }
  | { readonly kind: 'map'; readonly name: Token }
  /** A symbol of the kernel, for both immediates of a ld_imm64. */
  | { readonly kind: 'ksym'; readonly name: Token }
  /** `call name`: a label, a helper or a kfunc, in this order. `id` is what stood behind `#`. */
  | { readonly kind: 'call'; readonly name: Token; readonly id?: number }
  | { readonly kind: 'unresolved-kfunc' };

export const EMPTY_SLOT: Slot = { code: 0, dst: 0, src: 0, off: 0, imm: 0 };
