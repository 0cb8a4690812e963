/** What a bare name stands for, given what is expected where it stands. */
import type { Span } from '../../grammar/ast.js';
import type { Expr } from '../ir.js';
import { problems } from '../problems.js';
import { nearest, type Reporter } from '../report.js';
import type { Enum, Symbols } from '../symbols.js';
import { BOOL, ERROR, INT, NONE, REG_TYPE, type Type } from '../types.js';
import type { Scope } from './scope.js';

/** What checking needs to know besides the names in reach. */
export interface CheckContext {
  readonly symbols: Symbols;
  readonly reporter: Reporter;
  /** Flags of kfuncs and helpers in any kernel: asking for one that this kernel lacks is no mistake. With the kernels that have each. */
  readonly flagNames: ReadonlyMap<string, string>;
  /** Modifiers of helper arguments in any kernel. */
  readonly modifierNames: ReadonlySet<string>;
}

/** Expressions that report go on with this one. */
export function errorExpr(span: Span): Expr {
  return { kind: 'value', value: { kind: 'int', value: 0 }, type: ERROR, span };
}

export function resolveName(context: CheckContext, scope: Scope, name: string, span: Span, expected: Type | undefined): Expr {
  const { symbols, reporter } = context;
  const local = scope.find(name);
  if (local) return { kind: 'local', local, type: local.type, span };
  const named = expected && resolveExpected(context, name, span, expected);
  if (named) return named;
  if (name === 'true' || name === 'false') return { kind: 'value', value: { kind: 'bool', value: name === 'true' }, type: BOOL, span };
  if (name === 'none') return { kind: 'value', value: { kind: 'none' }, type: NONE, span };
  const subject = symbols.subjects.get(name);
  if (subject?.single) return { kind: 'single', subject, type: { kind: 'subject', name }, span };
  const constant = symbols.constants.get(name);
  if (constant) return { kind: 'value', value: { kind: 'int', value: constant.value, shown: name }, type: INT, span };
  if (expected && isVocabulary(expected)) {
    reporter.report(span, problems.unknownName(name, nounFor(expected), nearest(name, candidates(context, scope, expected))));
    return errorExpr(span);
  }
  return resolveAnywhere(context, scope, name, span);
}

/** A name of the expected enumeration, register type, flag or modifier. */
function resolveExpected(context: CheckContext, name: string, span: Span, expected: Type): Expr | undefined {
  const { symbols } = context;
  switch (expected.kind) {
    case 'enum':
      return enumValue(symbols.enums.get(expected.name), name, span);
    case 'reg_type':
      return registerName(symbols, name, span);
    case 'call_flags':
      return context.flagNames.has(name) ? { kind: 'value', value: { kind: 'str', value: name }, type: expected, span } : undefined;
    case 'arg_modifiers':
      return context.modifierNames.has(name) ? { kind: 'value', value: { kind: 'str', value: name }, type: expected, span } : undefined;
    default:
      return undefined;
  }
}

function isVocabulary(type: Type): boolean {
  return type.kind === 'enum' || type.kind === 'reg_type' || type.kind === 'call_flags' || type.kind === 'arg_modifiers';
}

function nounFor(type: Type): string {
  if (type.kind === 'enum') return type.name;
  return type.kind === 'reg_type' ? 'register type or flag' : type.kind === 'call_flags' ? 'flag' : 'modifier';
}

function candidates(context: CheckContext, scope: Scope, expected: Type | undefined): string[] {
  const { symbols } = context;
  const known = [...scope.all().keys(), ...symbols.constants.keys(), 'none', 'true', 'false'];
  for (const subject of symbols.subjects.values()) if (subject.single) known.push(subject.name);
  if (expected?.kind === 'enum') known.push(...(symbols.enums.get(expected.name)?.values.keys() ?? []));
  else if (expected?.kind === 'reg_type') known.push(...symbols.registerTypes.keys(), ...symbols.registerFlags.keys());
  else if (expected?.kind === 'call_flags') known.push(...context.flagNames.keys());
  else if (expected?.kind === 'arg_modifiers') known.push(...context.modifierNames);
  else for (const other of symbols.enums.values()) known.push(...other.values.keys());
  return known;
}

function enumValue(from: Enum | undefined, name: string, span: Span): Expr | undefined {
  const value = from?.values.get(name);
  if (!from || !value) return undefined;
  return { kind: 'value', value: { kind: 'int', value: value.value, shown: name }, type: { kind: 'enum', name: from.name }, span };
}

function registerName(symbols: Symbols, name: string, span: Span): Expr | undefined {
  const value = symbols.registerTypes.get(name)?.value ?? flagMask(symbols.registerFlags.get(name)?.bit);
  return value === undefined ? undefined : { kind: 'value', value: { kind: 'int', value, shown: name }, type: REG_TYPE, span };
}

function flagMask(bit: number | undefined): number | undefined {
  return bit === undefined ? undefined : 1 << bit;
}

/** Without an expectation a name must mean one thing only. */
function resolveAnywhere(context: CheckContext, scope: Scope, name: string, span: Span): Expr {
  const { symbols, reporter } = context;
  const found: { readonly place: string; readonly expr: Expr }[] = [];
  const register = registerName(symbols, name, span);
  if (register) found.push({ place: 'a register type', expr: register });
  for (const from of symbols.enums.values()) {
    const expr = enumValue(from, name, span);
    if (expr) found.push({ place: `a value of ${from.name}`, expr });
  }
  const [first, ...others] = found;
  if (first && others.length === 0) return first.expr;
  if (first)
    reporter.report(
      span,
      problems.ambiguousName(
        name,
        found.map((f) => f.place),
      ),
    );
  else reporter.report(span, problems.unknownName(name, 'name', nearest(name, candidates(context, scope, undefined))));
  return errorExpr(span);
}
