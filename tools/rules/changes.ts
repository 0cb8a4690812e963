import type { Block, Declaration, Expr, Message, Span, Statement } from '../../generator/grammar/ast.js';

/** One change of a statement or declaration, in place of a piece of its text. */
export interface Change {
  readonly kind: 'drop' | 'turn round' | 'always' | 'never' | 'number';
  /** What an `unseen:` line calls it: `turn round`, `always`, `never`, `8 to 9`, `true to false`; a second one of the same `8 to 9 #2`. */
  readonly label: string;
  readonly span: Span;
  readonly by: string;
  /** How a program may choose between both while it runs (switches.ts); absent: it can't. */
  readonly form?: Form;
}

/** The contrary or not, true or not, false or not, one more, one less, there or not: the latter among a table's statements, or as a block. */
export type Form = 'contrary' | 'or' | 'unless' | 'more' | 'less' | 'absent' | 'absent block';

type Source = (span: Span) => string;

/** What stands for a row that was dropped. It has braces where the row had none, so that an `else` behind it stays where it was. */
export function dropped({ span }: Statement, braced: boolean): Change {
  return {
    kind: 'drop',
    label: 'drop',
    span,
    by: braced ? 'when 1 is 2 done' : '{ when 1 is 2 done }',
    form: braced ? 'absent' : 'absent block',
  };
}

/** The ways to change a statement, but for dropping it, and for the statements within. What a mechanism does is for other tests to show. */
export function changesOf(statement: Statement, source: Source): Change[] {
  switch (statement.kind) {
    case 'require':
      return numbered([...changesOfCondition(statement.condition, source), ...messageChanges(statement.failure.message)]);
    case 'reject':
      return numbered(messageChanges(statement.failure.message));
    case 'when':
      return numbered([...changesOfCondition(statement.condition, source), ...decisions(statement)]);
    case 'let':
    case 'set':
      return numbered(changesOfValue(statement.value, source));
    case 'do':
      return numbered(statement.args.flatMap((arg) => changesOfValue(arg, source)));
    case 'each':
      return numbered(partsOf(statement.list));
    // unmodelled: no kernel says what stands there
    default:
      return [];
  }
}

/** Holds always; holds never, but where only rows are left out, each of which is dropped by itself. */
function decisions({ condition: { span }, then, otherwise }: Extract<Statement, { kind: 'when' }>): Change[] {
  const always: Change = { kind: 'always', label: 'always', span, by: '1 is 1', form: 'or' };
  const never: Change = { kind: 'never', label: 'never', span, by: '1 is 2', form: 'unless' };
  return otherwise === undefined && hasRow(then) ? [always] : [always, never];
}

function hasRow({ statements }: Block): boolean {
  return statements.some((one) => {
    if (one.kind === 'when') return hasRow(one.then) || (one.otherwise !== undefined && hasRow(one.otherwise));
    return one.kind === 'require' || one.kind === 'reject' || one.kind === 'unmodelled' || (one.kind === 'each' && hasRow(one.body));
  });
}

/** The ways to change a constant, a define, or the condition of a flag. */
export function changesOfDeclaration(declaration: Declaration, source: Source): Change[] {
  if (declaration.kind === 'const') return numbered(partsOf(declaration.value, true));
  if (declaration.kind === 'define') return numbered(changesOfValue(declaration.value, source));
  if (declaration.kind !== 'flag' || declaration.condition === undefined) return [];
  return numbered(changesOfCondition(declaration.condition.when, source));
}

function changesOfCondition(condition: Expr, source: Source): Change[] {
  const { span } = condition;
  return [{ kind: 'turn round', label: 'turn round', span, by: `not (${source(span)})`, form: 'contrary' }, ...partsOf(condition)];
}

function changesOfValue(value: Expr, source: Source): Change[] {
  return isCondition(value) ? changesOfCondition(value, source) : partsOf(value);
}

const messageChanges = ({ parts }: Message) => parts.flatMap((part) => (part.kind === 'hole' ? partsOf(part.expr) : []));

const COMPARISONS = ['<', '<=', '>', '>='];
const CONDITIONS = ['or', 'and', 'is', 'is not', 'has', ...COMPARISONS];

function isCondition(expr: Expr): boolean {
  return expr.kind === 'not' || expr.kind === 'in' || expr.kind === 'passes' || (expr.kind === 'binary' && CONDITIONS.includes(expr.op));
}

/**
 * The numbers of an expression, each one larger, and a limit one smaller, too: what is just within a limit and what is just beyond it are
 * two things to show. And `true` and `false`, each as the other.
 */
function partsOf(expr: Expr, limit = false): Change[] {
  const among = (exprs: readonly Expr[]) => exprs.flatMap((one) => partsOf(one));
  switch (expr.kind) {
    case 'int':
      return (limit ? [1, -1] : [1]).map((by) => {
        const to = String(expr.value + by);
        return { kind: 'number', label: `${expr.value} to ${to}`, span: expr.span, by: to, form: by > 0 ? 'more' : 'less' };
      });
    case 'name': {
      const { text } = expr.name;
      if (text !== 'true' && text !== 'false') return [];
      const to = text === 'true' ? 'false' : 'true';
      return [{ kind: 'turn round', label: `${text} to ${to}`, span: expr.span, by: to, form: 'contrary' }];
    }
    case 'binary': {
      const below = CONDITIONS.includes(expr.op) ? COMPARISONS.includes(expr.op) : limit;
      return [...partsOf(expr.left, below), ...partsOf(expr.right, below)];
    }
    case 'not':
    case 'negate':
      return partsOf(expr.operand, limit);
    case 'in':
      return among([expr.value, ...expr.list]);
    case 'word':
      return among([expr.subject, ...(expr.args ?? [])]);
    case 'call':
    case 'passes':
      return among(expr.args);
    case 'string':
      return [];
  }
}

/** Each with a label of its own. */
function numbered(changes: readonly Change[]): Change[] {
  return changes.map((one, i) => {
    const before = changes.slice(0, i).filter(({ label }) => label === one.label).length;
    return before === 0 ? one : { ...one, label: `${one.label} #${before + 1}` };
  });
}
