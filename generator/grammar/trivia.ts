import type { Block, Declaration, SourceFile, Span, Statement } from './ast.js';
import { squeeze } from './squeeze.js';

/** A comment that belongs to no node: `// …`, or a `///` that describes nothing. */
export interface Comment {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

const COMMENT = /"(?:[^"\\\n]|\\[^\n])*"?|\/\/[^\n]*/g;

const ELSE = /else(?:\s|\/\/.*)+/y;

/** What a tree leaves out of its text: comments, empty lines, how a number was written. A tree without text has none. */
export class Trivia {
  readonly #source: string;
  readonly #comments: readonly Comment[];
  readonly #docStarts = new Map<number, number>();
  /** Comments that have been printed. */
  readonly #printed = new Set<Comment>();

  constructor(file: SourceFile) {
    this.#source = file.text;
    const described = new Set<number>();
    for (const node of describable(file.declarations)) if (node.doc !== undefined) described.add(node.span.start);
    const attached: Span[] = [];
    const { docs } = squeeze(file.path, file.text, { start: 0, end: file.text.length });
    for (const [place, { start, end }] of docs) {
      // A doc above `else` is that of the row behind it.
      ELSE.lastIndex = place;
      if (!described.has(place) && !(ELSE.test(file.text) && described.has(ELSE.lastIndex))) continue;
      this.#docStarts.set(place, start);
      attached.push({ file: file.path, start, end });
    }
    const isDoc = (start: number, text: string): boolean =>
      text.startsWith('///') && attached.some((doc) => start >= doc.start && start < doc.end);
    this.#comments = [...file.text.matchAll(COMMENT)]
      .filter((match) => match[0].startsWith('//') && !isDoc(match.index, match[0]))
      .map((match) => ({ text: match[0].trimEnd(), start: match.index, end: match.index + match[0].length }));
  }

  /** The text behind a span; empty for a tree that was never text. */
  text({ start, end }: Span): string {
    return this.#source.slice(start, end);
  }

  /** Where a node begins with its doc. */
  startOf(node: { readonly span: Span }): number {
    return this.#docStarts.get(node.span.start) ?? node.span.start;
  }

  /** The comments between two places that haven't been printed yet. */
  take(start: number, end: number): Comment[] {
    return this.#take((comment) => comment.start >= start && comment.start < end);
  }

  /** The comments inside a node but in none of its blocks: they are printed above it. */
  takeFromHead(span: Span, blocks: readonly Span[]): Comment[] {
    const inBlock = (comment: Comment): boolean => blocks.some(({ start, end }) => comment.start >= start && comment.start < end);
    return this.#take((comment) => comment.start >= span.start && comment.start < span.end && !inBlock(comment));
  }

  /** The comment that stands behind a node on its last line. */
  takeTrailing(end: number, limit: number): Comment | undefined {
    const between = (comment: Comment): string => this.#source.slice(end, comment.start);
    return this.#take(
      (comment) =>
        comment.start >= end && comment.start < limit && !comment.text.startsWith('///') && /^[ \t]*,?[ \t]*$/.test(between(comment)),
    )[0];
  }

  hasComment(start: number, end: number): boolean {
    return this.#comments.some((comment) => comment.start >= start && comment.start < end && !this.#printed.has(comment));
  }

  /** Whether an empty line stands between two places. */
  hasEmptyLine(start: number, end: number): boolean {
    return /\n[ \t\r]*\n/.test(this.#source.slice(start, end));
  }

  /** The end of the line that a place is in. */
  lineEnd(place: number): number {
    const found = this.#source.indexOf('\n', place);
    return found < 0 ? this.#source.length : found;
  }

  /** The next place of a bracket, or the given one. */
  placeOf(bracket: string, from: number): number {
    const found = this.#source.indexOf(bracket, from);
    return found < 0 ? from : found;
  }

  #take(wanted: (comment: Comment) => boolean): Comment[] {
    const taken = this.#comments.filter((comment) => !this.#printed.has(comment) && wanted(comment));
    for (const comment of taken) this.#printed.add(comment);
    return taken;
  }
}

/** Everything that can have a doc. */
function* describable(declarations: readonly Declaration[]): Generator<{ readonly doc: string | undefined; readonly span: Span }> {
  for (const declaration of declarations) {
    yield declaration;
    if (declaration.kind === 'table') yield* statementsIn(declaration.body);
    if (declaration.kind === 'block') yield* declaration.properties;
  }
}

function* statementsIn(block: Block): Generator<Statement> {
  for (const statement of block.statements) {
    yield statement;
    for (const inner of blocksOf(statement)) yield* statementsIn(inner);
  }
}

/** The blocks of a statement, braced or not. */
function blocksOf(statement: Statement): Block[] {
  if (statement.kind === 'each') return [statement.body];
  if (statement.kind !== 'when') return [];
  return statement.otherwise === undefined ? [statement.then] : [statement.then, statement.otherwise];
}

/** The braced blocks of a statement, also those in its unbraced ones. */
export function bracedIn(statement: Statement): Span[] {
  return blocksOf(statement).flatMap((block) => (block.braced ? [block.span] : block.statements.flatMap(bracedIn)));
}
