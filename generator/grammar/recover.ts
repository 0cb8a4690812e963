import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Declaration, Name, Property, Statement } from './ast.js';
import { type Braces, pair } from './brackets.js';
import { property } from './build-declaration.js';
import { statement } from './build-statement.js';
import { DECLARATIONS, RESERVED, STATEMENTS } from './keywords.js';
import { type Lexeme, lex } from './lex.js';
import { type Reading, read, type Stretch } from './read.js';
import { semantics } from './semantics.js';
import type { Range } from './squeeze.js';

semantics.addOperation<Statement[]>('statements', {
  Statements(all) {
    return all.children.map(statement);
  },
});
semantics.addOperation<Property[]>('properties', {
  Properties(all) {
    return all.children.map(property);
  },
});

/** Blocks nested deeper than this are not looked into for errors. */
const DEEPEST = 40;

export interface Recovered {
  readonly declarations: readonly Declaration[];
  readonly broken: readonly Name[];
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds everything wrong with one broken declaration: rows are read one by one, and a table keeps those that are right. */
export function recover(file: string, source: string, piece: Range, failed: Reading<Declaration[]>, readPiece: ReadPiece): Recovered {
  return new Recovery(file, source).declaration(piece, failed, readPiece);
}

/** Reads declarations. */
export type ReadPiece = (stretch: Stretch) => Reading<Declaration[]>;

class Recovery {
  readonly #diagnostics: Diagnostic[] = [];

  constructor(
    readonly file: string,
    readonly source: string,
  ) {}

  declaration(piece: Range, failed: Reading<Declaration[]>, readPiece: ReadPiece): Recovered {
    const tokens = lex(this.source, piece);
    const { braces, stray, depths } = pair(tokens);
    const deep = tokens[depths.findIndex((depth) => depth > DEEPEST)];
    if (deep !== undefined) {
      this.#diagnostics.push(diagnostic('nested-too-deep', this.#span(deep), {}));
      return this.#result([], tokens, failed);
    }
    const body = braces.filter(({ depth }) => depth === 0).sort((a, b) => a.open - b.open)[0];
    const unclosed = braces.filter(({ close }) => close === undefined);
    for (const each of unclosed)
      this.#unclosed(tokens, each.open, unclosed.length === 1 ? braces.find((pairOf) => this.#endsTooFarLeft(tokens, pairOf)) : undefined);
    for (const index of stray) {
      const token = tokens[index];
      if (token !== undefined) this.#diagnostics.push(diagnostic('stray-bracket', this.#span(token), { close: '`}`' }));
    }
    const keyword = tokens.find((token) => token.text !== 'static' && token.text !== 'settable')?.text ?? '';
    const hasRows = keyword === 'table' || keyword === 'constraint';
    const hasProperties = keyword === 'map' || keyword === 'program';
    const strayTokens = stray.flatMap((index) => tokens[index] ?? []);
    if (body === undefined || !(hasRows || hasProperties)) {
      if (unclosed.length === 0) this.#note(stray.length === 0 ? failed : readPiece({ ...piece, blank: strayTokens }));
      return this.#result([], tokens, failed);
    }
    const inside = this.#inside(tokens, body, piece.end);
    const blank = [inside, ...strayTokens].sort((a, b) => a.start - b.start);
    const whole = body.close === undefined ? undefined : readPiece({ ...piece, blank });
    if (whole !== undefined) this.#note(whole);
    const rows = hasRows ? this.#statements(inside) : [];
    const properties = hasProperties ? this.#properties(inside) : [];
    const declarations = (whole?.tree ?? []).map((declaration): Declaration => {
      if (declaration.kind === 'block') return { ...declaration, properties, incomplete: true };
      if (declaration.kind !== 'table') return declaration;
      return { ...declaration, body: { ...declaration.body, statements: rows }, incomplete: true };
    });
    return this.#result(declarations, tokens, failed);
  }

  #result(declarations: readonly Declaration[], tokens: readonly Lexeme[], failed: Reading<Declaration[]>): Recovered {
    const broken = declarations.length > 0 ? undefined : declaredName(this.file, tokens);
    // However the parts read, the whole doesn't.
    if (!this.#diagnostics.some(({ severity }) => severity === 'error')) this.#note(failed);
    return { declarations, broken: broken === undefined ? [] : [broken], diagnostics: this.#diagnostics };
  }

  /** What stands between two braces. */
  #inside(tokens: readonly Lexeme[], braces: Braces, end: number): Range {
    return { start: tokens[braces.open]?.end ?? end, end: tokens[braces.close ?? -1]?.start ?? end };
  }

  /** The rows of a stretch; those that can't be read are reported and left out. */
  #statements(range: Range): readonly Statement[] {
    const whole = this.#read(range);
    if (whole.tree !== undefined) return this.#note(whole);
    const tokens = lex(this.source, range);
    const { braces, depths } = pair(tokens);
    const indent = tokens[0] === undefined ? 0 : this.#indent(tokens[0]);
    const starts = tokens.filter((token, index) => depths[index] === 0 && this.#beginsStatement(token, tokens[index - 1], indent));
    const cuts = starts.slice(starts[0] === tokens[0] ? 1 : 0).map((token) => token.start);
    if (cuts.length > 0) return this.#rows(range, cuts);
    const inner = braces.filter(({ depth }) => depth === 0).map((pairOf) => this.#inside(tokens, pairOf, range.end));
    inner.sort((a, b) => a.start - b.start);
    if (inner.length === 0) {
      this.#note(whole);
      return [];
    }
    const head = this.#read({ ...range, blank: inner });
    const before = this.#diagnostics.length;
    for (const block of inner) this.#statements(block);
    const unclosed = braces.some(({ close }) => close === undefined);
    if (head.failure !== undefined && !unclosed) this.#note(head);
    else if (before === this.#diagnostics.length && !unclosed) this.#note(whole);
    return [];
  }

  /** Rows one by one. One without braces may go on in the next line: a row that lacks something is tried with the one after it. */
  #rows(range: Range, cuts: readonly number[]): readonly Statement[] {
    const rows: Statement[] = [];
    const ends = [...cuts, range.end];
    let start = range.start;
    for (let i = 0; i < ends.length; i++) {
      const end = ends[i] ?? range.end;
      const row = this.#read({ start, end });
      const next = ends[i + 1];
      if (row.failure?.atEnd === true && next !== undefined) {
        const both = this.#read({ start, end: next });
        if (both.tree !== undefined) {
          rows.push(...this.#note(both));
          i++;
        } else if (both.failure !== undefined && both.failure.place.start > end) {
          rows.push(...this.#statementsBelow({ start, end: next }, end));
          i++;
        } else this.#note(both);
      } else if (row.tree !== undefined) rows.push(...this.#note(row));
      else rows.push(...this.#statements({ start, end }));
      start = ends[i] ?? range.end;
    }
    return rows;
  }

  /** `when c` and below it a row that is broken by itself. */
  #statementsBelow(both: Range, cut: number): readonly Statement[] {
    const before = this.#diagnostics.length;
    this.#statements({ start: cut, end: both.end });
    if (before === this.#diagnostics.length) this.#note(this.#read(both));
    return [];
  }

  #properties(range: Range): readonly Property[] {
    const tokens = lex(this.source, range);
    const { depths } = pair(tokens);
    const starts = tokens.filter((token, index) => depths[index] === 0 && token.firstOnLine && tokens[index - 1]?.text !== ',');
    return starts.flatMap(({ start }, index) => {
      const line = { start, end: starts[index + 1]?.start ?? range.end };
      return this.#note(read(this.file, this.source, line, 'Properties', (match): Property[] => semantics(match).properties()));
    });
  }

  #read(stretch: Stretch): Reading<Statement[]> {
    return read(this.file, this.source, stretch, 'Statements', (match): Statement[] => semantics(match).statements());
  }

  /** Keeps what is wrong; gives what is right. */
  #note<T>(reading: Reading<readonly T[]>): readonly T[] {
    this.#diagnostics.push(...reading.diagnostics);
    return reading.tree ?? [];
  }

  /** A brace without its fellow. Where the lines' indentation shows that another one's is missing, that one is named. */
  #unclosed(tokens: readonly Lexeme[], open: number, wrong: Braces | undefined): void {
    const token = tokens[wrong?.open ?? open];
    const taken = tokens[wrong?.close ?? -1];
    if (token === undefined) return;
    const related = taken === undefined ? [] : [{ span: this.#span(taken), message: 'this one stands where an outer `{` ends' }];
    this.#diagnostics.push(diagnostic('unclosed-bracket', this.#span(token), { open: '`{`', close: '`}`' }, { related }));
  }

  /** The first token's indent on a token's line, from 0. */
  #indent(token: Range): number {
    const line = this.source.lastIndexOf('\n', token.start - 1) + 1;
    return /^[ \t]*/.exec(this.source.slice(line, token.start))?.[0].length ?? 0;
  }

  /** Whether a pair of braces ends further left than the line that it begins in. */
  #endsTooFarLeft(tokens: readonly Lexeme[], { open, close }: Braces): boolean {
    const first = tokens[open];
    const last = tokens[close ?? -1];
    return first !== undefined && last?.firstOnLine === true && this.#indent(last) < this.#indent(first);
  }

  #span(range: Range): { file: string; start: number; end: number } {
    return { file: this.file, start: range.start, end: range.end };
  }

  /** A statement's keyword, or any word below the first row's, first on its line, that goes on with nothing before it. */
  #beginsStatement(token: Lexeme, before: Lexeme | undefined, indent: number): boolean {
    if (!token.firstOnLine || before?.text === 'else' || before?.text === '.') return false;
    if (STATEMENTS.has(token.text)) return true;
    return this.#indent(token) === indent && /^[A-Za-z_]/.test(token.text) && !RESERVED.has(token.text);
  }
}

/** What a broken declaration declares: the name behind its keyword. */
function declaredName(file: string, tokens: readonly Lexeme[]): Name | undefined {
  const keyword = tokens.findIndex((token) => DECLARATIONS.has(token.text) && token.text !== 'static' && token.text !== 'settable');
  const first = keyword < 0 ? -1 : keyword + (tokens[keyword]?.text === 'helper' ? 2 : 1);
  const name = tokens[first];
  if (name === undefined || !/^[A-Za-z_]/.test(name.text)) return undefined;
  const sign = tokens[first + 1];
  const rest = tokens[first + 2];
  if ((sign?.text !== '.' && sign?.text !== '@') || rest === undefined)
    return { text: name.text, span: { file, start: name.start, end: name.end } };
  return { text: name.text + sign.text + rest.text, span: { file, start: name.start, end: rest.end } };
}
