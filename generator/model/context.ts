/** What collecting declarations works on, and how a symbol gets its name. */
import type { Name, Span } from '../grammar/ast.js';
import { problems } from './problems.js';
import type { Reporter } from './report.js';
import type { Symbols } from './symbols.js';

export interface CollectContext {
  readonly symbols: Symbols;
  readonly reporter: Reporter;
}

/** Symbols carry a span of their own, or that of their declaration. */
type Placed = { readonly span: Span } | { readonly decl: { readonly span: Span } };

/** Adds under a name, or reports that it is taken. */
export function add<T extends Placed>(
  context: CollectContext,
  to: Map<string, T>,
  what: string,
  name: Name,
  value: T,
  key = name.text,
): void {
  const before = to.get(key);
  if (before === undefined) to.set(key, value);
  else context.reporter.report(name.span, problems.declaredTwice(what, key, 'span' in before ? before.span : before.decl.span));
}
