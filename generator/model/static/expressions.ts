/** The expressions directly inside of an expression. */
import type { Expr } from '../ir.js';

export function operands(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'not':
    case 'negate':
      return [expr.operand];
    case 'logic':
    case 'compare':
    case 'arithmetic':
      return [expr.left, expr.right];
    case 'has':
      return [expr.set, expr.member];
    case 'in':
      return [expr.value, ...expr.list];
    case 'word':
      return expr.subject ? [expr.subject, ...expr.args] : expr.args;
    case 'define':
    case 'passes':
    case 'passesInstance':
      return expr.args;
    default:
      return [];
  }
}
