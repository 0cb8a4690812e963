import type { Node } from 'ohm-js';
import { type Code, type Diagnostic, diagnostic, type ParamsOf } from '../diagnostics/diagnostic.js';
import type { Doc, Name, Span } from './ast.js';
import { RESERVED } from './keywords.js';
import type { Squeezed } from './squeeze.js';

/** Rules of names that may not be reserved words. */
const GUARDED = new Set(['name', 'nameV', 'typeName', 'cName', 'constraintName', 'rowId', 'flagRowId']);

/** What a tree is being built from: the squeezed text that Ohm matched, and the file that it came from. */
export class BuildContext {
  readonly diagnostics: Diagnostic[] = [];

  /** A keyword was read as a name: the tree is wrong. */
  hasReservedName = false;

  /** Docs that found their declaration or statement. */
  readonly usedDocs = new Set<number>();

  constructor(
    readonly file: string,
    readonly source: string,
    readonly squeezed: Squeezed,
  ) {}

  /** The place in the source that Ohm's position stands for. */
  place(position: number): number {
    return this.squeezed.places[position] ?? this.source.length;
  }

  span(start: number, end: number): Span {
    return { file: this.file, start, end };
  }

  /** The source that a node covers, without white space behind it. */
  spanOf(node: Node): Span {
    return this.spanBetween(node, node);
  }

  spanBetween(first: Node, last: Node): Span {
    const { text } = this.squeezed;
    const start = first.source.startIdx;
    let end = last.source.endIdx;
    while (end > start && isWhite(text.charCodeAt(end - 1))) end--;
    return this.span(this.place(start), end > start ? this.place(end - 1) + 1 : this.place(start));
  }

  name(node: Node): Name {
    const span = this.spanOf(node);
    const text = this.source.slice(span.start, span.end);
    if (GUARDED.has(node.ctorName) && RESERVED.has(text)) this.hasReservedName = true;
    return { text, span };
  }

  /** The `///` lines right above a node. */
  doc(node: Node): Doc {
    const place = this.squeezed.places[node.source.startIdx] ?? 0;
    this.usedDocs.add(place);
    return this.squeezed.docs.get(place)?.text;
  }

  report<C extends Code>(code: C, span: Span, params: ParamsOf<C>): void {
    this.diagnostics.push(diagnostic(code, span, params));
  }
}

function isWhite(code: number): boolean {
  return code === 32 || code === 10;
}
