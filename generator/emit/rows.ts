/** Small questions about rows. */
import { errnoName } from '../model/errno.js';
import type { Expr, Instance, Rule, Statement } from '../model/ir.js';
import { asksPasses } from '../model/static/fold.js';

export function errnoText(errno: number): string {
  const name = errnoName(errno);
  return name === String(errno) ? name : `${errno} /* ${name} */`;
}

/** `passes` asked by nothing but `and`: when the condition fails, it failed last. */
export function isPlainConjunction(expr: Expr): boolean {
  if (expr.kind === 'passes' || expr.kind === 'passesInstance') return true;
  if (expr.kind === 'logic' && expr.op === 'and') return isPlainConjunction(expr.left) && isPlainConjunction(expr.right);
  return !asksPasses(expr);
}

/** `reject` and `unmodelled` rows of a table, which pass when the table does. */
export function topRejects(instance: Instance): Rule[] {
  const found: Rule[] = [];
  const visit = (statements: readonly Statement[]): void => {
    for (const statement of statements) {
      if (statement.kind === 'reject' || statement.kind === 'unmodelled') found.push(statement.failure.rule);
      else if (statement.kind === 'when') {
        visit(statement.body);
        visit(statement.otherwise);
      } else if (statement.kind === 'element') visit(statement.body);
    }
  };
  visit(instance.body);
  return [...new Set(found)];
}
