/** Expressions: names resolved, types found, mistakes reported. */
import type { Name, Expr as Node, Span } from '../../grammar/ast.js';
import type { ArithmeticOp, Expr } from '../ir.js';
import { problems } from '../problems.js';
import { nearest } from '../report.js';
import { type Param, tableName } from '../symbols.js';
import { BOOL, ERROR, fits, INT, REG_TYPE, STR, sameType, type Type } from '../types.js';
import { type CheckContext, errorExpr, resolveName } from './names.js';
import type { Scope } from './scope.js';

/** `expected` tells bare names apart; the result's type may still be another one. */
export function checkExpr(context: CheckContext, scope: Scope, node: Node, expected?: Type): Expr {
  const { span } = node;
  switch (node.kind) {
    case 'int':
      return { kind: 'value', value: { kind: 'int', value: node.value }, type: INT, span };
    case 'string':
      return { kind: 'value', value: { kind: 'str', value: node.value }, type: STR, span };
    case 'name':
      return resolveName(context, scope, node.name.text, span, expected);
    case 'word':
      return checkWord(context, scope, node.subject, node.word, node.args ?? [], span);
    case 'call':
      return checkCall(context, scope, node.callee, node.args, span);
    case 'not':
      return { kind: 'not', operand: checkTyped(context, scope, node.operand, BOOL), type: BOOL, span };
    case 'negate':
      return { kind: 'negate', operand: checkTyped(context, scope, node.operand, INT), type: INT, span };
    case 'binary':
      return checkBinary(context, scope, node, expected);
    case 'in': {
      const value = checkExpr(context, scope, node.value);
      const list = node.list.map((item) => checkTyped(context, scope, item, value.type));
      return { kind: 'in', negated: node.negated, value, list, type: BOOL, span };
    }
    case 'passes': {
      const name = tableName(node.table);
      const table = context.symbols.tables.get(name);
      if (!table) {
        context.reporter.report(node.table.span, problems.unknownName(name, 'table', nearest(name, context.symbols.tables.keys())));
        for (const arg of node.args) checkExpr(context, scope, arg);
        return { ...errorExpr(span), type: BOOL };
      }
      return { kind: 'passes', table, args: checkArgs(context, scope, name, table.params, node.args, span), type: BOOL, span };
    }
  }
}

/** An expression that must have a certain type. */
export function checkTyped(context: CheckContext, scope: Scope, node: Node, wanted: Type): Expr {
  const expr = checkExpr(context, scope, node, wanted);
  if (!fits(expr.type, wanted)) context.reporter.report(node.span, problems.mismatch(expr.type, wanted));
  return expr;
}

/** As many arguments as parameters, each of its parameter's type. */
export function checkArgs(
  context: CheckContext,
  scope: Scope,
  title: string,
  params: readonly Param[],
  args: readonly Node[],
  span: Span,
): Expr[] {
  if (args.length !== params.length) context.reporter.report(span, problems.argumentCount(title, params.length, args.length));
  return args.map((arg, i) => {
    const param = params[i];
    return param ? checkTyped(context, scope, arg, param.type) : checkExpr(context, scope, arg);
  });
}

function checkWord(context: CheckContext, scope: Scope, subjectNode: Node, name: Name, args: readonly Node[], span: Span): Expr {
  const { symbols, reporter } = context;
  const subject = checkExpr(context, scope, subjectNode);
  if (subject.type.kind !== 'subject') {
    if (subject.type.kind !== 'error')
      reporter.report(subjectNode.span, problems.mismatch(subject.type, `something with a word \`${name.text}\``));
    for (const arg of args) checkExpr(context, scope, arg);
    return errorExpr(span);
  }
  const prefix = `${subject.type.name}.`;
  const word = symbols.words.get(prefix + name.text);
  const single = symbols.subjects.get(subject.type.name)?.single === true;
  if (word) {
    const checked = checkArgs(context, scope, word.title, word.params, args, span);
    return { kind: 'word', word, ...(single ? {} : { subject }), args: checked, type: word.type, span };
  }
  const define = symbols.defines.get(prefix + name.text);
  if (define) {
    const own = single ? define.params : define.params.slice(1);
    const checked = checkArgs(context, scope, define.title, own, args, span);
    return { kind: 'define', define, args: single ? checked : [subject, ...checked], type: define.type, span };
  }
  const known = [...symbols.words.keys(), ...symbols.defines.keys()].filter((t) => t.startsWith(prefix)).map((t) => t.slice(prefix.length));
  reporter.report(name.span, problems.unknownWord(subject.type.name, name.text, nearest(name.text, known)));
  for (const arg of args) checkExpr(context, scope, arg);
  return errorExpr(span);
}

/** A word or definition without a subject: `reg_at(1)`. */
function checkCall(context: CheckContext, scope: Scope, callee: Name, args: readonly Node[], span: Span): Expr {
  const { symbols, reporter } = context;
  const word = symbols.words.get(callee.text);
  if (word) return { kind: 'word', word, args: checkArgs(context, scope, word.title, word.params, args, span), type: word.type, span };
  const define = symbols.defines.get(callee.text);
  if (define)
    return { kind: 'define', define, args: checkArgs(context, scope, define.title, define.params, args, span), type: define.type, span };
  const known = [...symbols.words.keys(), ...symbols.defines.keys()].filter((title) => !title.includes('.'));
  const suggestion = symbols.tables.has(callee.text) ? `passes ${callee.text}(…)` : nearest(callee.text, known);
  reporter.report(callee.span, problems.unknownName(callee.text, 'word', suggestion));
  for (const arg of args) checkExpr(context, scope, arg);
  return errorExpr(span);
}

type BinaryNode = Extract<Node, { kind: 'binary' }>;

function checkBinary(context: CheckContext, scope: Scope, node: BinaryNode, expected: Type | undefined): Expr {
  const { span, op } = node;
  switch (op) {
    case 'and':
    case 'or': {
      const left = checkTyped(context, scope, node.left, BOOL);
      return { kind: 'logic', op, left, right: checkTyped(context, scope, node.right, BOOL), type: BOOL, span };
    }
    case 'is':
    case 'is not': {
      const left = checkExpr(context, scope, node.left);
      const right = checkExpr(context, scope, node.right, left.type);
      const comparable =
        (fits(left.type, right.type) || fits(right.type, left.type)) && isComparable(left.type) && isComparable(right.type);
      if (!comparable) context.reporter.report(span, problems.notComparable(left.type, right.type));
      return { kind: 'compare', op, left, right, type: BOOL, span };
    }
    case '<':
    case '<=':
    case '>':
    case '>=': {
      const left = checkTyped(context, scope, node.left, INT);
      return { kind: 'compare', op, left, right: checkTyped(context, scope, node.right, INT), type: BOOL, span };
    }
    case 'has':
      return checkHas(context, scope, node);
    default:
      return checkArithmetic(context, scope, node, op, expected);
  }
}

function isComparable(type: Type): boolean {
  return type.kind !== 'list' && type.kind !== 'demands' && type.kind !== 'call_flags' && type.kind !== 'arg_modifiers';
}

function checkHas(context: CheckContext, scope: Scope, node: BinaryNode): Expr {
  const set = checkExpr(context, scope, node.left);
  const isSet = ['reg_type', 'call_flags', 'arg_modifiers', 'int', 'error'].includes(set.type.kind);
  if (!isSet) context.reporter.report(node.left.span, problems.mismatch(set.type, 'a set of flags'));
  const member = isSet ? checkTyped(context, scope, node.right, set.type) : errorExpr(node.right.span);
  return { kind: 'has', set, member, type: BOOL, span: node.span };
}

/** Numbers, and register types put together from a type and flags. */
function checkArithmetic(context: CheckContext, scope: Scope, node: BinaryNode, op: ArithmeticOp, expected: Type | undefined): Expr {
  const bits = op === '|' || op === '&';
  let left = checkExpr(context, scope, node.left, bits ? expected : undefined);
  const right = checkExpr(context, scope, node.right, bits ? (left.type.kind === 'error' ? expected : left.type) : undefined);
  if (left.type.kind === 'error') left = { ...left, type: right.type };
  if (bits && left.type.kind === 'reg_type' && sameType(right.type, REG_TYPE)) {
    return { kind: 'arithmetic', op, left, right, type: REG_TYPE, span: node.span };
  }
  let type = INT;
  for (const side of [left, right]) {
    if (sameType(side.type, INT)) continue;
    context.reporter.report(
      side.span,
      problems.mismatch(side.type, bits && sameType(side.type, REG_TYPE) ? 'a value of the other side’s type' : INT),
    );
    type = ERROR;
  }
  return { kind: 'arithmetic', op, left, right, type, span: node.span };
}
