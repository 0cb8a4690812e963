/** Types of a kernel as its BTF describes them, and tables of them. */

export type BtfKind = 'void' | 'int' | 'ptr' | 'array' | 'struct' | 'union' | 'enum' | 'fwd' | 'func_proto' | 'float' | 'other';

/** A member of a structure or union. */
export interface BtfMember {
  readonly name: string;
  /** Index into the table of types that it stands in. */
  readonly type: number;
  readonly bitOffset: number;
  /** 0 when the member is no bit field. */
  readonly bitSize: number;
}

/** A type of the kernel, modifiers and typedefs stripped. */
export interface BtfType {
  readonly kind: BtfKind;
  /** Empty when it has none. */
  readonly name: string;
  /** In bytes; 0 when unknown. */
  readonly size: number;
  /** Pointee of a pointer, element of an array: index into the same table. */
  readonly type: number;
  /** Elements of an array. */
  readonly count: number;
  readonly members: readonly BtfMember[];
  /** Type tags of a pointer: `user`, `percpu`. */
  readonly tags: readonly string[];
}

/** A function that programs may attach to. Types are indexes into the table that it comes with. */
export interface BtfPrototype {
  readonly params: readonly number[];
  readonly returns: number;
  /**
   * Which parameters are `const void *`, the result counted behind them: the const that the types don't show makes them no plain numbers to
   * the verifier.
   */
  readonly constVoid: readonly number[];
  /** Absent: the kernel can name its address. `gone`: a function that a module forgot once it was loaded. */
  readonly address?: 'gone' | 'unknown';
}

/** A type as a prototype or a variable names it, typedefs and modifiers stripped. */
export interface PlainType {
  readonly kind: BtfKind;
  /** Of a structure, union or forward declaration; empty when it has none, and for all others. */
  readonly name: string;
  /** In bytes, u32; 0 when it has none. */
  readonly size: number;
  /** What a pointer points to; of that pointer's own target nothing is known. */
  readonly pointee?: PlainType;
}

/** Types and prototypes by name. */
export interface TypeTables {
  /**
   * Begins with `Kernel.types`, each at its place: the same type, in the shape that is known best. More may stand behind them, and come
   * when they are first asked for.
   */
  readonly types: readonly BtfType[];
  /** Index of the kernel's structure of a name, -1 when it is not known (kernel/bpf/btf.c bpf_find_btf_id). */
  structNamed(name: string): number;
  /** Index of a type that a program brings along; the same one is the same index. */
  plain(type: PlainType): number;
  /** What a program may attach to: a function, `btf_trace_X`, `structure.member`. */
  prototype(name: string): BtfPrototype | undefined;
}
