import type { Span } from '../grammar/ast.js';
import { type Code, catalogue } from './catalogue.js';
import type { Template } from './template.js';

export type { Code };
export type Severity = 'error' | 'warning';

/** What is wrong and what would be right, without the place. */
export interface Problem {
  readonly code: Code;
  readonly severity: Severity;
  readonly message: string;
  /** What to write instead. */
  readonly help?: string;
  /** Other places that explain the finding: "first declared here". */
  readonly related?: readonly Related[];
}

/** One finding about a spec. */
export interface Diagnostic extends Problem {
  readonly span: Span;
}

export interface Related {
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
  readonly severity: Severity;
  readonly message: (params: Readonly<Record<string, string | number>>) => string;
  readonly help?: (params: Readonly<Record<string, string | number>>) => string;
}

export interface Extras {
  /** Stands in for the catalogue's help where one place knows better. */
  readonly help?: string | undefined;
  readonly related?: readonly Related[] | undefined;
}

/** An entry of the catalogue, filled in. */
export function problem<C extends Code>(code: C, params: ParamsOf<C>, extras: Extras = {}): Problem {
  const entry: Entry = catalogue[code];
  const help = extras.help ?? entry.help?.(params);
  return {
    code,
    severity: entry.severity,
    message: entry.message(params),
    ...(help === undefined ? {} : { help }),
    ...(extras.related === undefined || extras.related.length === 0 ? {} : { related: extras.related }),
  };
}

/** `diagnostic('stray-brace', span, {})`: an entry of the catalogue, filled in, at a place. */
export function diagnostic<C extends Code>(code: C, span: Span, params: ParamsOf<C>, extras: Extras = {}): Diagnostic {
  return { ...problem(code, params, extras), span };
}
