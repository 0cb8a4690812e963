/** Definitions must end: none may lead back to itself. */
import type { Expr } from '../ir.js';
import { problems } from '../problems.js';
import { operands } from '../static/expressions.js';
import type { Define } from '../symbols.js';
import type { CheckContext } from './names.js';

/** Reports each definition that is part of a circle, and takes its value away. */
export function checkRecursion(context: CheckContext): void {
  const circular: Define[] = [];
  for (const define of context.symbols.defines.values()) if (reaches(define, define, new Set())) circular.push(define);
  for (const define of circular) {
    context.reporter.report(define.decl.name.span, problems.recursion(define.title));
    delete define.value;
  }
}

function reaches(from: Define, target: Define, seen: Set<Define>): boolean {
  if (seen.has(from) || !from.value) return false;
  seen.add(from);
  return definesIn(from.value).some((inner) => inner === target || reaches(inner, target, seen));
}

function definesIn(expr: Expr): Define[] {
  const own = expr.kind === 'define' ? [expr.define] : [];
  return [...own, ...operands(expr).flatMap(definesIn)];
}
