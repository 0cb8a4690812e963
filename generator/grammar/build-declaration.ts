import type { Node } from 'ohm-js';
import type { Declaration, EnumValue, Name, Param, PatternArg, Property } from './ast.js';
import { constraintName, expr, numberOf, stringOf } from './build-expr.js';
import { argType, cType } from './build-signature.js';
import { availability, block, failure } from './build-statement.js';
import { context, items, semantics } from './semantics.js';

export const declaration = (node: Node): Declaration => node.declaration();
export const property = (node: Node): Property => node.property();

const name = (node: Node): Name => context().name(node);

/** What every declaration has besides its own: doc, place, `since` and `until`. */
function common(node: Node, range: Node): Pick<Declaration, 'doc' | 'span' | 'availability'> {
  return { doc: context().doc(node), span: context().spanOf(node), availability: availability(range) };
}

/** `reg.type` or `min`: the subject, if any, and the name. */
function path(node: Node): { subject?: Name; name: Name } {
  const inner = node.child(0);
  if (inner.ctorName === 'Path_of') return { subject: name(inner.child(0)), name: name(inner.child(2)) };
  return { name: name(inner.child(0)) };
}

/** The parameters of a ParamList. */
function params(list: Node): Param[] {
  return items(list.child(1)).map((param) => {
    const type = param.child(1).children[0]?.child(1);
    const span = context().spanOf(param);
    return type === undefined ? { name: name(param.child(0)), span } : { name: name(param.child(0)), type: name(type), span };
  });
}

const optionalParams = (list: Node): Param[] => list.children.flatMap(params);

function enumValue(node: Node): EnumValue {
  const number = node.child(1).children[0];
  const prints = node.child(2).children[0];
  const sign = number?.child(1).numChildren === 1 ? -1 : 1;
  return {
    name: name(node.child(0)),
    ...(number === undefined ? {} : { value: sign * numberOf(number.child(2)) }),
    ...(prints === undefined ? {} : { prints: stringOf(prints.child(1)) }),
    span: context().spanOf(node),
  };
}

function patternArg(node: Node): PatternArg {
  const place = node.child(0).sourceString;
  const constraint = node.child(1).children[0]?.child(1);
  const which: PatternArg['which'] =
    place === '...' ? { kind: 'rest' } : place === 'one' ? { kind: 'one' } : { kind: 'arg', index: Number(place.slice(3)) };
  const span = context().spanOf(node);
  return constraint === undefined ? { which, span } : { which, constraint: constraintName(constraint), span };
}

/** The names of each clause of one kind, together. */
function clauseNames(clauses: readonly Node[], kind: string): Name[] {
  return clauses.filter((clause) => clause.ctorName === kind).flatMap((clause) => items(clause.child(1)).map(name));
}

semantics.addOperation<Declaration>('declaration', {
  Declaration(node) {
    return declaration(node);
  },
  Kernel(_kernel, version, range) {
    return { kind: 'kernel', version: name(version), ...common(this, range) };
  },
  Subject(isStatic, _subject, own, single, about, range) {
    const flags = { isStatic: isStatic.numChildren === 1, single: single.numChildren === 1 };
    return { kind: 'subject', name: name(own), ...flags, about: stringOf(about), ...common(this, range) };
  },
  Word(isStatic, settable, _word, target, list, _colon, type, about, range) {
    const flags = { isStatic: isStatic.numChildren === 1, settable: settable.numChildren === 1 };
    const rest = { params: optionalParams(list), type: name(type), about: stringOf(about) };
    return { kind: 'word', ...flags, ...path(target), ...rest, ...common(this, range) };
  },
  Mechanism(_mechanism, own, list, about, range) {
    return { kind: 'mechanism', name: name(own), params: params(list), about: stringOf(about), ...common(this, range) };
  },
  Define(_define, target, list, _colon, type, _equals, value, range) {
    const rest = { params: optionalParams(list), type: name(type), value: expr(value) };
    return { kind: 'define', ...path(target), ...rest, ...common(this, range) };
  },
  Enum(_enum, own, range, _open, values, _close) {
    return { kind: 'enum', name: name(own), values: items(values.child(0)).map(enumValue), ...common(this, range) };
  },
  Const(_const, own, _equals, value, range) {
    return { kind: 'const', name: name(own), value: expr(value), ...common(this, range) };
  },
  RegisterType(_keyword, own, _equals, number, prints, range) {
    const rest = { value: numberOf(number), prints: stringOf(prints.child(1)) };
    return { kind: 'register_type', name: name(own), ...rest, ...common(this, range) };
  },
  RegisterFlag(_keyword, own, _equals, _bit, number, prints, suffix, range) {
    const rest = { bit: numberOf(number), prints: stringOf(prints.child(1)), suffix: suffix.numChildren === 1 };
    return { kind: 'register_flag', name: name(own), ...rest, ...common(this, range) };
  },
  Flag(_flag, own, pattern, _open, args, _close, result, condition, range) {
    const when = condition.children[0];
    return {
      kind: 'flag',
      name: name(own),
      pattern: name(pattern),
      args: items(args).map(patternArg),
      result: result.children.flatMap((node) => items(node.child(1)).map(name)),
      ...(when === undefined ? {} : { condition: { when: expr(when.child(1)), failure: failure(when.child(3)) } }),
      ...common(this, range),
    };
  },
  Table(keyword, own, list, fails, range, body) {
    const errno = fails.children[0]?.child(1);
    return {
      kind: 'table',
      keyword: keyword.sourceString === 'table' ? 'table' : 'constraint',
      name: constraintName(own),
      params: params(list),
      ...(errno === undefined ? {} : { errno: name(errno) }),
      body: block(body),
      ...common(this, range),
    };
  },
  Block(keyword, own, range, _open, properties, _close) {
    return {
      kind: 'block',
      keyword: keyword.sourceString === 'map' ? 'map' : 'program',
      name: name(own),
      properties: properties.children.map(property),
      ...common(this, range),
    };
  },
  Kfunc(_kfunc, own, _open, list, _comma, _close, returns, flags, clauses, range) {
    const all = clauses.children.map((clause) => clause.child(0));
    const modules = all.filter((clause) => clause.ctorName === 'KfuncClause_module').map((clause) => clause.child(1));
    const [module, second] = modules;
    if (second !== undefined) context().report('given-twice', context().spanOf(second), { what: 'the module' });
    const result = returns.children[0]?.child(1);
    const close = context().spanOf(_close);
    return {
      kind: 'kfunc',
      name: name(own),
      params: items(list).map((param) => ({ name: name(param.child(0)), type: cType(param.child(2)), span: context().spanOf(param) })),
      returns: result === undefined ? nothing(close.end) : cType(result),
      flags: flags.children.flatMap((node) => items(node.child(1)).map(name)),
      programs: clauseNames(all, 'KfuncClause_programs'),
      allow: clauseNames(all, 'KfuncClause_allow'),
      ...(module === undefined ? {} : { module: name(module) }),
      ...common(this, range),
    };
  },
  Helper(_helper, id, own, _open, list, _comma, _close, _arrow, returns, flags, programs, range) {
    return {
      kind: 'helper',
      id: numberOf(id),
      name: name(own),
      params: items(list).map((param) => ({ name: name(param.child(0)), type: argType(param.child(2)) })),
      returns: argType(returns),
      flags: flags.children.flatMap((node) => items(node.child(1)).map(name)),
      programs: programs.children.flatMap((node) => items(node.child(1)).map(name)),
      ...common(this, range),
    };
  },
});

/** A kfunc without `->` returns nothing. */
function nothing(place: number): ReturnType<typeof cType> {
  const span = context().span(place, place);
  return { isConst: false, name: { text: 'void', span }, stars: 0, span };
}

semantics.addOperation<Property>('property', {
  Property(node) {
    return property(node);
  },
  Property_alone(key, range) {
    return { key: name(key.child(0)), values: [], ...common(this, range) };
  },
  Property_values(key, values, range) {
    const list = values.child(0);
    const elements = list.ctorName === 'PropertyValues_list' ? list.child(1) : list.child(0);
    return { key: name(key), values: items(elements).map(expr), ...common(this, range) };
  },
});
