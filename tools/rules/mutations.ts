import { markedDoc } from '../../generator/emit/describe.js';
import type { Block, Declaration, SourceFile, Span, Statement } from '../../generator/grammar/ast.js';
import { type Change, changesOf, changesOfDeclaration, dropped } from './changes.js';
import { Exclusion } from './exclusion.js';
import { type Row, type Unseen, unseenChanges, unseenDrop, unseenSwap } from './unseen.js';

/** One change of one spec file that must make a case fail. */
export interface Mutation {
  readonly file: string;
  /** 1-based. */
  readonly line: number;
  readonly kind: Change['kind'] | 'swap' | 'flag';
  /** The row, other statement or declaration that was changed. */
  readonly what: string;
  /** The file's text with the change. */
  readonly text: string;
  /** Ids of the rows that it changes, `table/row`, or `table/` and nothing: cases that end there, or in the table, are judged first. */
  readonly rows: readonly string[];
  /** The kfunc that loses a flag. */
  readonly kfunc?: string;
  /** Absent when a case must show it. */
  readonly unseen?: Unseen;
  /** What was changed where, if it is one place. */
  readonly change?: Change;
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
  /** An `order:` line that says what shows without it, or stands where no row follows; an `unseen:` line of what is none of the changes. */
  readonly needless: readonly string[];
}

/**
 * Each row dropped, two in the other order; each condition turned round, those of `when` made to hold always or never; numbers and truth
 * values changed, constants among them; each flag of a kfunc dropped.
 */
export function mutationsOf(files: readonly SourceFile[]): Mutations {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const textOf = ({ span }: { readonly span: Span }) => (texts.get(span.file) ?? '').slice(span.start, span.end).replace(/\s+/g, ' ');
  const declarations = files.flatMap((file) => file.declarations);
  const exclusion = new Exclusion(declarations, textOf);
  const flags = new Map(declarations.flatMap((one) => (one.kind === 'flag' ? [[one.name.text, one] as const] : [])));
  const tables = declarations.filter((one) => one.kind === 'table');
  const asking = (name: string) => tables.filter((table) => textOf(table).includes(name)).map((table) => `${table.name.text}/`);
  const found = files.map((file) => new Finder(file, exclusion, flags, asking).find());
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
    /** The tables where a constant or a define is named, as in `rows` of a mutation. */
    readonly asking: (name: string) => string[],
  ) {}

  find(): Mutations {
    for (const one of this.file.declarations) {
      if (one.kind === 'table') this.#block(one, one.body);
      else if (one.kind === 'kfunc') this.#kfunc(one);
      else if (one.kind === 'flag' && markedDoc(one.doc, 'unreachable') !== undefined) continue;
      else this.#declaration(one);
    }
    return { mutations: this.#found, needless: this.#needless };
  }

  #put(kind: Mutation['kind'], what: string, at: number, text: string, more: Pick<Mutation, 'rows' | 'kfunc' | 'unseen' | 'change'>): void {
    this.#found.push({ file: this.file.path, line: this.#line(at), kind, what, text, ...more });
  }

  /** 1-based. */
  #line(at: number): number {
    return this.file.text.slice(0, at).split('\n').length;
  }

  readonly #source = ({ start, end }: Span): string => this.file.text.slice(start, end);

  #replaced({ start, end }: Span, by: string): string {
    return this.file.text.slice(0, start) + by + this.file.text.slice(end);
  }

  /** The changes of what has that doc; `proof` is why no program shows that it is gone. */
  #changes(changes: readonly Change[], doc: string | undefined, what: string, rows: readonly string[], proof?: Unseen): void {
    const reasons = unseenChanges(doc);
    for (const { label, reason } of reasons)
      if (!changes.some((one) => one.label === label) || (label === 'drop' && proof !== undefined))
        this.#needless.push(`${this.file.path}: ${what}: ${label}: ${reason}`);
    for (const change of changes) {
      const { kind, label, span, by } = change;
      const said = reasons.find((one) => one.label === label);
      const spec: Unseen | undefined = said === undefined ? undefined : { by: 'spec', reason: said.reason };
      const unseen = (label === 'drop' ? proof : undefined) ?? spec;
      const name = label === kind ? what : `${what}: ${label}`;
      this.#put(kind, name, span.start, this.#replaced(span, by), { rows, change, ...(unseen === undefined ? {} : { unseen }) });
    }
  }

  #declaration(one: Declaration): void {
    const changes = changesOfDeclaration(one, this.#source);
    if (one.kind === 'const' || one.kind === 'define') {
      const what = one.kind === 'define' && one.subject !== undefined ? `${one.subject.text}.${one.name.text}` : one.name.text;
      this.#changes(changes, one.doc, what, this.asking(one.name.text));
    } else if (one.kind === 'flag' && one.condition !== undefined) {
      const id = one.condition.failure.id.text;
      this.#changes(changes, one.doc, id, [id]);
    }
  }

  #block(table: Table, { statements, braced }: Block): void {
    statements.forEach((statement, i) => {
      if (isRow(statement)) {
        const unseen = isUnreachable(statement) ? undefined : this.#rowAndSwap(table, statement, rowsBehind(statements, i), braced);
        if (unseen?.by !== 'spec' && markedDoc(statement.doc, 'order') !== undefined)
          this.#needless.push(`${this.file.path}:${this.#line(statement.span.start)}: ${table.name.text}/${rowName(statement)}`);
        return;
      }
      const what = `${table.name.text}: ${this.#title(statement)}`;
      this.#changes(changesOf(statement, this.#source), statement.doc, what, [`${table.name.text}/`]);
      if (statement.kind === 'when') {
        this.#block(table, statement.then);
        if (statement.otherwise !== undefined) this.#block(table, statement.otherwise);
      } else if (statement.kind === 'each') this.#block(table, statement.body);
    });
  }

  /** A statement on one line, without what is within. */
  #title(statement: Statement): string {
    const { start, end } = statement.span;
    const until = statement.kind === 'when' ? statement.condition.span.end : statement.kind === 'each' ? statement.list.span.end : end;
    return this.file.text.slice(start, until).replace(/\s+/g, ' ');
  }

  /** Why the order of the row and the next statement can't be seen. */
  #rowAndSwap(table: Table, row: Row, behind: readonly Row[], braced: boolean): Unseen | undefined {
    const id = `${table.name.text}/${rowName(row)}`;
    const proof = unseenDrop(row, behind, table.errno?.text, this.exclusion);
    this.#changes([dropped(row, braced), ...changesOf(row, this.#source)], row.doc, id, [id], proof);
    const [next] = behind;
    return next === undefined ? undefined : this.#swap(table, row, next);
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
    const reasons = unseenChanges(kfunc.doc);
    for (const { label } of reasons) if (!known.includes(label)) this.#needless.push(`${this.file.path}: ${kfunc.name.text}: ${label}`);
    for (const { text, span } of kfunc.flags) {
      // what a flag demands may be what no program can fail
      const reason = reasons.find(({ label }) => label === text)?.reason ?? markedDoc(this.flags.get(text)?.doc, 'unreachable');
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
