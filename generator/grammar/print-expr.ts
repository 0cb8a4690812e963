import type { BinaryOp, Expr, Message } from './ast.js';
import { COMPARISON_LEVEL, LEVEL, MINUS_LEVEL, NOT_LEVEL } from './precedence.js';
import { quote } from './text.js';
import type { Trivia } from './trivia.js';
import { wrap } from './wrap.js';

const HIGHEST = MINUS_LEVEL + 1;

/** How tightly an expression holds together. */
function levelOf(expr: Expr): number {
  switch (expr.kind) {
    case 'binary':
      return LEVEL[expr.op];
    case 'in':
      return COMPARISON_LEVEL;
    case 'not':
      return NOT_LEVEL;
    case 'negate':
      return MINUS_LEVEL;
    default:
      return HIGHEST;
  }
}

export class ExprPrinter {
  constructor(readonly trivia: Trivia) {}

  print(expr: Expr): string {
    switch (expr.kind) {
      case 'int':
        return this.#number(expr);
      case 'string':
        return quote(expr.value);
      case 'name':
        return this.#name(expr);
      case 'word':
        return `${this.#operand(expr.subject, HIGHEST)}.${expr.word.text}${expr.args === undefined ? '' : `(${this.list(expr.args)})`}`;
      case 'call':
        return `${expr.callee.text}(${this.list(expr.args)})`;
      case 'passes':
        return `passes ${expr.table.text}(${this.list(expr.args)})`;
      case 'not':
        return `not ${this.#operand(expr.operand, NOT_LEVEL, expr.operand.kind === 'not' ? NOT_LEVEL : HIGHEST)}`;
      case 'negate':
        return `-${this.#operand(expr.operand, MINUS_LEVEL)}`;
      case 'in':
        return `${this.#operand(expr.value, COMPARISON_LEVEL + 1)} ${expr.negated ? 'not in' : 'in'} [${this.list(expr.list)}]`;
      case 'binary':
        return this.#binary(expr.op, expr.left, expr.right);
    }
  }

  list(exprs: readonly Expr[]): string {
    return exprs.map((expr) => this.print(expr)).join(', ');
  }

  /** Where a long expression may be broken: a chain of `and` or of `or` before each operator, a list at its commas. */
  chain(expr: Expr, width: number): string[] {
    if (expr.kind === 'in') return this.#longList(expr, width);
    if (expr.kind !== 'binary' || (expr.op !== 'and' && expr.op !== 'or')) return [this.print(expr)];
    const operands: string[] = [];
    let rest: Expr = expr;
    while (rest.kind === 'binary' && rest.op === expr.op) {
      operands.unshift(`${rest.op} ${this.#side(expr.op, rest.right, LEVEL[expr.op] + 1)}`);
      rest = rest.left;
    }
    return [this.#side(expr.op, rest, LEVEL[expr.op]), ...operands];
  }

  #longList(expr: Extract<Expr, { kind: 'in' }>, width: number): string[] {
    const head = this.print({ ...expr, list: [] }).slice(0, -1);
    const elements = expr.list.map((element, index) => `${this.print(element)}${index < expr.list.length - 1 ? ',' : ''}`);
    const [first = '', ...rest] = elements;
    return [head, ...wrap(rest, `  ${first}`, '  ', width), ']'];
  }

  message(message: Message): string {
    const parts = message.parts.map((part) => {
      if (part.kind === 'text') return part.text.replace(/["\\]/g, '\\$&').replace(/[{}]/g, '$&$&');
      return `{${this.print(part.expr)}${part.format === undefined ? '' : `:${part.format.text}`}}`;
    });
    return `"${parts.join('')}"`;
  }

  #binary(op: BinaryOp, left: Expr, right: Expr): string {
    const level = LEVEL[op];
    const leftText = this.#side(op, left, level === COMPARISON_LEVEL ? level + 1 : level);
    const rightText = this.#side(op, right, level + 1);
    const tight = op === '|' && isFlag(left) && isFlag(right);
    return tight ? `${leftText}|${rightText}` : `${leftText} ${op} ${rightText}`;
  }

  /** One side of an operator: in parentheses where it must be, and where few people know what binds tighter. */
  #side(op: BinaryOp, side: Expr, least: number): string {
    if (side.kind !== 'binary' || side.op === op) return this.#operand(side, least);
    const unclear = (op === 'or' && side.op === 'and') || (isBitwise(op) && LEVEL[side.op] > LEVEL[op]);
    return this.#operand(side, least, unclear ? HIGHEST : least);
  }

  /** In parentheses if it holds together less tightly than `least`; `wished` sets them where they aren't needed. */
  #operand(expr: Expr, least: number, wished: number = least): string {
    const text = this.print(expr);
    return levelOf(expr) < Math.max(least, wished) ? `(${text})` : text;
  }

  /** As it was written: 0x10 stays. */
  #number(expr: Extract<Expr, { kind: 'int' }>): string {
    const written = /0x[0-9a-f]+|\d+/i.exec(this.trivia.text(expr.span))?.[0];
    return written !== undefined && Number(written) === expr.value ? written : String(expr.value);
  }

  /** `pointer to pointer` stays as it was written. */
  #name(expr: Extract<Expr, { kind: 'name' }>): string {
    const { text } = expr.name;
    const written = this.trivia.text(expr.name.span).replace(/(?:\s|\/\/.*)+/g, ' ');
    return written.replaceAll(' ', '_') === text ? written : text;
  }
}

function isFlag(expr: Expr): boolean {
  return expr.kind === 'name' || (expr.kind === 'binary' && expr.op === '|' && isFlag(expr.left) && isFlag(expr.right));
}

function isBitwise(op: BinaryOp): boolean {
  return op === '|' || op === '&' || op === '<<' || op === '>>';
}
