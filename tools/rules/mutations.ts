import type { Block, Declaration, Expr, SourceFile, Span, Statement } from '../../generator/grammar/ast.js';

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
}

type Row = Extract<Statement, { kind: 'require' | 'reject' | 'unmodelled' }>;

const isRow = (statement: Statement): statement is Row =>
  statement.kind === 'require' || statement.kind === 'reject' || statement.kind === 'unmodelled';
const rowName = (row: Row) => (row.kind === 'unmodelled' ? row.id.text : row.failure.id.text);
/** Rows that no program can fail: whatever they become, nothing shows. */
const isUnreachable = (row: Row) => /^\s*unreachable:/m.test(row.doc ?? '');

/** Every mutation of a file: each row dropped, turned round, swapped with the next one, its numbers changed; each flag of a call dropped. */
export function mutationsOf({ path, text, declarations }: SourceFile): Mutation[] {
  const found: Mutation[] = [];
  const lineOf = (at: number) => text.slice(0, at).split('\n').length;
  const put = (kind: Mutation['kind'], what: string, at: number, changed: string) =>
    found.push({ file: path, line: lineOf(at), kind, what, text: changed });
  const replaced = ({ start, end }: Span, by: string) => text.slice(0, start) + by + text.slice(end);

  const row = (table: string, statement: Row, next: Statement | undefined) => {
    if (isUnreachable(statement)) return;
    const what = `${table}/${rowName(statement)}`;
    const at = statement.span.start;
    put('drop', what, at, replaced(statement.span, 'when 1 is 2 done'));
    if (statement.kind === 'require') {
      const { span } = statement.condition;
      put('turn round', what, at, replaced(span, `not (${text.slice(span.start, span.end)})`));
      for (const number of numbersIn(statement.condition))
        put('number', what, number.span.start, replaced(number.span, String(number.value + 1)));
    }
    if (next === undefined || !isRow(next) || isUnreachable(next)) return;
    const [first, second] = [statement.span, next.span];
    const swapped =
      text.slice(0, first.start) +
      text.slice(second.start, second.end) +
      text.slice(first.end, second.start) +
      text.slice(first.start, first.end) +
      text.slice(second.end);
    put('swap', `${what} with ${rowName(next)}`, at, swapped);
  };
  const block = (table: string, { statements }: Block) => {
    statements.forEach((statement, i) => {
      if (isRow(statement)) row(table, statement, statements[i + 1]);
      else if (statement.kind === 'when') {
        block(table, statement.then);
        if (statement.otherwise !== undefined) block(table, statement.otherwise);
      } else if (statement.kind === 'each') block(table, statement.body);
    });
  };
  const declaration = (one: Declaration) => {
    if (one.kind === 'table') block(one.name.text, one.body);
    else if (one.kind === 'kfunc') {
      for (const flag of one.flags) put('flag', `${one.name.text} ${flag.text}`, flag.span.start, withoutFlag(text, flag.span));
    }
  };
  declarations.forEach(declaration);
  return found;
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
