import { type Code, type Diagnostic, diagnostic, type ParamsOf } from '../diagnostics/diagnostic.js';
import type { BinaryOp, Expr, Span } from './ast.js';

/** A flat expression, as the grammar reads it. */
export type Token =
  | { readonly kind: 'prefix'; readonly op: 'not' | '-'; readonly span: Span }
  | { readonly kind: 'value'; readonly expr: Expr }
  | { readonly kind: 'operator'; readonly op: BinaryOp; readonly span: Span }
  | { readonly kind: 'list'; readonly negated: boolean; readonly list: readonly Expr[]; readonly span: Span };

/** How tightly an operator binds; comparisons are one level and don't chain. `|` and `&` bind tighter than comparisons, unlike C. */
export const LEVEL: Readonly<Record<BinaryOp, number>> = {
  or: 1,
  and: 2,
  is: 4,
  'is not': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  has: 4,
  '|': 5,
  '&': 6,
  '<<': 7,
  '>>': 7,
  '+': 8,
  '-': 8,
  '*': 9,
  '/': 9,
  '%': 9,
};
export const NOT_LEVEL = 3;
export const COMPARISON_LEVEL = 4;
export const MINUS_LEVEL = 10;

/** Groups a flat expression by how tightly its operators bind. */
export function group(tokens: readonly Token[], report: (found: Diagnostic) => void): Expr {
  let at = 0;

  const found = <C extends Code>(code: C, span: Span, params: ParamsOf<C>): void => report(diagnostic(code, span, params));

  const operand = (): Expr => {
    const token = tokens[at++];
    if (token?.kind === 'value') return token.expr;
    if (token?.kind !== 'prefix') throw new Error('the grammar lets no operator stand where a value should');
    const inner = token.op === 'not' ? binary(NOT_LEVEL) : binary(MINUS_LEVEL);
    const span = { ...token.span, end: inner.span.end };
    return token.op === 'not' ? { kind: 'not', operand: inner, span } : { kind: 'negate', operand: inner, span };
  };

  const binary = (level: number): Expr => {
    let left = operand();
    let comparison: string | undefined;
    for (;;) {
      const token = tokens[at];
      if (token === undefined || token.kind === 'prefix' || token.kind === 'value') return left;
      const own = token.kind === 'list' ? COMPARISON_LEVEL : LEVEL[token.op];
      if (own < level) return left;
      at++;
      if (own === COMPARISON_LEVEL) {
        const op = token.kind === 'list' ? (token.negated ? 'not in' : 'in') : token.op;
        if (comparison !== undefined) found('chained-comparison', token.span, { first: `"${comparison}"`, second: `"${op}"` });
        comparison = op;
      }
      if (token.kind === 'list') {
        const span = { ...left.span, end: token.span.end };
        left = { kind: 'in', negated: token.negated, value: left, list: token.list, span };
      } else {
        const right = binary(own + 1);
        left = { kind: 'binary', op: token.op, left, right, span: { ...left.span, end: right.span.end } };
      }
    }
  };

  return binary(0);
}
