/** Typed statements and expressions: what the checker makes of a syntax tree and the specialiser makes smaller. */
import type { Availability, Doc, Span } from '../grammar/ast.js';
import type { Value } from './static/value.js';
import type { Define, Mechanism, Subject, Table, Word } from './symbols.js';
import type { Type } from './types.js';

/** A parameter, a `let` or the variable of an `each`; told apart by identity, not by name. */
export interface Local {
  readonly name: string;
  readonly type: Type;
  readonly span: Span;
}

type CompareOp = 'is' | 'is not' | '<' | '<=' | '>' | '>=';
export type ArithmeticOp = '+' | '-' | '*' | '/' | '%' | '&' | '|' | '<<' | '>>';

export type Expr = { readonly type: Type; readonly span: Span } & (
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'local'; readonly local: Local }
  | { readonly kind: 'single'; readonly subject: Subject }
  /** `subject` is absent for singletons and for words without a subject. */
  | { readonly kind: 'word'; readonly word: Word; readonly subject?: Expr; readonly args: readonly Expr[] }
  | { readonly kind: 'define'; readonly define: Define; readonly args: readonly Expr[] }
  | { readonly kind: 'not'; readonly operand: Expr }
  | { readonly kind: 'negate'; readonly operand: Expr }
  | { readonly kind: 'logic'; readonly op: 'and' | 'or'; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'compare'; readonly op: CompareOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'has'; readonly set: Expr; readonly member: Expr }
  | { readonly kind: 'arithmetic'; readonly op: ArithmeticOp; readonly left: Expr; readonly right: Expr }
  | { readonly kind: 'in'; readonly negated: boolean; readonly value: Expr; readonly list: readonly Expr[] }
  | { readonly kind: 'passes'; readonly table: Table; readonly args: readonly Expr[] }
  /** A copy of a specialised table for known arguments; only in specialised code. */
  | { readonly kind: 'passesInstance'; readonly instance: Instance; readonly args: readonly Expr[] }
);

export interface Hole {
  readonly type: Type;
  readonly format?: string;
  readonly expr: Expr;
}

/** One row that ends a check, in this kernel. */
export interface Rule {
  /** `table/row` */
  readonly id: string;
  readonly kind: 'reject' | 'unmodelled';
  readonly errno: number;
  readonly parts: readonly (string | Hole)[];
  readonly doc: Doc;
  readonly about: Doc;
  readonly span: Span;
  readonly availability: Availability;
  /** Where its name stands. */
  readonly nameSpan: Span;
  /** Its place in the kernel's list of rules; set when the model is complete. */
  index: number;
}

export interface Failure {
  readonly rule: Rule;
  readonly holes: readonly Expr[];
}

/** What a flag's condition demands of a call: `sleepable(...) when program.sleepable else …`. */
export interface Demand {
  /** The parameter `call`. */
  readonly call: Local;
  readonly condition: Expr;
  readonly failure: Failure;
}

export type Statement = { readonly span: Span; readonly doc?: Doc } & (
  | { readonly kind: 'require'; readonly condition: Expr; readonly failure: Failure }
  | { readonly kind: 'reject'; readonly failure: Failure }
  | { readonly kind: 'unmodelled'; readonly failure: Failure }
  /** `unused`: computed for the tables that it runs only. */
  | { readonly kind: 'let'; readonly local: Local; readonly value: Expr; readonly unused?: true }
  | { readonly kind: 'set'; readonly word: Word; readonly value: Expr }
  | { readonly kind: 'when'; readonly condition: Expr; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[] }
  | { readonly kind: 'table'; readonly table: Table; readonly args: readonly Expr[]; readonly errno?: number }
  | { readonly kind: 'mechanism'; readonly mechanism: Mechanism; readonly args: readonly Expr[] }
  | { readonly kind: 'apply'; readonly target: Expr; readonly scope: ReadonlyMap<string, Local> }
  | { readonly kind: 'each'; readonly local: Local; readonly list: Expr; readonly body: readonly Statement[] }
  | { readonly kind: 'done' | 'next' | 'skip' }
  // Only in specialised code:
  /** `applied`: a flag's pattern demands it, whatever the register holds. */
  | {
      readonly kind: 'instance';
      readonly instance: Instance;
      readonly args: readonly Expr[];
      readonly errno?: number;
      readonly applied?: true;
    }
  | { readonly kind: 'element'; readonly element: Element; readonly body: readonly Statement[] }
  | { readonly kind: 'leave'; readonly element: Element; readonly skipping?: Element }
);

/** One round of an unrolled `each`. */
export interface Element {
  readonly title: string;
  /** An earlier round may decide at run time to leave this one out. */
  mayBeSkipped: boolean;
}

/** A specialised table: its body for known static arguments, with what is left of its parameters. */
export interface Instance {
  readonly table: Table;
  readonly params: readonly Local[];
  readonly body: readonly Statement[];
  /** The arguments that were known, by parameter. */
  readonly known: ReadonlyMap<string, Value>;
  /** Names of the tables that it was made of. */
  readonly visited: ReadonlySet<string>;
  /** False: whatever the machine holds, it fails. */
  readonly canPass: boolean;
}
