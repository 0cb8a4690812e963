import type { Expr, Local } from '../model/ir.js';
import { operands } from '../model/static/expressions.js';

/** The subject whose values are registers of the machine. */
const REGISTER = 'reg';

/**
 * The first register that expressions ask about: of a row that fails, the one that a report follows back. `origin` gives the register that
 * a local was computed from.
 */
export function registerAsked(exprs: readonly Expr[], origin: (local: Local) => Local | undefined): Local | undefined {
  for (const expr of exprs) {
    const found = expr.kind === 'local' ? registerBehind(expr.local, origin) : registerAsked(operands(expr), origin);
    if (found !== undefined) return found;
  }
  return undefined;
}

function registerBehind(local: Local, origin: (local: Local) => Local | undefined): Local | undefined {
  return local.type.kind === 'subject' && local.type.name === REGISTER ? local : origin(local);
}
