/** A kfunc's prototype against the kernel's types, the kernel's own prototype, and what its flags demand of it. */
import type { CType } from '../../grammar/ast.js';
import type { Expr, Failure, Instance, Statement } from '../ir.js';
import { problems } from '../problems.js';
import { cTypeText, type TypeTable } from '../static/btf.js';
import { flagsOf } from '../static/evaluators.js';
import { about } from '../static/fold.js';
import { Specialiser } from '../static/specialise.js';
import { type Kfunc, tableName } from '../symbols.js';
import type { CheckContext } from './names.js';

/** Every kfunc of a slice. A kernel without facts has no types to compare with. */
export function checkPrototypes(context: CheckContext, types: TypeTable, hasFacts: boolean): void {
  const specialiser = new Specialiser({ symbols: context.symbols, types, reporter: context.reporter });
  for (const kfunc of context.symbols.kfuncs.values()) {
    if (hasFacts && checkTypes(context, types, kfunc)) checkDemands(context, specialiser, kfunc);
  }
}

/** False when a type is not known, so that nothing more can be said of the kfunc. */
function checkTypes(context: CheckContext, types: TypeTable, kfunc: Kfunc): boolean {
  const resolve = (type: CType): number | undefined => {
    const index = types.resolve(type, kfunc.module);
    if (index === undefined)
      context.reporter.report(type.span, problems.unknownCType(cTypeText({ ...type, isConst: false, stars: 0 }), context.symbols.kernel));
    return index;
  };
  const params = kfunc.params.map((param) => resolve(param.type));
  const returns = resolve(kfunc.returns);
  if (returns === undefined || params.includes(undefined)) return false;
  compareWithFacts(context, types, kfunc, params, returns);
  checkAcquire(context, types, kfunc, returns);
  return true;
}

/** A kernel that has the kfunc already says what it looks like. */
function compareWithFacts(
  context: CheckContext,
  types: TypeTable,
  kfunc: Kfunc,
  params: readonly (number | undefined)[],
  returns: number,
): void {
  const fact = types.facts?.functions.get(kfunc.name);
  if (!fact) return;
  const same =
    fact.returns === returns &&
    fact.params.length === params.length &&
    fact.params.every((param, i) => param.type === params[i] && param.name === kfunc.params[i]?.name);
  if (same) return;
  const written = prototype(
    kfunc.params.map((p) => ({ name: p.name, text: cTypeText(p.type) })),
    cTypeText(kfunc.returns),
  );
  context.reporter.report(kfunc.decl.name.span, problems.prototypeDiffers(kfunc.name, prototype(fact.params, fact.returnsText), written));
}

function prototype(params: readonly { readonly name: string; readonly text: string }[], returns: string): string {
  return `(${params.map((p) => `${p.name}: ${p.text}`).join(', ')}) -> ${returns}`;
}

/**
 * What a flag's pattern demands of an argument must be possible with the parameter's type: a constraint whose rows fail whatever the
 * program passes (`arg0: map_value@ref_kptr_off` where the first parameter is no pointer to a pointer) is a mistake in the spec.
 */
function checkDemands(context: CheckContext, specialiser: Specialiser, kfunc: Kfunc): void {
  for (const flag of flagsOf(context.symbols, kfunc)) {
    for (const { which, constraint } of flag.args) {
      const param = which.kind === 'arg' ? kfunc.params[which.index] : undefined;
      const table = constraint && context.symbols.tables.get(tableName(constraint));
      if (which.kind !== 'arg' || !param || !table || table.broken) continue;
      const args = table.params.map((local): Expr => {
        const type = local.type;
        if (type.kind === 'subject' && type.name === 'arg')
          return { kind: 'value', value: { kind: 'arg', call: kfunc, index: which.index }, type, span: param.span };
        if (type.kind === 'subject' && type.name === 'call')
          return { kind: 'value', value: { kind: 'call', call: kfunc }, type, span: param.span };
        return { kind: 'local', local, type, span: param.span };
      });
      const instance = specialiser.instance(table, args, param.span);
      const failure = instance && !instance.canPass ? lastFailure(instance) : undefined;
      if (failure)
        context.reporter.report(param.span, problems.neverCallable(kfunc.name, param.name, failure.rule.id, messageText(failure)));
    }
  }
}

function lastFailure(instance: Instance): Failure | undefined {
  const last: Statement | undefined = instance.body.at(-1);
  if (last?.kind === 'reject' || last?.kind === 'unmodelled') return last.failure;
  return last?.kind === 'instance' ? lastFailure(last.instance) : undefined;
}

/** The message with what is known filled in. */
function messageText({ rule, holes }: Failure): string {
  let next = 0;
  return rule.parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const hole = holes[next++];
      return hole?.kind === 'value' ? about(hole.value) : '…';
    })
    .join('');
}

/** A reference that nothing can give back makes every program that acquires it wrong. */
function checkAcquire(context: CheckContext, types: TypeTable, kfunc: Kfunc, returns: number): void {
  if (!kfunc.flags.has('ACQUIRE') || kfunc.decl.allow.some((name) => name.text === 'acquire-without-release')) return;
  for (const other of context.symbols.kfuncs.values()) {
    if (other.flags.has('RELEASE') && other.params.some((param) => types.resolve(param.type, other.module) === returns)) return;
  }
  context.reporter.report(
    kfunc.decl.name.span,
    problems.acquireWithoutRelease(kfunc.name, types.get(types.get(returns)?.type ?? -1)?.name || cTypeText(kfunc.returns)),
  );
}
