/** Definitions must end: none may lead back to itself. */
import type { Expr } from '../ir.js';
import { problems } from '../problems.js';
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
  switch (expr.kind) {
    case 'define':
      return [expr.define, ...expr.args.flatMap(definesIn)];
    case 'word':
      return [...(expr.subject ? definesIn(expr.subject) : []), ...expr.args.flatMap(definesIn)];
    case 'not':
    case 'negate':
      return definesIn(expr.operand);
    case 'logic':
    case 'compare':
    case 'arithmetic':
      return [...definesIn(expr.left), ...definesIn(expr.right)];
    case 'has':
      return [...definesIn(expr.set), ...definesIn(expr.member)];
    case 'in':
      return [expr.value, ...expr.list].flatMap(definesIn);
    case 'passes':
      return expr.args.flatMap(definesIn);
    default:
      return [];
  }
}
