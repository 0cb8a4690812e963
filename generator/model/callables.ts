/** kfuncs, helpers, map types and program types as declared. */
import type { Expr, Name } from '../grammar/ast.js';
import { add, type CollectContext } from './context.js';
import { problems } from './problems.js';
import type { DeclarationOf } from './symbols.js';
import { availableIn } from './versions.js';

/** Registers R1 to R5 carry a call's arguments. */
const MAX_ARGUMENTS = 5;

export function collectKfunc(context: CollectContext, decl: DeclarationOf<'kfunc'>): void {
  checkArgumentCount(context, decl);
  reportRepeated(context, 'flag', decl.flags);
  reportRepeated(context, 'program type', decl.programs);
  add(context, context.symbols.kfuncs, 'kfunc', decl.name, {
    kind: 'kfunc',
    name: decl.name.text,
    params: decl.params.map((p) => ({ name: p.name.text, type: p.type, span: p.span })),
    returns: decl.returns,
    flags: new Set(decl.flags.map((f) => f.text)),
    programs: decl.programs.map((p) => p.text),
    ...(decl.module ? { module: decl.module.text } : {}),
    decl,
  });
}

export function collectHelper(context: CollectContext, decl: DeclarationOf<'helper'>): void {
  checkArgumentCount(context, decl);
  const others = [...context.symbols.helpers.values()];
  const other = others.find((h) => h.id === decl.id && h.name !== decl.name.text);
  if (other) context.reporter.report(decl.name.span, problems.sameValue('helper', decl.name.text, other.name));
  // Some helpers take other arguments in other types of program: one declaration for each, under one name.
  const variants = others.filter((h) => h.name === decl.name.text && h.id === decl.id);
  const shared = variants.some(
    (h) => h.programs.length === 0 || decl.programs.length === 0 || decl.programs.some((p) => h.programs.includes(p.text)),
  );
  const key = variants.length === 0 || shared ? decl.name.text : `${decl.name.text} ${variants.length + 1}`;
  const [returned, ...modifiers] = decl.returns.terms;
  add(
    context,
    context.symbols.helpers,
    'helper',
    decl.name,
    {
      kind: 'helper',
      id: decl.id,
      name: decl.name.text,
      params: decl.params.map((p) => ({
        name: p.name.text,
        base: p.type.terms[0]?.name.text ?? '',
        modifiers: p.type.terms,
        span: p.type.span,
      })),
      returns: { base: returned?.name.text ?? 'void', modifiers: returned ? [returned, ...modifiers] : [] },
      flags: new Set(decl.flags.map((f) => f.text)),
      programs: decl.programs.map((p) => p.text),
      decl,
    },
    key,
  );
}

function checkArgumentCount(context: CollectContext, decl: DeclarationOf<'kfunc'> | DeclarationOf<'helper'>): void {
  if (decl.params.length > MAX_ARGUMENTS) {
    context.reporter.report(decl.name.span, problems.tooManyParameters(decl.name.text, decl.params.length));
  }
  reportRepeated(
    context,
    'parameter',
    decl.params.map((param) => param.name),
  );
}

function reportRepeated(context: CollectContext, what: string, names: readonly Name[]): void {
  const first = new Map<string, Name>();
  for (const name of names) {
    const before = first.get(name.text);
    if (before) context.reporter.report(name.span, problems.repeated(what, name.text, before.span));
    else first.set(name.text, name);
  }
}

export function collectBlock(context: CollectContext, decl: DeclarationOf<'block'>): void {
  const blocks = decl.keyword === 'map' ? context.symbols.maps : context.symbols.programs;
  const properties = decl.properties.filter((p) => availableIn(p.availability, context.symbols.kernel));
  const declared = properties.find((p) => p.key.text === 'number')?.values[0];
  const number = declared?.kind === 'int' ? declared.value : blocks.size;
  add(context, blocks, decl.keyword, decl.name, {
    keyword: decl.keyword,
    name: decl.name.text,
    number,
    properties: properties.map((p) => ({ key: p.key.text, values: p.values.flatMap((v) => propertyValue(context, v)), doc: p.doc })),
    doc: decl.doc,
    span: decl.name.span,
  });
}

function propertyValue(context: CollectContext, expr: Expr): (string | number)[] {
  switch (expr.kind) {
    case 'int':
    case 'string':
      return [expr.value];
    case 'name':
      return [expr.name.text];
    case 'negate':
      return expr.operand.kind === 'int' ? [-expr.operand.value] : [];
    default:
      context.reporter.report(expr.span, problems.notConstant());
      return [];
  }
}
