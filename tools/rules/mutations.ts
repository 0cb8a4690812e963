import { markedDoc } from '../../generator/emit/describe.js';
import type { Block, Declaration, Expr, SourceFile, Span, Statement } from '../../generator/grammar/ast.js';
import { Exclusion } from './exclusion.js';
import { type Row, type Unseen, unseenDrop, unseenFlags, unseenSwap } from './unseen.js';

/** One change of one spec file that must make a case fail. */
export interface Mutation {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly kind: 'drop' | 'turn round' | 'swap' | 'number' | 'flag';
  /** The row that was changed, or the declaration. */
  readonly what: string;
  /** The file's text with the change. */
  readonly text: string;
  /** Ids of the rows that it changes, `table/row`: cases that end there are judged first. */
  readonly rows: readonly string[];
  /** The kfunc that loses a flag. */
  readonly kfunc?: string;
  /** Absent when a case must show it. */
  readonly unseen?: Unseen;
}

type Table = Extract<Declaration, { kind: 'table' }>;
type Kfunc = Extract<Declaration, { kind: 'kfunc' }>;

const isRow = (statement: Statement): statement is Row =>
  statement.kind === 'require' || statement.kind === 'reject' || statement.kind === 'unmodelled';
const rowName = (row: Row) => (row.kind === 'unmodelled' ? row.id.text : row.failure.id.text);
/** Rows that no program can fail: whatever they become, nothing shows. */
const isUnreachable = (row: Row) => markedDoc(row.doc, 'unreachable') !== undefined;

/** Every mutation of a spec, and the reasons in it that are none of any. */
export interface Mutations {
  readonly mutations: readonly Mutation[];
  /** An `order:` line that says what shows without it, or stands where no row follows; an `unseen:` line of a flag that the kfunc lacks. */
  readonly needless: readonly string[];
}

/** Each row dropped, turned round, swapped with the next one, its numbers changed; a flag's own row turned round, each flag of a kfunc dropped. */
export function mutationsOf(files: readonly SourceFile[]): Mutations {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const textOf = ({ span }: { readonly span: Span }) => (texts.get(span.file) ?? '').slice(span.start, span.end).replace(/\s+/g, ' ');
  const declarations = files.flatMap((file) => file.declarations);
  const exclusion = new Exclusion(declarations, textOf);
  const flags = new Map(declarations.flatMap((one) => (one.kind === 'flag' ? [[one.name.text, one] as const] : [])));
  const found = files.map((file) => new Finder(file, exclusion, flags).find());
  return { mutations: found.flatMap((one) => one.mutations), needless: found.flatMap((one) => one.needless) };
}

/** The mutations of one file. */
class Finder {
  readonly #found: Mutation[] = [];
  readonly #needless: string[] = [];

  constructor(
    readonly file: SourceFile,
    readonly exclusion: Exclusion,
    readonly flags: ReadonlyMap<string, Declaration>,
  ) {}

  find(): Mutations {
    for (const one of this.file.declarations) {
      if (one.kind === 'table') this.#block(one, one.body);
      else if (one.kind === 'kfunc') this.#kfunc(one);
      else if (one.kind === 'flag' && one.condition !== undefined && markedDoc(one.doc, 'unreachable') === undefined)
        this.#condition(one.condition.failure.id.text, one.condition.when);
    }
    return { mutations: this.#found, needless: this.#needless };
  }

  #put(kind: Mutation['kind'], what: string, at: number, text: string, more: Pick<Mutation, 'rows' | 'kfunc' | 'unseen'>): void {
    this.#found.push({ file: this.file.path, line: this.#line(at), kind, what, text, ...more });
  }

  /** 1-based. */
  #line(at: number): number {
    return this.file.text.slice(0, at).split('\n').length;
  }

  #replaced({ start, end }: Span, by: string): string {
    return this.file.text.slice(0, start) + by + this.file.text.slice(end);
  }

  #block(table: Table, { statements }: Block): void {
    statements.forEach((statement, i) => {
      if (isRow(statement)) {
        const unseen = isUnreachable(statement) ? undefined : this.#rowAndSwap(table, statement, rowsBehind(statements, i));
        if (unseen?.by !== 'spec' && markedDoc(statement.doc, 'order') !== undefined)
          this.#needless.push(`${this.file.path}:${this.#line(statement.span.start)}: ${table.name.text}/${rowName(statement)}`);
      } else if (statement.kind === 'when') {
        this.#block(table, statement.then);
        if (statement.otherwise !== undefined) this.#block(table, statement.otherwise);
      } else if (statement.kind === 'each') this.#block(table, statement.body);
    });
  }

  /** Why the order of the row and the next statement can't be seen. */
  #rowAndSwap(table: Table, row: Row, behind: readonly Row[]): Unseen | undefined {
    this.#row(table, row, behind);
    const [next] = behind;
    return next === undefined ? undefined : this.#swap(table, row, next);
  }

  #row(table: Table, row: Row, behind: readonly Row[]): void {
    const id = `${table.name.text}/${rowName(row)}`;
    const at = row.span.start;
    const unseen = unseenDrop(row, behind, table.errno?.text, this.exclusion);
    this.#put('drop', id, at, this.#replaced(row.span, 'when 1 is 2 done'), { rows: [id], ...(unseen === undefined ? {} : { unseen }) });
    if (row.kind === 'require') this.#condition(id, row.condition);
  }

  #condition(id: string, condition: Expr): void {
    const { span } = condition;
    this.#put('turn round', id, span.start, this.#replaced(span, `not (${this.file.text.slice(span.start, span.end)})`), { rows: [id] });
    for (const { value, span } of numbersIn(condition))
      this.#put('number', `${id}: ${value} to ${value + 1}`, span.start, this.#replaced(span, String(value + 1)), { rows: [id] });
  }

  #swap(table: Table, row: Row, next: Row): Unseen | undefined {
    const { text } = this.file;
    const [first, second] = [row.span, next.span];
    const swapped =
      text.slice(0, first.start) +
      text.slice(second.start, second.end) +
      text.slice(first.end, second.start) +
      text.slice(first.start, first.end) +
      text.slice(second.end);
    const id = `${table.name.text}/${rowName(row)}`;
    const unseen = unseenSwap(row, next, table.errno?.text, this.exclusion);
    this.#put('swap', `${id} with ${rowName(next)}`, first.start, swapped, {
      rows: [id, `${table.name.text}/${rowName(next)}`],
      ...(unseen === undefined ? {} : { unseen }),
    });
    return unseen;
  }

  #kfunc(kfunc: Kfunc): void {
    const known = kfunc.flags.map(({ text }) => text);
    for (const { flag } of unseenFlags(kfunc.doc))
      if (!known.includes(flag)) this.#needless.push(`${this.file.path}: ${kfunc.name.text}: ${flag}`);
    for (const { text, span } of kfunc.flags) {
      // what a flag demands may be what no program can fail
      const reason =
        unseenFlags(kfunc.doc).find(({ flag }) => flag === text)?.reason ?? markedDoc(this.flags.get(text)?.doc, 'unreachable');
      this.#put('flag', `${kfunc.name.text} ${text}`, span.start, withoutFlag(this.file.text, span), {
        rows: [],
        kfunc: kfunc.name.text,
        ...(reason === undefined ? {} : { unseen: { by: 'spec', reason } }),
      });
    }
  }
}

/** The rows that follow a statement at once, but for those that no program can fail. */
function rowsBehind(statements: readonly Statement[], at: number): Row[] {
  const behind = statements.slice(at + 1);
  const end = behind.findIndex((one) => !isRow(one));
  return behind
    .slice(0, end < 0 ? behind.length : end)
    .filter(isRow)
    .filter((row) => !isUnreachable(row));
}

/** A flag of a list and the comma or colon that belongs to it. */
function withoutFlag(text: string, { start, end }: Span): string {
  const behind = /^\s*,\s*/.exec(text.slice(end));
  if (behind !== null) return text.slice(0, start) + text.slice(end + behind[0].length);
  return text.slice(0, start).replace(/[,:]\s*$/, ' ') + text.slice(end);
}

function numbersIn(expr: Expr): Extract<Expr, { kind: 'int' }>[] {
  switch (expr.kind) {
    case 'int':
      return [expr];
    case 'binary':
      return [...numbersIn(expr.left), ...numbersIn(expr.right)];
    case 'not':
    case 'negate':
      return numbersIn(expr.operand);
    case 'in':
      return [...numbersIn(expr.value), ...expr.list.flatMap(numbersIn)];
    case 'word':
      return [...numbersIn(expr.subject), ...(expr.args ?? []).flatMap(numbersIn)];
    case 'call':
    case 'passes':
      return expr.args.flatMap(numbersIn);
    default:
      return [];
  }
}
