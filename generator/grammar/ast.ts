/** The syntax tree of a .kf file: every node carries its place in the source. Meaning lives in ../model. */

/** A half-open range of UTF-16 offsets in one source file. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

interface Node {
  readonly span: Span;
}

export interface Name extends Node {
  readonly text: string;
}

/** `///` lines above a declaration or row, joined with newlines, without the slashes. */
export type Doc = string | undefined;

/** `since 5.19 until 6.4`: a half-open range of kernel versions; absent means unbounded. */
export interface Availability {
  readonly since?: Name;
  readonly until?: Name;
}

// ---------------------------------------------------------------- expressions

export type BinaryOp =
  | 'or'
  | 'and'
  | 'is'
  | 'is not'
  | '<'
  | '<='
  | '>'
  | '>='
  | 'has'
  | '+'
  | '-'
  | '*'
  | '/'
  | '%'
  | '&'
  | '|'
  | '<<'
  | '>>';

export type Expr =
  | ({ readonly kind: 'int'; readonly value: number } & Node)
  | ({ readonly kind: 'string'; readonly value: string } & Node)
  /** A local, a parameter, a singleton subject, a constant or an enumeration's value: names are told apart by the model. */
  | ({ readonly kind: 'name'; readonly name: Name } & Node)
  /** `reg.type`, `map.field(off)`: args is undefined when no parentheses were written. */
  | ({ readonly kind: 'word'; readonly subject: Expr; readonly word: Name; readonly args?: readonly Expr[] } & Node)
  /** `min(a, b)`, `reg_at(1)`: a word without a subject. */
  | ({ readonly kind: 'call'; readonly callee: Name; readonly args: readonly Expr[] } & Node)
  | ({ readonly kind: 'not'; readonly operand: Expr } & Node)
  | ({ readonly kind: 'negate'; readonly operand: Expr } & Node)
  | ({ readonly kind: 'binary'; readonly op: BinaryOp; readonly left: Expr; readonly right: Expr } & Node)
  /** `x in [a, b]`, `x not in [a, b]` */
  | ({ readonly kind: 'in'; readonly negated: boolean; readonly value: Expr; readonly list: readonly Expr[] } & Node)
  /** `passes check(reg)`: true when the table passes; its failure is the cause of the row that asked. */
  | ({ readonly kind: 'passes'; readonly table: ConstraintName; readonly args: readonly Expr[] } & Node);

// ---------------------------------------------------------------- rows and statements

/** A message: literal text and typed holes, in order. `{reg.number}`, `{off:x}`; `{{` and `}}` are braces. */
export interface Message extends Node {
  readonly parts: readonly (MessageText | MessageHole)[];
}
export interface MessageText extends Node {
  readonly kind: 'text';
  readonly text: string;
}
export interface MessageHole extends Node {
  readonly kind: 'hole';
  readonly expr: Expr;
  readonly format?: Name;
}

/** What stands behind `else` or `reject`: `[ERRNO] row-id "message"`. */
export interface Failure extends Node {
  readonly errno?: Name;
  readonly id: Name;
  readonly message: Message;
}

export type Statement = (
  | { readonly kind: 'require'; readonly condition: Expr; readonly failure: Failure }
  | { readonly kind: 'reject'; readonly failure: Failure }
  | { readonly kind: 'unmodelled'; readonly id: Name; readonly reason: Message }
  | { readonly kind: 'let'; readonly name: Name; readonly value: Expr }
  | { readonly kind: 'set'; readonly target: Expr; readonly value: Expr }
  | { readonly kind: 'when'; readonly condition: Expr; readonly then: Block; readonly otherwise?: Block }
  /** `do check(reg) as EACCES`: a table (its failure is ours, with that errno) or a mechanism. */
  | { readonly kind: 'do'; readonly callee: ConstraintName; readonly args: readonly Expr[]; readonly errno?: Name }
  /** `apply arg.pattern`, `apply arg.rest`, `apply call.conditions`: what the call's flags demand here. */
  | { readonly kind: 'apply'; readonly target: Expr }
  | { readonly kind: 'each'; readonly variable: Name; readonly list: Expr; readonly body: Block }
  /** Ends the table: it passes. */
  | { readonly kind: 'done' }
  /** Goes on with the next element of the innermost `each`. */
  | { readonly kind: 'next' }
  /** Like `next`, and leaves out the element after it as well. */
  | { readonly kind: 'skip' }
) &
  Node & { readonly doc: Doc; readonly availability: Availability };

export interface Block extends Node {
  /** False when one statement stands without braces: `when c do x()`. */
  readonly braced: boolean;
  readonly statements: readonly Statement[];
}

// ---------------------------------------------------------------- declarations

/** A plain name, or one with a place: `map_value@ref_kptr_off`. `text` has the whole. */
export interface ConstraintName extends Name {
  readonly base: Name;
  readonly place?: Name;
}

export interface Param extends Node {
  readonly name: Name;
  /** Absent: the subject of the parameter's own name. */
  readonly type?: Name;
}

/** One element of a flag's signature pattern: `arg0: C`, `...`, `...: C`, `one: C`. */
export interface PatternArg extends Node {
  readonly which: { readonly kind: 'arg'; readonly index: number } | { readonly kind: 'rest' } | { readonly kind: 'one' };
  readonly constraint?: ConstraintName;
}

/** A C type as written: `const struct nf_conn ***`, `prog_test_ref_kfunc **`, `u32`. `stars` counts the asterisks. */
export interface CType extends Node {
  readonly isConst: boolean;
  readonly tag?: 'struct' | 'union' | 'enum';
  readonly name: Name;
  readonly stars: number;
}

interface CParam extends Node {
  readonly name: Name;
  readonly type: CType;
}

/** `mem|rdonly`, `btf_id(sock_common)`, `mem|fixed(8)|uninit`: the verifier's ARG_* and RET_* with their modifiers. */
export interface TypeTerm extends Node {
  readonly name: Name;
  readonly argument?: Expr;
}
export interface ArgType extends Node {
  readonly terms: readonly TypeTerm[];
}

export interface EnumValue extends Node {
  readonly name: Name;
  /** Absent: one more than the value before, or 0. */
  readonly value?: number;
  /** What messages show; absent: the name. */
  readonly prints?: string;
}

/** `key value` lines of a map, program or register type block: `ctx __sk_buff`, `value_fields [kptr, timer]`. */
export interface Property extends Node {
  readonly key: Name;
  readonly values: readonly Expr[];
  readonly doc: Doc;
  readonly availability: Availability;
}

export type Declaration = (
  | { readonly kind: 'kernel'; readonly version: Name }
  | { readonly kind: 'subject'; readonly name: Name; readonly single: boolean; readonly isStatic: boolean; readonly about: string }
  | {
      readonly kind: 'word';
      readonly isStatic: boolean;
      readonly settable: boolean;
      readonly subject?: Name;
      readonly name: Name;
      readonly params: readonly Param[];
      readonly type: Name;
      readonly about: string;
    }
  | { readonly kind: 'mechanism'; readonly name: Name; readonly params: readonly Param[]; readonly about: string }
  | {
      readonly kind: 'define';
      readonly subject?: Name;
      readonly name: Name;
      readonly params: readonly Param[];
      readonly type: Name;
      readonly value: Expr;
    }
  | {
      readonly kind: 'enum';
      readonly name: Name;
      readonly values: readonly EnumValue[];
    }
  | { readonly kind: 'const'; readonly name: Name; readonly value: Expr }
  | { readonly kind: 'register_type'; readonly name: Name; readonly value: number; readonly prints: string }
  | { readonly kind: 'register_flag'; readonly name: Name; readonly bit: number; readonly prints: string; readonly suffix: boolean }
  | {
      readonly kind: 'flag';
      readonly name: Name;
      readonly pattern: Name;
      readonly args: readonly PatternArg[];
      readonly result: readonly Name[];
      readonly condition?: { readonly when: Expr; readonly failure: Failure };
    }
  | {
      readonly kind: 'table';
      readonly keyword: 'table' | 'constraint';
      readonly name: ConstraintName;
      readonly params: readonly Param[];
      readonly errno?: Name;
      readonly body: Block;
      /** Rows that can't be read are left out. */
      readonly incomplete?: true;
    }
  | {
      readonly kind: 'kfunc';
      readonly name: Name;
      readonly params: readonly CParam[];
      readonly returns: CType;
      readonly flags: readonly Name[];
      readonly programs: readonly Name[];
      readonly allow: readonly Name[];
      readonly module?: Name;
    }
  | {
      readonly kind: 'helper';
      readonly id: number;
      readonly name: Name;
      readonly params: readonly { readonly name: Name; readonly type: ArgType }[];
      readonly returns: ArgType;
      readonly flags: readonly Name[];
      readonly programs: readonly Name[];
    }
  | {
      readonly kind: 'block';
      readonly keyword: 'map' | 'program';
      readonly name: Name;
      readonly properties: readonly Property[];
      /** Properties that can't be read are left out. */
      readonly incomplete?: true;
    }
) &
  Node & { readonly doc: Doc; readonly availability: Availability };

export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly declarations: readonly Declaration[];
  /** What the broken declarations declare, as far as it can be told: `reg.type`, `KPTR_GET`. They are not among the others. */
  readonly broken: readonly Name[];
}
