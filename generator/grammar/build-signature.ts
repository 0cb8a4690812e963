import type { Node } from 'ohm-js';
import type { ArgType, CType, TypeTerm } from './ast.js';
import { expr } from './build-expr.js';
import { context, items } from './semantics.js';

/** `const struct nf_conn ***` */
export function cType(node: Node): CType {
  const cx = context();
  const tag = node.child(1).children[0]?.sourceString;
  const { text, span } = cx.name(node.child(2));
  return {
    isConst: node.child(0).numChildren === 1,
    ...(tag === 'struct' || tag === 'union' || tag === 'enum' ? { tag } : {}),
    name: { text: text.replace(/(?:\s|\/\/.*)+/g, ' '), span },
    stars: node.child(3).numChildren,
    span: cx.spanOf(node),
  };
}

/** `mem|fixed(8)|uninit` */
export function argType(node: Node): ArgType {
  return { terms: items(node.child(0)).map(typeTerm), span: context().spanOf(node) };
}

function typeTerm(node: Node): TypeTerm {
  const cx = context();
  const argument = node.child(1).children[0]?.child(1);
  const term = { name: cx.name(node.child(0)), span: cx.spanOf(node) };
  return argument === undefined ? term : { ...term, argument: expr(argument) };
}
