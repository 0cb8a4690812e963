/** Drops each `let` that nothing needs any more. */
import type { Expr, Local, Statement } from '../ir.js';
import { operands } from './expressions.js';
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
      const body = pruneBlock(statement.body, used);
      const otherwise = pruneBlock(statement.otherwise, used);
      if (body.length === 0 && otherwise.length === 0 && !asksPasses(statement.condition)) return undefined;
      note(statement.condition, used);
      return { ...statement, body, otherwise };
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
  if (expr.kind === 'local') used.add(expr.local);
  for (const inner of operands(expr)) note(inner, used);
}
