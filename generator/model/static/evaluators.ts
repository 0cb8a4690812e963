/** Static words by title: what is known of calls, arguments and BTF types when generating. */
import type { Call, Flag, HelperArg, KfuncArg, Symbols, Table } from '../symbols.js';
import { tableName } from '../symbols.js';
import type { TypeTable } from './btf.js';
import type { AppliedConstraint, Value } from './value.js';

export interface Facts {
  readonly symbols: Symbols;
  readonly types: TypeTable;
}

/** Words with a known subject and known arguments. A text instead of a value says why there is none. */
export type Evaluator = (facts: Facts, subject: Value, args: readonly Value[]) => Value | string;

export const int = (value: number): Value => ({ kind: 'int', value });
export const bool = (value: boolean): Value => ({ kind: 'bool', value });
const str = (value: string): Value => ({ kind: 'str', value });
const NONE: Value = { kind: 'none' };
const btf = (types: TypeTable, type: number): Value => ({ kind: 'btf', type, shown: types.get(type)?.name ?? '' });

type CallEvaluator = (facts: Facts, call: Call, args: readonly Value[]) => Value | string;
type ArgEvaluator = (facts: Facts, call: Call, index: number, args: readonly Value[]) => Value | string;
type TypeEvaluator = (types: TypeTable, index: number) => Value | string;

const ofCall =
  (evaluate: CallEvaluator): Evaluator =>
  (facts, subject, args) =>
    subject.kind === 'call' ? evaluate(facts, subject.call, args) : 'no call';
const ofArg =
  (evaluate: ArgEvaluator): Evaluator =>
  (facts, subject, args) =>
    subject.kind === 'arg' ? evaluate(facts, subject.call, subject.index, args) : 'there is no such argument';
const ofType =
  (evaluate: TypeEvaluator): Evaluator =>
  (facts, subject) =>
    subject.kind === 'btf' ? evaluate(facts.types, subject.type) : subject.kind === 'none' ? evaluate(facts.types, -1) : 'no type';

const CALL: Readonly<Record<string, CallEvaluator>> = {
  name: (_, call) => str(call.name),
  id: (_, call) => (call.kind === 'helper' ? int(call.id) : 'only helpers have a number'),
  btf_id: ({ types }, call) => int(types.facts?.functions.get(call.name)?.id ?? 0),
  flags: (_, call) => ({ kind: 'set', members: call.flags }),
  args: (_, call) => ({ kind: 'list', items: call.params.map((_param, index) => ({ kind: 'arg', call, index })) }),
  returns: ({ types }, call) => (call.kind === 'kfunc' ? cType(types, call) : structOf(types, objectOf(call.returns.modifiers))),
  result: (facts, call) => (call.kind === 'helper' ? argBase(facts, call.returns.base) : 'only helpers have a result of this kind'),
  result_flags: ({ symbols }, call) => {
    if (call.kind === 'kfunc') return 'only helpers have result flags';
    let mask = 0;
    for (const { name } of call.returns.modifiers.slice(1)) mask |= registerFlag(symbols, name.text) ?? 0;
    return int(mask);
  },
  conditions: ({ symbols }, call) => ({ kind: 'conditions', flags: flagsOf(symbols, call).filter((flag) => flag.condition) }),
};

const ARG: Readonly<Record<string, ArgEvaluator>> = {
  index: (_, _call, index) => int(index),
  number: (_, _call, index) => int(index + 1),
  name: (_, call, index) => str(call.params[index]?.name ?? ''),
  name_ends_with: (_, call, index, [suffix]) => bool(suffix?.kind === 'str' && (call.params[index]?.name ?? '').endsWith(suffix.value)),
  type: ({ types }, call, index) => (call.kind === 'kfunc' ? paramType(types, call, call.params[index]) : 'only kfuncs have BTF types'),
  has_next: (_, call, index) => bool(index + 1 < call.params.length),
  next: (_, call, index) => (index + 1 < call.params.length ? { kind: 'arg', call, index: index + 1 } : NONE),
  has_pattern: (facts, call, index) => bool(patternConstraints(facts.symbols, call, index).length > 0),
  pattern: (facts, call, index) => ({ kind: 'constraints', constraints: patternConstraints(facts.symbols, call, index) }),
  rest: (facts, call) => ({ kind: 'constraints', constraints: constraintsWhere(facts.symbols, call, (which) => which.kind === 'rest') }),
  one: (facts, call) => ({ kind: 'constraints', constraints: constraintsWhere(facts.symbols, call, (which) => which.kind === 'one') }),
  base: (facts, call, index) => helperArg(call, index, (arg) => argBase(facts, arg.base)),
  modifiers: (_, call, index) =>
    helperArg(call, index, (arg) => ({ kind: 'set', members: new Set(arg.modifiers.slice(1).map((term) => term.name.text)) })),
  ignored_flags: ({ symbols }, call, index) =>
    helperArg(call, index, (arg) => {
      let mask = 0;
      for (const name of ['rdonly', 'maybe_null']) {
        if (arg.modifiers.some((term) => term.name.text === name)) mask |= registerFlag(symbols, name) ?? 0;
      }
      return int(mask);
    }),
  previous_writes: (_, call, index) =>
    call.kind === 'helper' ? bool(writes(call.params[index - 1])) : 'only helpers say which arguments they write',
  size: (_, call, index) => helperArg(call, index, (arg) => int(argumentOf(arg, 'fixed') ?? 0)),
  object: ({ types }, call, index) => helperArg(call, index, (arg) => structOf(types, objectOf(arg.modifiers))),
  has_object: (_, call, index) => helperArg(call, index, (arg) => bool(objectOf(arg.modifiers) !== undefined)),
};

const KIND_NAMES: Readonly<Record<string, string>> = { void: 'UNKNOWN', other: 'UNKNOWN' };

const TYPE: Readonly<Record<string, TypeEvaluator>> = {
  name: (types, index) => str(types.get(index)?.name ?? ''),
  kind_name: (types, index) => {
    const kind = types.get(index)?.kind ?? 'void';
    return str(KIND_NAMES[kind] ?? kind.toUpperCase());
  },
  is_struct: (types, index) => bool(types.isStruct(index)),
  is_scalar: (types, index) => bool(types.isScalar(index)),
  is_scalar_struct: (types, index) => bool(types.scalarStruct(index) === 'scalars'),
  nests_too_deep: (types, index) => bool(types.scalarStruct(index) === 'too deep'),
  is_void: (_, index) => bool(index === 0),
  is_pointer: (types, index) => bool(types.get(index)?.kind === 'ptr'),
  pointee: (types, index) => {
    const type = types.get(index);
    return type?.kind === 'ptr' ? btf(types, type.type) : NONE;
  },
  size: (types, index) => int(types.get(index)?.size ?? 0),
  size_known: (types, index) => bool((types.get(index)?.size ?? 0) > 0),
  is_opaque: (types, index) => bool(types.isOpaque(index)),
};

const EVALUATORS: ReadonlyMap<string, Evaluator> = new Map([
  ...Object.entries(CALL).map(([word, evaluate]) => [`call.${word}`, ofCall(evaluate)] as const),
  ...Object.entries(ARG).map(([word, evaluate]) => [`arg.${word}`, ofArg(evaluate)] as const),
  ...Object.entries(TYPE).map(([word, evaluate]) => [`type.${word}`, ofType(evaluate)] as const),
]);

export function evaluatorOf(title: string): Evaluator | undefined {
  return EVALUATORS.get(title);
}

function cType(types: TypeTable, call: Extract<Call, { kind: 'kfunc' }>): Value | string {
  const index = types.resolve(call.returns, call.module);
  return index === undefined ? 'no fact tells this type' : btf(types, index);
}

function paramType(types: TypeTable, call: Extract<Call, { kind: 'kfunc' }>, param: KfuncArg | undefined): Value | string {
  const index = param && types.resolve(param.type, call.module);
  return index === undefined ? 'no fact tells this type' : btf(types, index);
}

function structOf(types: TypeTable, name: string | undefined): Value | string {
  if (name === undefined) return NONE;
  const index = types.struct(name);
  return index === undefined ? `no fact tells struct ${name}` : btf(types, index);
}

function helperArg(call: Call, index: number, evaluate: (arg: HelperArg) => Value | string): Value | string {
  const arg = call.kind === 'helper' ? call.params[index] : undefined;
  return arg ? evaluate(arg) : 'only helpers have arguments of this kind';
}

function argBase({ symbols }: Facts, name: string): Value | string {
  const value = symbols.enums.get('arg_base')?.values.get(name)?.value;
  return value === undefined ? `\`${name}\` is no value of arg_base` : { kind: 'int', value, shown: name };
}

function registerFlag(symbols: Symbols, name: string): number | undefined {
  const flag = symbols.registerFlags.get(name);
  return flag && 1 << flag.bit;
}

/** `btf_id(sock_common)`: the name in the parentheses. */
/** The structure named in the first term: `btf_id(task_struct)`, `btf_id_sock_common(sock_common)`. */
function objectOf(terms: HelperArg['modifiers']): string | undefined {
  const base = terms[0];
  return base === undefined ? undefined : modifier(terms, base.name.text);
}

function modifier(terms: HelperArg['modifiers'], name: string): string | undefined {
  const term = terms.find((t) => t.name.text === name && t.argument);
  return term?.argument?.kind === 'name' ? term.argument.name.text : undefined;
}

/** `fixed(8)`: the number in the parentheses. */
function argumentOf(arg: HelperArg, name: string): number | undefined {
  const term = arg.modifiers.find((t) => t.name.text === name);
  return term?.argument?.kind === 'int' ? term.argument.value : undefined;
}

/** Does a helper write through this parameter: it fills memory that need not be initialized, or says so. */
function writes(arg: HelperArg | undefined): boolean {
  return arg?.modifiers.some((term) => term.name.text === 'uninit' || term.name.text === 'write') === true;
}

/** The flags of a call that are signature patterns, in the spec's order. */
export function flagsOf(symbols: Symbols, call: Call): Flag[] {
  return call.kind === 'kfunc' ? [...symbols.flags.values()].filter((flag) => call.flags.has(flag.name)) : [];
}

/** What flags demand of one argument by its number. */
function patternConstraints(symbols: Symbols, call: Call, index: number): AppliedConstraint[] {
  return constraintsWhere(symbols, call, (which) => which.kind === 'arg' && which.index === index);
}

type Which = Flag['args'][number]['which'];

function constraintsWhere(symbols: Symbols, call: Call, matches: (which: Which) => boolean): AppliedConstraint[] {
  const found: AppliedConstraint[] = [];
  for (const flag of flagsOf(symbols, call)) {
    for (const { which, constraint } of flag.args) {
      const table: Table | undefined = constraint && matches(which) ? symbols.tables.get(tableName(constraint)) : undefined;
      if (table) found.push({ flag, table });
    }
  }
  return found;
}
