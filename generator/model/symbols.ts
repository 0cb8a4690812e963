/** What the names of one kernel's slice of a spec stand for. */
import type { ConstraintName, CType, Declaration, Doc, Failure, PatternArg, Span, TypeTerm } from '../grammar/ast.js';
import type { Demand, Expr, Local, Rule, Statement } from './ir.js';
import type { Type } from './types.js';

export type DeclarationOf<K extends Declaration['kind']> = Extract<Declaration, { kind: K }>;

export interface Param {
  readonly name: string;
  readonly type: Type;
}

export interface Subject {
  readonly name: string;
  readonly single: boolean;
  readonly isStatic: boolean;
  readonly about: string;
  readonly span: Span;
}

export interface Word {
  /** Absent: a word without a subject, `reg_at(1)`. */
  readonly subject?: Subject;
  readonly name: string;
  /** `reg.type`, `reg_at` */
  readonly title: string;
  readonly params: readonly Param[];
  readonly type: Type;
  readonly isStatic: boolean;
  readonly settable: boolean;
  readonly about: string;
  readonly span: Span;
}

export interface Mechanism {
  readonly name: string;
  readonly params: readonly Param[];
  readonly about: string;
  readonly span: Span;
}

export interface Define {
  readonly subject?: Subject;
  readonly name: string;
  readonly title: string;
  /** The subject's handle first, unless it is a singleton. */
  readonly params: readonly Local[];
  readonly type: Type;
  readonly decl: DeclarationOf<'define'>;
  /** Set when checked. */
  value?: Expr;
}

export interface EnumValue {
  readonly name: string;
  readonly value: number;
  readonly prints: string;
}
export interface Enum {
  readonly name: string;
  readonly values: ReadonlyMap<string, EnumValue>;
  readonly span: Span;
}

interface Constant {
  readonly name: string;
  readonly value: number;
  readonly span: Span;
}

export interface Table {
  readonly keyword: 'table' | 'constraint';
  /** `check_map_access`, `map_value@ref_kptr_off` */
  readonly name: string;
  readonly params: readonly Local[];
  /** The errno of rows that name none; 0 when the table has none. */
  readonly errno: number;
  /** Some parameter's subject is static: a copy for each call of it. */
  readonly specialised: boolean;
  readonly decl: DeclarationOf<'table'>;
  /** Set when checked. */
  body?: readonly Statement[];
  /** Something in it was reported. */
  broken?: boolean;
  readonly rules: Rule[];
}

/** A KF_* flag as a signature pattern. */
export interface Flag {
  readonly name: string;
  readonly pattern: string;
  readonly args: readonly PatternArg[];
  readonly result: readonly string[];
  readonly decl: DeclarationOf<'flag'>;
  readonly condition?: { readonly failure: Failure };
  /** Set when checked. */
  demand?: Demand;
}

export interface HelperArg {
  readonly name: string;
  readonly base: string;
  readonly modifiers: readonly TypeTerm[];
  readonly span: Span;
}

export interface KfuncArg {
  readonly name: string;
  readonly type: CType;
  readonly span: Span;
}

export interface Kfunc {
  readonly kind: 'kfunc';
  readonly name: string;
  readonly params: readonly KfuncArg[];
  readonly returns: CType;
  readonly flags: ReadonlySet<string>;
  readonly programs: readonly string[];
  readonly module?: string;
  readonly decl: DeclarationOf<'kfunc'>;
}

export interface Helper {
  readonly kind: 'helper';
  readonly id: number;
  readonly name: string;
  readonly params: readonly HelperArg[];
  readonly returns: { readonly base: string; readonly modifiers: readonly TypeTerm[] };
  readonly flags: ReadonlySet<string>;
  readonly programs: readonly string[];
  readonly decl: DeclarationOf<'helper'>;
}

export type Call = Kfunc | Helper;

interface RegisterType {
  readonly name: string;
  readonly value: number;
  readonly prints: string;
  readonly span: Span;
}
interface RegisterFlag {
  readonly name: string;
  readonly bit: number;
  readonly prints: string;
  readonly suffix: boolean;
  readonly span: Span;
}

/** A map or program type: its place in its list is its number. */
export interface Block {
  readonly keyword: 'map' | 'program';
  readonly name: string;
  readonly number: number;
  readonly properties: readonly { readonly key: string; readonly values: readonly (string | number)[]; readonly doc: Doc }[];
  readonly doc: Doc;
  readonly span: Span;
}

/** Everything that one kernel's slice declares, by name. */
export interface Symbols {
  readonly kernel: string;
  readonly subjects: Map<string, Subject>;
  /** By title: `reg.type`, `reg_at`. */
  readonly words: Map<string, Word>;
  readonly defines: Map<string, Define>;
  readonly mechanisms: Map<string, Mechanism>;
  readonly enums: Map<string, Enum>;
  readonly constants: Map<string, Constant>;
  readonly tables: Map<string, Table>;
  readonly flags: Map<string, Flag>;
  readonly kfuncs: Map<string, Kfunc>;
  readonly helpers: Map<string, Helper>;
  readonly registerTypes: Map<string, RegisterType>;
  readonly registerFlags: Map<string, RegisterFlag>;
  readonly maps: Map<string, Block>;
  readonly programs: Map<string, Block>;
}

/** The name under which a table or constraint is known: `map_value@ref_kptr_off`. */
export function tableName(name: ConstraintName): string {
  return name.place ? `${name.base.text}@${name.place.text}` : name.base.text;
}
