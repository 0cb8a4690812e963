/** One kernel's typed model: the only thing that emitters read. */

import type { Facts } from '../facts/read.js';
import type { Declaration, Statement as Node, SourceFile } from '../grammar/ast.js';
import { compareVersions } from '../grammar/versions.js';
import { ModelCache, SliceInputs } from './cache.js';
import { checkCalls } from './check/calls.js';
import { checkRecursion } from './check/defines.js';
import { checkExpr, checkTyped } from './check/expressions.js';
import type { CheckContext } from './check/names.js';
import { checkPrototypes } from './check/prototypes.js';
import { Scope } from './check/scope.js';
import { checkFailure, checkTable, type Ending } from './check/statements.js';
import { collect } from './collect.js';
import type { Expr, Instance, Local, Rule } from './ir.js';
import { problems } from './problems.js';
import type { Reporter } from './report.js';
import { TypeTable } from './static/btf.js';
import { flagsOf } from './static/evaluators.js';
import { Specialiser } from './static/specialise.js';
import { type Call, type Define, type Flag, type Helper, type Kfunc, type Symbols, type Table, tableName } from './symbols.js';
import { availabilityText, availableIn } from './versions.js';

interface SpecialisedCall<C extends Call> {
  readonly call: C;
  readonly instance: Instance;
}

export interface KernelModel {
  readonly kernel: string;
  readonly symbols: Symbols;
  readonly types: TypeTable;
  /** Every row, in the order of files and places; `rule.index` is its place here. */
  readonly rules: readonly Rule[];
  /** Tables that are functions of their own. */
  readonly tables: ReadonlyMap<Table, Instance>;
  /** Definitions that are functions of their own. */
  readonly defines: ReadonlyMap<Define, Expr>;
  readonly kfuncs: readonly SpecialisedCall<Kfunc>[];
  readonly helpers: readonly SpecialisedCall<Helper>[];
}

export interface Spec {
  readonly files: readonly SourceFile[];
  /** By kernel; kernels without facts are checked, but have no model to emit. */
  readonly facts: ReadonlyMap<string, Facts>;
}

export interface Built {
  /** Kernels declared, oldest first. */
  readonly kernels: readonly string[];
  /** Complete models of the kernels that were asked for; empty when something is wrong. */
  readonly models: readonly KernelModel[];
}

/**
 * Checks every kernel's slice, and builds those of `wanted` (absent: those that have facts). Everything wrong goes to the reporter.
 * `cache` keeps what the next run can use again.
 */
export function buildModels(spec: Spec, reporter: Reporter, wanted?: readonly string[], cache = new ModelCache()): Built {
  const declarations = spec.files.flatMap((file) => file.declarations);
  const kernels = declaredKernels(declarations, reporter);
  const reach = new Reach();
  const names = vocabularyNames(declarations);
  const checked = kernels.map((kernel) => checkSlice(declarations, kernel, reporter, names, reach));
  reach.report(reporter);
  for (const context of checked)
    checkPrototypes(context, new TypeTable(spec.facts.get(context.symbols.kernel)), spec.facts.has(context.symbols.kernel));
  if (reporter.hasErrors) return { kernels, models: [] };
  const models: KernelModel[] = [];
  for (const context of checked) {
    const { kernel } = context.symbols;
    if (wanted ? wanted.includes(kernel) : spec.facts.has(kernel)) models.push(specialiseSlice(context, spec, declarations, cache));
  }
  return { kernels, models: reporter.hasErrors ? [] : models };
}

function declaredKernels(declarations: readonly Declaration[], reporter: Reporter): string[] {
  const kernels = new Map<string, Declaration>();
  for (const decl of declarations) {
    if (decl.kind !== 'kernel') continue;
    const before = kernels.get(decl.version.text);
    if (before) reporter.report(decl.version.span, problems.declaredTwice('kernel', decl.version.text, before.span));
    else kernels.set(decl.version.text, decl);
  }
  return [...kernels.keys()].sort(compareVersions);
}

type VocabularyNames = Pick<CheckContext, 'flagNames' | 'modifierNames'>;

/** Flags and modifiers of all kernels together: a row may ask for one that one kernel lacks. */
function vocabularyNames(declarations: readonly Declaration[]): VocabularyNames {
  const flagNames = new Map<string, string>();
  const modifierNames = new Set(['maybe_null', 'rdonly', 'uninit', 'release', 'write', 'fixed', 'aligned', 'btf_id']);
  for (const decl of declarations) {
    if (decl.kind === 'flag') {
      const before = flagNames.get(decl.name.text);
      flagNames.set(decl.name.text, `${before ? `${before} and ` : ''}${availabilityText(decl.availability)}`);
    }
    if (decl.kind !== 'helper') continue;
    for (const flag of decl.flags) if (!flagNames.has(flag.text)) flagNames.set(flag.text, '');
    for (const param of decl.params) for (const term of param.type.terms.slice(1)) modifierNames.add(term.name.text);
  }
  return { flagNames, modifierNames };
}

/** Statements that no kernel reaches. One that some kernel reaches is fine: another kernel's row may stand before it. */
class Reach {
  readonly #unreached = new Map<Node, Ending>();
  readonly #reached = new Set<Node>();

  readonly note = (statement: Node, by: Ending | undefined): void => {
    if (!by) this.#reached.add(statement);
    else if (!this.#unreached.has(statement)) this.#unreached.set(statement, by);
  };

  report(reporter: Reporter): void {
    const told = new Set<Ending>();
    for (const [statement, by] of this.#unreached) {
      // One message for what stands behind one ending: the first statement.
      if (this.#reached.has(statement) || told.has(by)) continue;
      told.add(by);
      reporter.report(statement.span, problems.unreachable(by.title, by.span));
    }
  }
}

function checkSlice(
  declarations: readonly Declaration[],
  kernel: string,
  reporter: Reporter,
  names: VocabularyNames,
  reach: Reach,
): CheckContext {
  const slice = declarations.filter((decl) => availableIn(decl.availability, kernel));
  const symbols = collect(slice, kernel, reporter);
  const context: CheckContext = { symbols, reporter, ...names };
  for (const define of symbols.defines.values())
    define.value = checkTyped(context, new Scope(undefined, define.params), define.decl.value, define.type);
  checkRecursion(context);
  for (const table of symbols.tables.values()) checkTable(context, table, reach.note);
  for (const flag of symbols.flags.values()) checkCondition(context, flag, reach);
  checkCalls(context);
  return context;
}

/** `sleepable(...) when program.sleepable else …`: asked with `call` in scope. */
function checkCondition(context: CheckContext, flag: Flag, reach: Reach): void {
  const { condition } = flag.decl;
  if (!condition) return;
  const callType = { kind: 'subject', name: 'call' } as const;
  const call: Local = { name: 'call', type: callType, span: flag.decl.span };
  const scope = new Scope(undefined, context.symbols.subjects.has('call') ? [call] : []);
  const rules: Rule[] = [];
  const owner = { name: flag.pattern, errno: 0, about: flag.decl.doc, availability: flag.decl.availability, rules, reached: reach.note };
  const checked = checkExpr(context, scope, condition.when, { kind: 'bool' });
  const failure = checkFailure(context, scope, { ...owner, errno: DEFAULT_ERRNO }, condition.failure, flag.decl);
  flag.demand = { call, condition: checked, failure };
}

/** EINVAL, for a flag's condition that names no errno. */
const DEFAULT_ERRNO = 22;

function specialiseSlice(context: CheckContext, spec: Spec, declarations: readonly Declaration[], cache: ModelCache): KernelModel {
  const { symbols, reporter } = context;
  const { kernel } = symbols;
  const types = new TypeTable(spec.facts.get(kernel));
  types.addPrototypes(symbols.kfuncs.values());
  const slice = declarations.filter((decl) => availableIn(decl.availability, kernel));
  const inputs = new SliceInputs(kernel, spec.files, slice, symbols, types);
  const rules = numberRules(symbols);
  const specialiser = new Specialiser({ symbols, types, reporter }, inputs, cache.recall(inputs));
  const tables = new Map<Table, Instance>();
  for (const table of symbols.tables.values()) {
    if (table.specialised) continue;
    const instance = specialiser.plain(table);
    if (instance) tables.set(table, instance);
  }
  const defines = new Map<Define, Expr>();
  for (const define of symbols.defines.values()) {
    const isStatic = define.params.some(
      (param) => param.type.kind === 'subject' && symbols.subjects.get(param.type.name)?.isStatic === true,
    );
    if (define.value && !isStatic) defines.set(define, specialiser.definition(define.params, define.value));
  }
  const kfuncs = specialiseCalls(context, specialiser, 'kfunc_call', [...symbols.kfuncs.values()]);
  for (const { call, instance } of kfuncs) checkPatternsAsked(context, call, instance);
  const helpers = specialiseCalls(
    context,
    specialiser,
    'helper_call',
    [...symbols.helpers.values()].sort((a, b) => a.id - b.id),
  );
  // What was reported while copies were made must be reported again.
  if (!reporter.hasErrors) cache.remember(inputs, specialiser.copies);
  return { kernel, symbols, types, rules, tables, defines, kfuncs, helpers };
}

/** What a flag's pattern demands of an argument, and the table of calls never asks of it, would be silently accepted. */
function checkPatternsAsked({ symbols, reporter }: CheckContext, kfunc: Kfunc, { table, visited }: Instance): void {
  for (const flag of flagsOf(symbols, kfunc)) {
    for (const { which, constraint } of flag.args) {
      const param = which.kind === 'arg' ? kfunc.params[which.index] : undefined;
      const name = constraint && tableName(constraint);
      if (!param || name === undefined || visited.has(name)) continue;
      reporter.report(param.span, problems.patternUnasked(kfunc.name, flag.name, name, param.name, table.name));
    }
  }
}

function specialiseCalls<C extends Call>(
  context: CheckContext,
  specialiser: Specialiser,
  entry: string,
  calls: readonly C[],
): SpecialisedCall<C>[] {
  const [first] = calls;
  if (!first) return [];
  const table = context.symbols.tables.get(entry);
  if (!table) {
    context.reporter.report(first.decl.name.span, problems.missingTable(entry, first.kind));
    return [];
  }
  const specialised: SpecialisedCall<C>[] = [];
  for (const call of calls) {
    const span = table.decl.span;
    const instance = specialiser.instance(
      table,
      [{ kind: 'value', value: { kind: 'call', call }, type: { kind: 'subject', name: 'call' }, span }],
      span,
    );
    if (instance) specialised.push({ call, instance });
  }
  return specialised;
}

function numberRules(symbols: Symbols): Rule[] {
  const rules: Rule[] = [];
  for (const table of symbols.tables.values()) rules.push(...table.rules);
  for (const flag of symbols.flags.values()) if (flag.demand) rules.push(flag.demand.failure.rule);
  rules.sort((a, b) => (a.span.file < b.span.file ? -1 : a.span.file > b.span.file ? 1 : a.nameSpan.start - b.nameSpan.start));
  rules.forEach((rule, index) => {
    rule.index = index;
  });
  return rules;
}
