/** What reports ask of types, wherever they come from: the BTF of a program's maps, or the kernel's types as the spec carries them. */

/** A member of a structure or union, or a variable of a section. */
export interface Member {
  /** Empty for a structure or union that stands in place without a name. */
  readonly name: string;
  readonly type: number;
  /** Where it begins, in bits. */
  readonly bitOffset: number;
  /** Width of a bit field in bits; 0 for all others. */
  readonly bitSize: number;
}

/** What a type is made of. Sizes in bytes. */
export type Shape =
  /** A structure, a union, or a section of variables. */
  | { readonly kind: 'members'; readonly size: number; readonly members: readonly Member[]; readonly isSection: boolean }
  | { readonly kind: 'array'; readonly size: number; readonly element: number }
  | { readonly kind: 'plain'; readonly size: number };

/** A table of types. Ids are the table's own. */
export interface Types {
  shape(id: number): Shape;
  /** The type as C writes it, without a name: `struct foo *`, `char[16]`. */
  text(id: number): string;
}
