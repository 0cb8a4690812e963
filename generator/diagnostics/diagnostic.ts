import type { Span } from '../grammar/ast.js';
import { type Code, catalogue } from './catalogue.js';
import type { Template } from './template.js';

export type { Code };

/** One finding about a spec: what is wrong, where, and what would be right. */
export interface Diagnostic {
  readonly code: Code;
  readonly severity: 'error' | 'warning';
  readonly span: Span;
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
  /** Other places that explain the finding: "first declared here". */
  readonly related?: readonly Related[];
}

interface Related {
  readonly span: Span;
  readonly message: string;
}

type KeysOf<T> = T extends Template<infer K> ? K : never;
type HelpKeys<E> = E extends { readonly help: Template<infer K> } ? K : never;

/** The parameters that a code's message and help speak of. */
export type ParamsOf<C extends Code> = Readonly<
  Record<KeysOf<(typeof catalogue)[C]['message']> | HelpKeys<(typeof catalogue)[C]>, string | number>
>;

interface Entry {
  readonly severity: 'error' | 'warning';
  readonly message: (params: Readonly<Record<string, string | number>>) => string;
  readonly help?: (params: Readonly<Record<string, string | number>>) => string;
}

export interface Extras {
  /** Stands in for the catalogue's help where one place knows better. */
  readonly help?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** `diagnostic('stray-bracket', span, { close: '`}`' })`: an entry of the catalogue, filled in, at a place. */
export function diagnostic<C extends Code>(code: C, span: Span, params: ParamsOf<C>, extras: Extras = {}): Diagnostic {
  const entry: Entry = catalogue[code];
  const help = extras.help ?? entry.help?.(params);
  return {
    code,
    severity: entry.severity,
    span,
    message: entry.message(params),
    ...(help === undefined ? {} : { help }),
    ...(extras.related === undefined || extras.related.length === 0 ? {} : { related: extras.related }),
  };
}
