/** Drops each `let` that nothing needs any more. */
import type { Expr, Local, Statement } from '../ir.js';
import { asksPasses } from './fold.js';

/** Words only look, so a value that nobody uses need not be computed. */
export function prune(statements: readonly Statement[]): Statement[] {
  return pruneBlock(statements, new Set());
}

/** From the end to the beginning: `used` holds what later statements need. */
function pruneBlock(statements: readonly Statement[], used: Set<Local>): Statement[] {
  const kept: Statement[] = [];
  for (const statement of [...statements].reverse()) {
    const pruned = pruneStatement(statement, used);
    if (pruned) kept.push(pruned);
  }
  return kept.reverse();
}

function pruneStatement(statement: Statement, used: Set<Local>): Statement | undefined {
  switch (statement.kind) {
    case 'let':
      if (used.has(statement.local)) {
        note(statement.value, used);
        return statement;
      }
      if (!asksPasses(statement.value)) return undefined;
      note(statement.value, used);
      return { ...statement, unused: true };
    case 'require':
      note(statement.condition, used);
      for (const hole of statement.failure.holes) note(hole, used);
      return statement;
    case 'reject':
    case 'unmodelled':
      for (const hole of statement.failure.holes) note(hole, used);
      return statement;
    case 'set':
      note(statement.value, used);
      return statement;
    case 'when': {
      const then = pruneBlock(statement.then, used);
      const otherwise = pruneBlock(statement.otherwise, used);
      if (then.length === 0 && otherwise.length === 0 && !asksPasses(statement.condition)) return undefined;
      note(statement.condition, used);
      return { ...statement, then, otherwise };
    }
    case 'table':
    case 'mechanism':
    case 'instance':
      for (const arg of statement.args) note(arg, used);
      return statement;
    case 'element':
      return { ...statement, body: pruneBlock(statement.body, used) };
    default:
      return statement;
  }
}

/** Locals that statements use, those of inner copies left out. */
export function usedLocals(statements: readonly Statement[]): ReadonlySet<Local> {
  const used = new Set<Local>();
  pruneBlock(statements, used);
  return used;
}

function note(expr: Expr, used: Set<Local>): void {
  forEachLocal(expr, (local) => used.add(local));
}

export function forEachLocal(expr: Expr, visit: (local: Local) => void): void {
  switch (expr.kind) {
    case 'local':
      return visit(expr.local);
    case 'not':
    case 'negate':
      return forEachLocal(expr.operand, visit);
    case 'logic':
    case 'compare':
    case 'arithmetic':
      forEachLocal(expr.left, visit);
      return forEachLocal(expr.right, visit);
    case 'has':
      forEachLocal(expr.set, visit);
      return forEachLocal(expr.member, visit);
    case 'in':
      forEachLocal(expr.value, visit);
      for (const item of expr.list) forEachLocal(item, visit);
      return;
    case 'word':
      if (expr.subject) forEachLocal(expr.subject, visit);
      for (const arg of expr.args) forEachLocal(arg, visit);
      return;
    case 'define':
    case 'passes':
    case 'passesInstance':
      for (const arg of expr.args) forEachLocal(arg, visit);
      return;
    default:
  }
}
