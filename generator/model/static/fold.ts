/** Expressions with what is known filled in. What depends on the machine stays; nothing of it is ever decided here. */
import type { Span } from '../../grammar/ast.js';
import type { Expr, Instance, Local } from '../ir.js';
import { problems } from '../problems.js';
import type { Reporter } from '../report.js';
import type { Table } from '../symbols.js';
import { foldArithmetic } from './arithmetic.js';
import { bool, evaluatorOf, type Facts, int } from './evaluators.js';
import { operands } from './expressions.js';
import type { Value } from './value.js';

type ValueExpr = Extract<Expr, { kind: 'value' }>;

/** What locals stand for: a value, another expression, or themselves. */
export type Bindings = ReadonlyMap<Local, Expr>;

export interface FoldContext extends Facts {
  readonly reporter: Reporter;
  /** What is being specialised, for messages. */
  readonly during: () => string;
  readonly instance: (table: Table, args: readonly Expr[], span: Span) => Instance | undefined;
  /** Definitions that are being put in place, to notice those that lead back to themselves. */
  readonly defining: Set<string>;
}

export function fold(context: FoldContext, bindings: Bindings, expr: Expr): Expr {
  switch (expr.kind) {
    case 'value':
    case 'single':
    case 'passesInstance':
      return expr;
    case 'local':
      return bindings.get(expr.local) ?? expr;
    case 'word':
      return foldWord(context, bindings, expr);
    case 'define':
      return foldDefine(context, bindings, expr);
    case 'not': {
      const operand = fold(context, bindings, expr.operand);
      const value = boolOf(operand);
      return value === undefined ? { ...expr, operand } : known(expr, bool(!value));
    }
    case 'negate': {
      const operand = fold(context, bindings, expr.operand);
      const value = intOf(operand);
      return value === undefined ? { ...expr, operand } : known(expr, int(-value));
    }
    case 'logic':
      return foldLogic(context, bindings, expr);
    case 'compare': {
      const left = fold(context, bindings, expr.left);
      const right = fold(context, bindings, expr.right);
      const decided = left.kind === 'value' && right.kind === 'value' ? compare(expr.op, left.value, right.value) : undefined;
      return decided === undefined ? { ...expr, left, right } : known(expr, bool(decided));
    }
    case 'has':
      return foldHas(context, bindings, expr);
    case 'arithmetic': {
      const left = fold(context, bindings, expr.left);
      const right = fold(context, bindings, expr.right);
      return foldNumbers({ ...expr, left, right });
    }
    case 'in':
      return foldIn(context, bindings, expr);
    case 'passes': {
      const args = expr.args.map((arg) => fold(context, bindings, arg));
      if (!expr.table.specialised) return { ...expr, args };
      const instance = context.instance(expr.table, args, expr.span);
      if (!instance) return known(expr, bool(false));
      return { kind: 'passesInstance', instance, args: dynamicArgs(args), type: expr.type, span: expr.span };
    }
  }
}

/** The arguments that a specialised copy still takes. */
export function dynamicArgs(args: readonly Expr[]): Expr[] {
  return args.filter((arg) => arg.kind !== 'value');
}

function known(expr: Expr, value: Value): ValueExpr {
  return { kind: 'value', value, type: expr.type, span: expr.span };
}

export function boolOf(expr: Expr): boolean | undefined {
  return expr.kind === 'value' && expr.value.kind === 'bool' ? expr.value.value : undefined;
}

function intOf(expr: Expr): number | undefined {
  return expr.kind === 'value' && expr.value.kind === 'int' ? expr.value.value : undefined;
}

function foldWord(context: FoldContext, bindings: Bindings, expr: Extract<Expr, { kind: 'word' }>): Expr {
  const { word } = expr;
  const subject = expr.subject && fold(context, bindings, expr.subject);
  const args = expr.args.map((arg) => fold(context, bindings, arg));
  const rest: Expr = { ...expr, args, ...(subject ? { subject } : {}) };
  if (!word.isStatic || subject?.kind !== 'value') {
    if (word.isStatic && word.subject?.isStatic) context.reporter.report(expr.span, problems.notStatic(`the subject of \`${word.title}\``));
    return rest;
  }
  const values: Value[] = [];
  for (const arg of args) {
    if (arg.kind !== 'value') return rest;
    values.push(arg.value);
  }
  const evaluate = evaluatorOf(word.title);
  if (!evaluate) {
    context.reporter.report(word.span, problems.noEvaluator(word.title));
    return rest;
  }
  const value = evaluate(context, subject.value, values);
  if (typeof value === 'string') {
    const of = subject.value.kind === 'none' ? context.during() : about(subject.value);
    context.reporter.report(expr.span, problems.evaluation(word.title, `${value} (${of})`));
    return rest;
  }
  return known(expr, value);
}

/** What a person calls a value. */
export function about(value: Value): string {
  switch (value.kind) {
    case 'call':
      return value.call.name;
    case 'arg':
      return `${value.call.name}: ${value.call.params[value.index]?.name ?? value.index}`;
    case 'btf':
      return `type ${value.type}`;
    case 'int':
      return value.shown ?? String(value.value);
    case 'bool':
    case 'str':
      return String(value.value);
    default:
      return value.kind;
  }
}

/** A definition is put in place when something is known about it; otherwise it stays a function. */
function foldDefine(context: FoldContext, bindings: Bindings, expr: Extract<Expr, { kind: 'define' }>): Expr {
  const { define } = expr;
  const args = expr.args.map((arg) => fold(context, bindings, arg));
  if (!define.value || !args.some((arg) => arg.kind === 'value')) return { ...expr, args };
  if (context.defining.has(define.title)) {
    context.reporter.report(expr.span, problems.recursion(define.title));
    return { ...expr, args };
  }
  context.defining.add(define.title);
  const inner = new Map<Local, Expr>();
  define.params.forEach((param, i) => {
    const arg = args[i];
    if (arg) inner.set(param, arg);
  });
  const folded = fold(context, inner, define.value);
  context.defining.delete(define.title);
  return { ...folded, span: expr.span };
}

/** A side that asks `passes` is kept, since it leaves a failure behind. */
function foldLogic(context: FoldContext, bindings: Bindings, expr: Extract<Expr, { kind: 'logic' }>): Expr {
  const decisive = expr.op === 'or';
  const left = fold(context, bindings, expr.left);
  const leftValue = boolOf(left);
  if (leftValue === decisive) return known(expr, bool(decisive));
  const right = fold(context, bindings, expr.right);
  if (leftValue !== undefined) return right;
  const rightValue = boolOf(right);
  if (rightValue === undefined) return { ...expr, left, right };
  if (rightValue !== decisive) return left;
  return asksPasses(left) ? { ...expr, left, right } : known(expr, bool(decisive));
}

function foldHas(context: FoldContext, bindings: Bindings, expr: Extract<Expr, { kind: 'has' }>): Expr {
  const set = fold(context, bindings, expr.set);
  const member = fold(context, bindings, expr.member);
  if (set.kind === 'value' && member.kind === 'value') {
    if (set.value.kind === 'set' && member.value.kind === 'str') return known(expr, bool(set.value.members.has(member.value.value)));
    const flags = intOf(set);
    const wanted = intOf(member);
    if (flags !== undefined && wanted !== undefined) return known(expr, bool((flags & wanted) === wanted));
  }
  return { ...expr, set, member };
}

function foldNumbers(expr: Extract<Expr, { kind: 'arithmetic' }>): Expr {
  const left = intOf(expr.left);
  const right = intOf(expr.right);
  const value = left === undefined || right === undefined ? undefined : foldArithmetic(expr.op, left, right);
  if (value !== undefined) return known(expr, shownArithmetic(expr, value));
  // x + 0, x | 0 and the like are what is left of sums of which one side was known.
  const neutral = expr.op === '+' || expr.op === '|' ? 0 : undefined;
  if (neutral !== undefined && left === neutral && expr.op === '+') return expr.right;
  if (right === 0 && (expr.op === '+' || expr.op === '-')) return expr.left;
  if (expr.op === '|' && expr.type.kind === 'reg_type') {
    if (left === 0) return expr.right;
    if (right === 0) return expr.left;
  }
  return expr;
}

/** `map_value|maybe_null` keeps its name. */
function shownArithmetic(expr: Extract<Expr, { kind: 'arithmetic' }>, value: number): Value {
  if (expr.op !== '|' || expr.left.kind !== 'value' || expr.right.kind !== 'value') return int(value);
  const [left, right] = [expr.left.value, expr.right.value];
  if (left.kind !== 'int' || right.kind !== 'int' || left.shown === undefined || right.shown === undefined) return int(value);
  return { kind: 'int', value, shown: `${left.shown}|${right.shown}` };
}

function foldIn(context: FoldContext, bindings: Bindings, expr: Extract<Expr, { kind: 'in' }>): Expr {
  const value = fold(context, bindings, expr.value);
  const list = expr.list.map((item) => fold(context, bindings, item));
  if (value.kind !== 'value') return { ...expr, value, list };
  const undecided: Expr[] = [];
  for (const item of list) {
    const same = item.kind === 'value' ? equal(value.value, item.value) : undefined;
    if (same === true) return known(expr, bool(!expr.negated));
    if (same === undefined) undecided.push(item);
  }
  return undecided.length === 0 ? known(expr, bool(expr.negated)) : { ...expr, value, list: undecided };
}

function compare(op: string, left: Value, right: Value): boolean | undefined {
  if (op === 'is' || op === 'is not') {
    const same = equal(left, right);
    return same === undefined ? undefined : same === (op === 'is');
  }
  if (left.kind !== 'int' || right.kind !== 'int') return undefined;
  switch (op) {
    case '<':
      return left.value < right.value;
    case '<=':
      return left.value <= right.value;
    case '>':
      return left.value > right.value;
    default:
      return left.value >= right.value;
  }
}

/** Undefined when two known values can't be told apart here. */
function equal(left: Value, right: Value): boolean | undefined {
  if (left.kind === 'none' || right.kind === 'none') return left.kind === right.kind;
  if (left.kind === 'int' && right.kind === 'int') return left.value === right.value;
  if (left.kind === 'bool' && right.kind === 'bool') return left.value === right.value;
  if (left.kind === 'str' && right.kind === 'str') return left.value === right.value;
  if (left.kind === 'btf' && right.kind === 'btf') return left.type === right.type;
  if (left.kind === 'call' && right.kind === 'call') return left.call === right.call;
  if (left.kind === 'arg' && right.kind === 'arg') return left.call === right.call && left.index === right.index;
  return undefined;
}

/** Does evaluating it run a table? */
export function asksPasses(expr: Expr): boolean {
  if (expr.kind === 'passes' || expr.kind === 'passesInstance') return true;
  if (expr.kind === 'define' && expr.define.value !== undefined && asksPasses(expr.define.value)) return true;
  return operands(expr).some(asksPasses);
}
