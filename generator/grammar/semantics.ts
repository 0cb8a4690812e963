import type { Node } from 'ohm-js';
import type { BuildContext } from './build-context.js';
import grammars from './kf.ohm-bundle.js';

/** The operations of expressions, statements and declarations are added to this by the files that define them. */
export const semantics = grammars.Quick.createSemantics();

let current: BuildContext | undefined;

/** What the tree under construction is built from. Ohm's operations get nodes only. */
export function context(): BuildContext {
  if (current === undefined) throw new Error('no tree is being built');
  return current;
}

/** Builds a tree; holes of messages are matched apart, so builds nest. */
export function building<T>(inside: BuildContext, build: () => T): T {
  const outer = current;
  current = inside;
  try {
    return build();
  } finally {
    current = outer;
  }
}

/** The elements of a list, none for an option that isn't there. */
export function items(list: Node): Node[] {
  return list.asIteration().children;
}
