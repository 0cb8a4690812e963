import type { Node } from 'ohm-js';
import type { Availability, Block, Expr, Failure, Statement } from './ast.js';
import { constraintName, expr } from './build-expr.js';
import { messageAt } from './build-message.js';
import { context, items, semantics } from './semantics.js';
import { compareVersions } from './versions.js';

export const statement = (node: Node): Statement => node.statement();
export const block = (node: Node): Block => node.block();
export const failure = (node: Node): Failure => node.failure();
export const availability = (node: Node): Availability => node.availability();

const args = (node: Node): Expr[] => items(node.child(1)).map(expr);

/** What every statement has besides its own: doc, place, `since` and `until`. */
function common(node: Node, range: Node): Pick<Statement, 'doc' | 'span' | 'availability'> {
  return { doc: context().doc(node), span: context().spanOf(node), availability: availability(range) };
}

semantics.addOperation<Availability>('availability', {
  Availability(_since, since, _until, until) {
    const from = since.children[0];
    const to = until.children[0];
    const cx = context();
    if (from !== undefined && to !== undefined && compareVersions(from.sourceString, to.sourceString) >= 0)
      cx.report('empty-range', cx.spanOf(to), { since: from.sourceString, until: to.sourceString });
    return { ...(from === undefined ? {} : { since: cx.name(from) }), ...(to === undefined ? {} : { until: cx.name(to) }) };
  },
});

semantics.addOperation<Failure>('failure', {
  Failure(errno, id, message) {
    return failureOf(this, errno, id, message);
  },
  FlagFailure(errno, id, message) {
    return failureOf(this, errno, id, message);
  },
});

function failureOf(node: Node, errno: Node, id: Node, message: Node): Failure {
  const cx = context();
  const own = errno.children[0];
  const rest = { id: cx.name(id), message: messageAt(cx.spanOf(message), cx), span: cx.spanOf(node) };
  return own === undefined ? rest : { errno: cx.name(own), ...rest };
}

semantics.addOperation<Block>('block', {
  Braced(_open, statements, _close) {
    return { braced: true, statements: statements.children.map(statement), span: context().spanOf(this) };
  },
  Statement(node) {
    const only = statement(node);
    return { braced: false, statements: [only], span: only.span };
  },
  Body(body) {
    return block(body);
  },
});

/** A doc above `else` is that of the row behind it, before what the row has of its own. */
function elseBlock(otherwise: Node): Block {
  const whole = block(otherwise.child(1));
  const [only] = whole.statements;
  const above = context().doc(otherwise);
  if (whole.braced || only === undefined || above === undefined) return whole;
  return { ...whole, statements: [{ ...only, doc: only.doc === undefined ? above : `${above}\n${only.doc}` }] };
}

semantics.addOperation<Statement>('statement', {
  Statement(node) {
    return statement(node);
  },
  Require(_require, condition, _else, row, range) {
    return { kind: 'require', condition: expr(condition), failure: failure(row), ...common(this, range) };
  },
  Reject(_reject, row, range) {
    return { kind: 'reject', failure: failure(row), ...common(this, range) };
  },
  Unmodelled(_unmodelled, id, reason, range) {
    const cx = context();
    return { kind: 'unmodelled', id: cx.name(id), reason: messageAt(cx.spanOf(reason), cx), ...common(this, range) };
  },
  Let(_let, name, _equals, value, range) {
    return { kind: 'let', name: context().name(name), value: expr(value), ...common(this, range) };
  },
  Set(_set, target, _equals, value, range) {
    return { kind: 'set', target: expr(target), value: expr(value), ...common(this, range) };
  },
  When(_when, condition, range, body, otherwise) {
    const other = otherwise.children[0];
    return {
      kind: 'when',
      condition: expr(condition),
      // biome-ignore lint/suspicious/noThenProperty: the syntax tree's contract
      then: block(body),
      ...(other === undefined ? {} : { otherwise: elseBlock(other) }),
      ...common(this, range),
    };
  },
  Do(_do, callee, given, errno, range) {
    const own = errno.children[0]?.child(1);
    return {
      kind: 'do',
      callee: constraintName(callee),
      args: args(given),
      ...(own === undefined ? {} : { errno: context().name(own) }),
      ...common(this, range),
    };
  },
  Apply(_apply, target, range) {
    return { kind: 'apply', target: expr(target), ...common(this, range) };
  },
  Each(_each, variable, _in, list, range, body) {
    return { kind: 'each', variable: context().name(variable), list: expr(list), body: block(body), ...common(this, range) };
  },
  Done(_done, range) {
    return { kind: 'done', ...common(this, range) };
  },
  Next(_next, range) {
    return { kind: 'next', ...common(this, range) };
  },
  Skip(_skip, range) {
    return { kind: 'skip', ...common(this, range) };
  },
});
