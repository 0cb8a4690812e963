/** Typed expressions as TypeScript. */
import type { ArithmeticOp, Expr, Local } from '../model/ir.js';
import type { Value } from '../model/static/value.js';
import type { Define, Table } from '../model/symbols.js';
import type { Type } from '../model/types.js';
import { commentText, identifier, literal } from './names.js';

/** What printing an expression needs to know of the function and module around it. */
export interface ExpressionScope {
  /** The text that stands for a local: its variable's name, or what was put in its place. */
  readonly local: (local: Local) => string;
  readonly table: (table: Table) => string;
  readonly define: (define: Define) => string;
  /** The name of a function of the module that asks whether a number or text is one of these. */
  readonly oneOf: (type: 'number' | 'string', items: readonly string[]) => string;
  readonly instance: (expr: Extract<Expr, { kind: 'passesInstance' }>) => string;
  /** Notes that a variable or field is compared with a literal; true when it must be hidden from TypeScript's narrowing. */
  readonly compared: (reference: string, literals: readonly string[]) => boolean;
}

/** JavaScript's precedences, as far as they are needed. */
const PREC = {
  or: 3,
  and: 4,
  bitOr: 5,
  bitAnd: 7,
  equality: 8,
  relation: 9,
  shift: 10,
  sum: 11,
  product: 12,
  unary: 14,
  atom: 18,
} as const;

const ARITHMETIC: Readonly<Record<Exclude<ArithmeticOp, '/'>, number>> = {
  '+': PREC.sum,
  '-': PREC.sum,
  '*': PREC.product,
  '%': PREC.product,
  '&': PREC.bitAnd,
  '|': PREC.bitOr,
  '<<': PREC.shift,
  '>>': PREC.shift,
};

interface Printed {
  readonly text: string;
  readonly prec: number;
}

const atom = (text: string): Printed => ({ text, prec: PREC.atom });

export function tsType(type: Type): 'number' | 'boolean' | 'string' | 'bigint' {
  switch (type.kind) {
    case 'bool':
      return 'boolean';
    case 'str':
    case 'tnum':
      return 'string';
    case 'u64':
    case 's64':
      return 'bigint';
    case 'subject':
      return type.name === 'call' ? 'string' : 'number';
    default:
      return 'number';
  }
}

export function printExpr(scope: ExpressionScope, expr: Expr): string {
  return print(scope, expr).text;
}

/** What a failing row passes for a hole: booleans as 0 and 1. */
export function printHole(scope: ExpressionScope, expr: Expr): string {
  if (expr.kind === 'value' && expr.value.kind === 'bool') return expr.value.value ? '1' : '0';
  return expr.type.kind === 'bool' ? `${at(scope, expr, PREC.equality)} ? 1 : 0` : printExpr(scope, expr);
}

/** A condition in the pieces between which a long line may be broken: each but the last ends with its operator. */
export function parts(scope: ExpressionScope, expr: Expr): string[] {
  return expr.kind === 'logic' ? chain(scope, expr, expr.op, false) : [printExpr(scope, expr)];
}

/** The condition turned round, for `if (…) return …`. */
export function negatedParts(scope: ExpressionScope, expr: Expr): string[] {
  return expr.kind === 'logic' ? chain(scope, expr, expr.op, true) : [negated(scope, expr).text];
}

/** The sides of `a and b and c`, printed for the operator that they are joined with. */
function chain(scope: ExpressionScope, expr: Expr, op: 'and' | 'or', negate: boolean): string[] {
  const [joint, prec] = (op === 'and') !== negate ? (['&&', PREC.and] as const) : (['||', PREC.or] as const);
  const sides: string[] = [];
  const visit = (side: Expr): void => {
    if (side.kind === 'logic' && side.op === op) {
      visit(side.left);
      visit(side.right);
      return;
    }
    const printed = negate ? negated(scope, side) : print(scope, side);
    sides.push(printed.prec < prec ? `(${printed.text})` : printed.text);
  };
  visit(expr);
  return sides.map((side, i) => (i < sides.length - 1 ? `${side} ${joint}` : side));
}

function negated(scope: ExpressionScope, expr: Expr): Printed {
  switch (expr.kind) {
    case 'not':
      return print(scope, expr.operand);
    case 'compare':
      switch (expr.op) {
        case 'is':
          return print(scope, { ...expr, op: 'is not' });
        case 'is not':
          return print(scope, { ...expr, op: 'is' });
        case '<':
          return print(scope, { ...expr, op: '>=' });
        case '<=':
          return print(scope, { ...expr, op: '>' });
        case '>':
          return print(scope, { ...expr, op: '<=' });
        case '>=':
          return print(scope, { ...expr, op: '<' });
      }
      break;
    case 'in':
      return print(scope, { ...expr, negated: !expr.negated });
    case 'has':
      return has(scope, expr, true);
    case 'logic': {
      const [op, prec] = expr.op === 'and' ? (['||', PREC.or] as const) : (['&&', PREC.and] as const);
      const sides = [negated(scope, expr.left), negated(scope, expr.right)].map((side) =>
        side.prec < prec ? `(${side.text})` : side.text,
      );
      return { text: sides.join(` ${op} `), prec };
    }
    default:
  }
  return { text: `!${at(scope, expr, PREC.unary)}`, prec: PREC.unary };
}

function at(scope: ExpressionScope, expr: Expr, prec: number): string {
  const printed = print(scope, expr);
  return printed.prec < prec ? `(${printed.text})` : printed.text;
}

function print(scope: ExpressionScope, expr: Expr): Printed {
  switch (expr.kind) {
    case 'value':
      return printValue(expr.value);
    case 'local':
      return atom(scope.local(expr.local));
    case 'single':
      return atom('0');
    case 'word':
      return printWord(scope, expr);
    case 'define':
      return atom(`${scope.define(expr.define)}(${['m', ...expr.args.map((arg) => printExpr(scope, arg))].join(', ')})`);
    case 'not':
      return negated(scope, expr.operand);
    case 'negate':
      return { text: `-${at(scope, expr.operand, PREC.atom)}`, prec: PREC.unary };
    case 'logic': {
      const [op, prec] = expr.op === 'and' ? (['&&', PREC.and] as const) : (['||', PREC.or] as const);
      return { text: `${at(scope, expr.left, prec)} ${op} ${at(scope, expr.right, prec)}`, prec };
    }
    case 'compare': {
      if (expr.op === 'is' || expr.op === 'is not') return equality(scope, expr.left, expr.right, expr.op === 'is');
      return {
        text: `${at(scope, expr.left, PREC.relation + 1)} ${expr.op} ${at(scope, expr.right, PREC.relation + 1)}`,
        prec: PREC.relation,
      };
    }
    case 'has':
      return has(scope, expr, false);
    case 'arithmetic':
      return arithmetic(scope, expr.op, expr.left, expr.right);
    case 'in':
      return printIn(scope, expr);
    case 'passes':
      return atom(`${scope.table(expr.table)}(${['m', ...expr.args.map((arg) => printExpr(scope, arg))].join(', ')})`);
    case 'passesInstance':
      return atom(scope.instance(expr));
  }
}

function printValue(value: Value): Printed {
  switch (value.kind) {
    case 'int': {
      const note = value.shown === undefined ? '' : ` /* ${commentText(value.shown)} */`;
      const text = Object.is(value.value, -0) ? '0' : String(value.value);
      return { text: `${text}${note}`, prec: value.value < 0 ? PREC.unary : PREC.atom };
    }
    case 'bool':
      return atom(String(value.value));
    case 'str':
      return atom(literal(value.value));
    case 'none':
      return { text: '-1 /* none */', prec: PREC.unary };
    case 'call':
      return atom(literal(value.call.name));
    case 'arg':
      return atom(String(value.index));
    case 'btf':
      return atom(value.shown === undefined || value.shown === '' ? String(value.type) : `${value.type} /* ${commentText(value.shown)} */`);
    default:
      throw new Error(`a ${value.kind} can't be had at run time`);
  }
}

function printWord(scope: ExpressionScope, expr: Extract<Expr, { kind: 'word' }>): Printed {
  const { word } = expr;
  if (word.settable && word.subject) return atom(`m.${identifier(word.subject.name)}.${identifier(word.name)}`);
  const name = identifier(word.subject ? `${word.subject.name}_${word.name}` : word.name);
  const args = [...(expr.subject ? [expr.subject] : []), ...expr.args].map((arg) => printExpr(scope, arg));
  return atom(`rt.${name}(${['m', ...args].join(', ')})`);
}

/** A bare variable or field, of which TypeScript would remember what it was compared with. */
function isReference(expr: Expr): boolean {
  return expr.kind === 'local' || (expr.kind === 'word' && expr.word.settable);
}

function equality(scope: ExpressionScope, left: Expr, right: Expr, same: boolean): Printed {
  const op = same ? '===' : '!==';
  if (left.kind !== 'value' && right.kind === 'value' && right.value.kind === 'bool') {
    return right.value.value === same ? print(scope, left) : negated(scope, left);
  }
  return { text: `${operand(scope, left, right)} ${op} ${operand(scope, right, left)}`, prec: PREC.equality };
}

function operand(scope: ExpressionScope, expr: Expr, other: Expr): string {
  const text = at(scope, expr, PREC.equality + 1);
  if (other.kind !== 'value' || !isReference(expr) || tsType(expr.type) !== 'number') return text;
  return scope.compared(text, [printValue(other.value).text]) ? `+${text}` : text;
}

function has(scope: ExpressionScope, expr: Extract<Expr, { kind: 'has' }>, negate: boolean): Printed {
  const member = at(scope, expr.member, PREC.bitAnd + 1);
  const masked = `(${at(scope, expr.set, PREC.bitAnd + 1)} & ${member})`;
  const oneBit = expr.member.kind === 'value' && expr.member.value.kind === 'int' && Number.isInteger(Math.log2(expr.member.value.value));
  if (oneBit) return { text: `${masked} ${negate ? '===' : '!=='} 0`, prec: PREC.equality };
  return { text: `${masked} ${negate ? '!==' : '==='} ${member}`, prec: PREC.equality };
}

function arithmetic(scope: ExpressionScope, op: ArithmeticOp, left: Expr, right: Expr): Printed {
  // Numbers are whole: a quotient is cut toward zero, as in C.
  if (op === '/') return atom(`Math.trunc(${at(scope, left, PREC.product)} / ${at(scope, right, PREC.product + 1)})`);
  const prec = ARITHMETIC[op];
  const rightPrec = op === '+' && right.kind === 'arithmetic' && right.op === '+' ? prec : prec + 1;
  return { text: `${at(scope, left, prec)} ${op} ${at(scope, right, rightPrec)}`, prec };
}

function printIn(scope: ExpressionScope, expr: Extract<Expr, { kind: 'in' }>): Printed {
  const type = tsType(expr.value.type) === 'string' ? 'string' : 'number';
  const items = expr.list.map((item) => at(scope, item, PREC.equality + 1));
  const [op, joint, prec] = expr.negated ? (['!==', ' && ', PREC.and] as const) : (['===', ' || ', PREC.or] as const);
  const allKnown = expr.list.every((item) => item.kind === 'value');
  if (isReference(expr.value) || expr.value.kind === 'value' || !allKnown || items.length === 1) {
    const text = at(scope, expr.value, PREC.equality + 1);
    const hidden = isReference(expr.value) && type === 'number' && scope.compared(text, items);
    return {
      text: items.map((item) => `${hidden ? '+' : ''}${text} ${op} ${item}`).join(joint),
      prec: items.length === 1 ? PREC.equality : prec,
    };
  }
  const call = `${scope.oneOf(type, items)}(${printExpr(scope, expr.value)})`;
  return expr.negated ? { text: `!${call}`, prec: PREC.unary } : atom(call);
}
