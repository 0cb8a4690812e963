/** `const NAME = …`: numbers made of numbers and other constants, in any order. */
import type { Declaration, Expr } from '../grammar/ast.js';
import { add, type CollectContext } from './collect.js';
import { problems } from './problems.js';
import { nearest } from './report.js';
import type { DeclarationOf } from './symbols.js';
import { foldArithmetic } from './static/arithmetic.js';

export function evaluateConstants(context: CollectContext, declarations: readonly Declaration[]): void {
  const waiting = new Map<string, DeclarationOf<'const'>>();
  for (const decl of declarations) if (decl.kind === 'const' && !waiting.has(decl.name.text)) waiting.set(decl.name.text, decl);
  const values = new Map<string, number | undefined>();

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
    if (values.has(name)) return values.get(name);
    const decl = waiting.get(name);
    if (!decl) {
      context.reporter.report(expr.span, problems.unknownName(name, 'constant', nearest(name, waiting.keys())));
      return undefined;
    }
    values.set(name, undefined);
    const value = evaluate(decl.value);
    values.set(name, value);
    return value;
  };

  for (const decl of declarations) {
    if (decl.kind !== 'const') continue;
    const value = waiting.get(decl.name.text) === decl && !values.has(decl.name.text) ? evaluate(decl.value) : values.get(decl.name.text);
    values.set(decl.name.text, value);
    add(context, context.symbols.constants, 'constant', decl.name, { name: decl.name.text, value: value ?? 0, span: decl.name.span });
  }
}
