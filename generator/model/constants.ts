/** `const NAME = …`: numbers made of numbers and other constants, in any order. */
import type { Declaration, Expr } from '../grammar/ast.js';
import { add, type CollectContext } from './context.js';
import { problems } from './problems.js';
import { nearest } from './report.js';
import { foldArithmetic } from './static/arithmetic.js';
import type { DeclarationOf } from './symbols.js';

export function evaluateConstants(context: CollectContext, declarations: readonly Declaration[]): void {
  const waiting = new Map<string, DeclarationOf<'const'>>();
  for (const decl of declarations) if (decl.kind === 'const' && !waiting.has(decl.name.text)) waiting.set(decl.name.text, decl);
  const values = new Map<string, number | undefined>();
  const evaluating = new Set<string>();

  const evaluate = (expr: Expr): number | undefined => {
    switch (expr.kind) {
      case 'int':
        return expr.value;
      case 'negate': {
        const value = evaluate(expr.operand);
        return value === undefined ? undefined : -value;
      }
      case 'binary': {
        const left = evaluate(expr.left);
        const right = evaluate(expr.right);
        if (left === undefined || right === undefined) return undefined;
        const value = foldArithmetic(expr.op, left, right);
        if (value === undefined) context.reporter.report(expr.span, problems.notConstant());
        return value;
      }
      case 'name':
        return named(expr);
      default:
        context.reporter.report(expr.span, problems.notConstant());
        return undefined;
    }
  };

  const named = (expr: Extract<Expr, { kind: 'name' }>): number | undefined => {
    const name = expr.name.text;
    if (evaluating.has(name)) {
      context.reporter.report(expr.span, problems.recursion(name));
      return undefined;
    }
    if (values.has(name)) return values.get(name);
    const decl = waiting.get(name);
    if (!decl) {
      context.reporter.report(expr.span, problems.unknownName(name, 'constant', nearest(name, waiting.keys())));
      return undefined;
    }
    return define(name, decl);
  };

  const define = (name: string, decl: DeclarationOf<'const'>): number | undefined => {
    evaluating.add(name);
    const value = evaluate(decl.value);
    evaluating.delete(name);
    values.set(name, value);
    return value;
  };

  for (const decl of declarations) {
    if (decl.kind !== 'const') continue;
    const name = decl.name.text;
    const value = waiting.get(name) === decl && !values.has(name) ? define(name, decl) : values.get(name);
    add(context, context.symbols.constants, 'constant', decl.name, { name: decl.name.text, value: value ?? 0, span: decl.name.span });
  }
}
