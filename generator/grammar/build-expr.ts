import type { Node } from 'ohm-js';
import type { BinaryOp, ConstraintName, Expr, Name } from './ast.js';
import { group, type Token } from './precedence.js';
import { context, items, semantics } from './semantics.js';
import { textValue } from './text.js';

/** The tree of an Expr node. */
export const expr = (node: Node): Expr => node.expr();
/** The arguments of an Args node. */
const args = (node: Node): Expr[] => items(node.child(1)).map(expr);

/** `map_value@ref_kptr_off`: the whole, with its two halves. */
export function constraintName(node: Node): ConstraintName {
  const { text, span } = context().name(node);
  const at = text.indexOf('@');
  if (at < 0) return { text, span, base: { text, span } };
  return {
    text,
    span,
    base: { text: text.slice(0, at), span: { ...span, end: span.start + at } },
    place: { text: text.slice(at + 1), span: { ...span, start: span.start + at + 1 } },
  };
}

/** The value of a number token: decimal or 0x. */
export function numberOf(node: Node): number {
  const value = Number(node.sourceString);
  if (!Number.isSafeInteger(value)) context().report('number-too-large', context().spanOf(node), { number: node.sourceString });
  return value;
}

/** The value of a text token, its quotes and escapes taken off. */
export function stringOf(node: Node): string {
  const span = context().spanOf(node);
  return textValue(span, context());
}

function nameExpr(name: Name): Expr {
  return { kind: 'name', name, span: name.span };
}

semantics.addOperation<Token[]>('tokens', {
  Operand(node) {
    return node.tokens();
  },
  Operand_prefix(prefix, operand) {
    const op = prefix.sourceString === '-' ? '-' : 'not';
    return [{ kind: 'prefix', op, span: context().spanOf(prefix) }, ...tokens(operand)];
  },
  Primary(head, members) {
    return [{ kind: 'value', expr: members.children.reduce(member, expr(head)) }];
  },
  Tail(tail) {
    return tail.tokens();
  },
  Tail_in(op, list) {
    const negated = op.sourceString.startsWith('not');
    const span = context().spanBetween(op, list);
    return [{ kind: 'list', negated, list: items(list.child(1)).map(expr), span }];
  },
  Tail_binary(op, operand) {
    return [{ kind: 'operator', op: operator(op.sourceString), span: context().spanOf(op) }, ...tokens(operand)];
  },
});
const tokens = (node: Node): Token[] => node.tokens();

function member(subject: Expr, node: Node): Expr {
  const name = node.child(1);
  const given = node.child(2);
  const list = given.children[0];
  const end = context().spanOf(list ?? name).end;
  const span = { ...subject.span, end };
  const word = context().name(name);
  return list === undefined ? { kind: 'word', subject, word, span } : { kind: 'word', subject, word, args: args(list), span };
}

const OPERATORS: readonly BinaryOp[] = [
  'or',
  'and',
  'is',
  'is not',
  '<',
  '<=',
  '>',
  '>=',
  'has',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '<<',
  '>>',
];

function operator(text: string): BinaryOp {
  const plain = text.replace(/\s+/, ' ');
  const found = OPERATORS.find((op) => op === plain);
  if (found === undefined) throw new Error(`the grammar knows an operator that the tree doesn't: ${text}`);
  return found;
}

semantics.addOperation<Expr>('expr', {
  Expr(first, rest) {
    const head = tokens(first);
    const only = head[0];
    if (rest.numChildren === 0 && head.length === 1 && only?.kind === 'value') return only.expr;
    const cx = context();
    return group([...head, ...rest.children.flatMap(tokens)], (found) => cx.diagnostics.push(found));
  },
  Head(node) {
    return expr(node);
  },
  Head_passes(_passes, table, given) {
    return { kind: 'passes', table: constraintName(table), args: args(given), span: context().spanOf(this) };
  },
  // `pointer to pointer` is the name pointer_to_pointer.
  Head_name(name, more) {
    const cx = context();
    const first = cx.name(name);
    const tail = more.children[0]?.child(0);
    if (tail === undefined) return nameExpr(first);
    if (tail.ctorName === 'Args') return { kind: 'call', callee: first, args: args(tail), span: cx.spanOf(this) };
    const rest = tail.child(2);
    return nameExpr({ text: `${first.text}_to_${cx.name(rest).text}`, span: cx.spanBetween(name, rest) });
  },
  Head_number(number) {
    return { kind: 'int', value: numberOf(number), span: context().spanOf(number) };
  },
  Head_string(text) {
    return { kind: 'string', value: stringOf(text), span: context().spanOf(text) };
  },
  Head_parens(_open, inner, _close) {
    return { ...expr(inner), span: context().spanOf(this) };
  },
});
