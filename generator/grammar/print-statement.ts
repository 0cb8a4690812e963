import type { Availability, Block, Expr, Failure, Param, Property, Span, Statement } from './ast.js';
import { ExprPrinter } from './print-expr.js';
import { bracedIn, type Trivia } from './trivia.js';
import { WIDTH, wrap } from './wrap.js';

type Require = Extract<Statement, { kind: 'require' }>;
type When = Extract<Statement, { kind: 'when' }>;

/** How far the columns of a run of rows are filled up. */
interface Columns {
  readonly condition: number;
  readonly row: number;
}

/** Prints rows. Lines come without the indentation of where they stand; `indent` is that, in columns. */
export class StatementPrinter {
  readonly exprs: ExprPrinter;

  constructor(readonly trivia: Trivia) {
    this.exprs = new ExprPrinter(trivia);
  }

  /** The lines between a block's braces, two columns further in; `span` is the block with its braces. */
  braced(statements: readonly Statement[], span: Span, indent: number): string[] {
    const columns = this.#columns(statements, indent + 2);
    const lines = this.items(statements, span, (statement) => this.statement(statement, indent + 2, columns.get(statement)), bracedIn);
    return lines.map((line) => (line === '' ? '' : `  ${line}`));
  }

  /** Nodes one below the other, with their docs, comments and single empty lines. */
  items<T extends { readonly span: Span; readonly doc: string | undefined }>(
    nodes: readonly T[],
    span: Span,
    print: (node: T) => string[],
    blocks: (node: T) => Span[],
  ): string[] {
    const lines: string[] = [];
    let last = span.start;
    const gap = (start: number): void => {
      if (lines.length > 0 && this.trivia.hasEmptyLine(last, start)) lines.push('');
    };
    const comments = (end: number): void => {
      for (const comment of this.trivia.take(last, end)) {
        gap(comment.start);
        lines.push(comment.text);
        last = comment.end;
      }
    };
    nodes.forEach((node, index) => {
      comments(node.span.start);
      gap(Math.max(last, this.trivia.startOf(node)));
      lines.push(...this.head(node, blocks(node)), ...print(node));
      const limit = nodes[index + 1]?.span.start ?? span.end;
      const trailing = this.trivia.takeTrailing(node.span.end, limit);
      if (trailing !== undefined) lines.push(`${lines.pop() ?? ''} ${trailing.text}`);
      last = trailing?.end ?? node.span.end;
    });
    comments(span.end);
    return lines;
  }

  /** What stands above a node: comments from inside it that have no better place, and its doc. */
  head(node: { readonly span: Span; readonly doc: string | undefined }, blocks: readonly Span[]): string[] {
    const inner = this.trivia.takeFromHead(node.span, blocks).map((comment) => comment.text.replace(/^\/\/\/+/, '//'));
    return [...inner, ...docLines(node.doc)];
  }

  statement(statement: Statement, indent: number, columns?: Columns): string[] {
    const range = availability(statement.availability);
    const { exprs } = this;
    switch (statement.kind) {
      case 'require':
        return this.#require(statement, indent, columns);
      case 'reject':
        return [`reject ${this.failure(statement.failure)}${range}`];
      case 'unmodelled':
        return [`unmodelled ${statement.id.text} ${exprs.message(statement.reason)}${range}`];
      case 'let':
        return this.assignment(`let ${statement.name.text} =`, statement.value, range, indent);
      case 'set':
        return this.assignment(`set ${exprs.print(statement.target)} =`, statement.value, range, indent);
      case 'do': {
        const errno = statement.errno === undefined ? '' : ` as ${statement.errno.text}`;
        return [`do ${statement.callee.text}(${exprs.list(statement.args)})${errno}${range}`];
      }
      case 'apply':
        return [`apply ${exprs.print(statement.target)}${range}`];
      case 'each':
        return this.#body(`each ${statement.variable.text} in ${exprs.print(statement.list)}${range}`, statement.body, indent);
      case 'when':
        return this.#when(statement, indent);
      default:
        return [`${statement.kind}${range}`];
    }
  }

  property(property: Property): string[] {
    const last = property.values.length - 1;
    const values = property.values.map((value, index) => `${this.exprs.print(value)}${index < last ? ',' : ''}`);
    const [first, ...rest] = values;
    // A key that ends its line has no values.
    const start = first === undefined ? property.key.text : `${property.key.text} ${first}`;
    return suffixed(wrap(rest, start, '  ', WIDTH - 2), availability(property.availability));
  }

  failure({ errno, id, message }: Failure): string {
    return `${rowName({ errno, id })} ${this.exprs.message(message)}`;
  }

  /** `let x = …`, broken at its `and`s or `or`s when it is too long. */
  assignment(start: string, value: Expr, end: string, indent: number): string[] {
    const line = `${start} ${this.exprs.print(value)}${end}`;
    if (indent + line.length <= WIDTH) return [line];
    const operands = this.exprs.chain(value, WIDTH - indent - 2);
    const [first = '', ...others] = operands;
    // A list begins in the line of what it is for, a condition below it.
    if (value.kind === 'in') return suffixed([`${start} ${first}`, ...others.map((operand) => `  ${operand}`)], end);
    return others.length === 0 ? [line] : suffixed([start, ...operands.map((operand) => `  ${operand}`)], end);
  }

  #require(statement: Require, indent: number, columns: Columns | undefined): string[] {
    const { failure } = statement;
    const end = availability(statement.availability);
    const condition = `require ${this.exprs.print(statement.condition)}`;
    const row = `else ${rowName(failure)}`;
    const message = `${this.exprs.message(failure.message)}${end}`;
    if (columns !== undefined) return [`${condition.padEnd(columns.condition)} ${row.padEnd(columns.row)} ${message}`];
    const line = `${condition} ${row} ${message}`;
    if (indent + line.length <= WIDTH) return [line];
    if (indent + condition.length <= WIDTH) return [condition, `  ${row} ${message}`];
    const [first = '', ...others] = this.exprs.chain(statement.condition, WIDTH - indent - 4);
    return [`require ${first}`, ...others.map((operand) => `    ${operand}`), `  ${row} ${message}`];
  }

  /** Columns for each run of rows that stand below each other, if the run fits. */
  #columns(statements: readonly Statement[], indent: number): Map<Statement, Columns> {
    const columns = new Map<Statement, Columns>();
    let run: Require[] = [];
    const end = (): void => {
      const widths = run.map((row) => this.#widths(row));
      const condition = Math.max(0, ...widths.map((width) => width.condition));
      const row = Math.max(0, ...widths.map((width) => width.row));
      const fits = widths.every((width) => indent + condition + row + width.message + 2 <= WIDTH);
      if (run.length > 1 && fits) for (const each of run) columns.set(each, { condition, row });
      run = [];
    };
    statements.forEach((statement, index) => {
      const before = statements[index - 1];
      if (before !== undefined && this.#isApart(before, statement)) end();
      if (statement.kind === 'require' && this.#require(statement, indent, undefined).length === 1) run.push(statement);
      else end();
    });
    end();
    return columns;
  }

  #widths({ condition, failure, availability: range }: Require): Columns & { readonly message: number } {
    return {
      condition: 'require '.length + this.exprs.print(condition).length,
      row: 'else '.length + rowName(failure).length,
      message: this.exprs.message(failure.message).length + availability(range).length,
    };
  }

  /** Whether something will stand between two rows: an empty line, a comment, a doc. */
  #isApart(before: Statement, statement: Statement): boolean {
    const { end } = before.span;
    return (
      statement.doc !== undefined ||
      this.trivia.hasEmptyLine(end, statement.span.start) ||
      this.trivia.hasComment(this.trivia.lineEnd(end), statement.span.end)
    );
  }

  #when(statement: When, indent: number): string[] {
    const { otherwise } = statement;
    const end = availability(statement.availability);
    const head = this.assignment('when', statement.condition, end, indent);
    const start = head.pop() ?? '';
    const lines = [...head, ...this.#body(start, statement.then, indent)];
    if (otherwise === undefined) return lines;
    const [row] = otherwise.statements;
    if (!statement.then.braced && !otherwise.braced && row !== undefined) {
      const plain = { ...otherwise, statements: [{ ...row, doc: undefined }] };
      return [...lines, ...this.head(row, bracedIn(row)), ...this.#body('else', plain, indent)];
    }
    const other = this.#body('else', otherwise, indent);
    if (!statement.then.braced) return [...lines, ...other];
    const close = lines.pop() ?? '';
    const [first = '', ...rest] = other;
    return [...lines, `${close} ${first}`, ...rest];
  }

  /** A head and its block: braces, or one statement in the same line or below. */
  #body(head: string, block: Block, indent: number): string[] {
    const [only] = block.statements;
    if (block.braced || only === undefined) {
      const lines = this.braced(block.statements, block.span, indent);
      return lines.length === 0 ? [`${head} {}`] : [`${head} {`, ...lines, '}'];
    }
    if (head === 'else' && only.kind === 'when' && only.doc === undefined) {
      const [first = '', ...rest] = this.statement(only, indent);
      return [`else ${first}`, ...rest];
    }
    const lines = [...this.head(only, bracedIn(only)), ...this.statement(only, indent + 2)];
    const [line = ''] = lines;
    if (lines.length === 1 && indent + head.length + 1 + line.length <= WIDTH) return [`${head} ${line}`];
    return [head, ...lines.map((each) => (each === '' ? '' : `  ${each}`))];
  }
}

/** ` since 5.19 until 6.4`, or nothing. */
export function availability({ since, until }: Availability): string {
  return `${since === undefined ? '' : ` since ${since.text}`}${until === undefined ? '' : ` until ${until.text}`}`;
}

function docLines(doc: string | undefined): string[] {
  return doc === undefined ? [] : doc.split('\n').map((line) => (line === '' ? '///' : `/// ${line}`));
}

export function paramList(params: readonly Param[]): string {
  return `(${params.map(({ name, type }) => (type === undefined ? name.text : `${name.text}: ${type.text}`)).join(', ')})`;
}

function rowName({ errno, id }: Pick<Failure, 'id'> & { readonly errno?: Failure['errno'] | undefined }): string {
  return errno === undefined ? id.text : `${errno.text} ${id.text}`;
}

function suffixed(lines: readonly string[], end: string): string[] {
  return [...lines.slice(0, -1), `${lines.at(-1) ?? ''}${end}`];
}
