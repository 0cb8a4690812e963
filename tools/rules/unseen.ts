import { markedDoc } from '../../generator/emit/describe.js';
import type { Expr, Message, Statement } from '../../generator/grammar/ast.js';
import type { Exclusion } from './exclusion.js';

/** A statement that can fail. */
export type Row = Extract<Statement, { kind: 'require' | 'reject' | 'unmodelled' }>;

/** Why no program shows a mutation: read off the rows, or what the spec says of them. A program that does show it makes the latter wrong. */
export interface Unseen {
  readonly by: 'proof' | 'spec';
  readonly reason: string;
}

/**
 * Why no program shows that a row and the next one were swapped: they say the same, or never fail at once. Where neither can be read off
 * the rows, the first one's documentation may say why: `/// order: …`. Undefined when a case must show it.
 */
export function unseenSwap(row: Row, next: Row, errno: string | undefined, exclusion: Exclusion): Unseen | undefined {
  if (sayTheSame(row, next, errno, exclusion)) return { by: 'proof', reason: 'both say the same' };
  if (row.kind === 'require' && next.kind === 'require' && exclusion.neverBothFalse(row.condition, next.condition))
    return { by: 'proof', reason: 'they never fail at once' };
  const reason = markedDoc(row.doc, 'order');
  return reason === undefined ? undefined : { by: 'spec', reason };
}

/**
 * Changes that no program shows, each by the name that mutations have for it, or a kfunc's flags: `/// unseen: always, since …` above a
 * statement or a constant, `/// unseen: FLAG, since …` above a kfunc.
 */
export function unseenChanges(doc: string | undefined): { readonly label: string; readonly reason: string }[] {
  return (doc ?? '').split('\n').flatMap((line) => {
    const [, label = '', reason = ''] = /^([^,]+),\s*(.*)$/.exec(markedDoc(line, 'unseen') ?? '') ?? [];
    return label === '' ? [] : [{ label, reason }];
  });
}

/** Why no program shows that a row is gone: those behind it say the same, and one of them fails wherever it does. */
export function unseenDrop(row: Row, behind: readonly Row[], errno: string | undefined, exclusion: Exclusion): Unseen | undefined {
  if (row.kind !== 'require') return undefined;
  for (const next of behind) {
    if (next.kind !== 'require' || !sayTheSame(row, next, errno, exclusion)) return undefined;
    if (exclusion.falseWith(row.condition, next.condition)) return { by: 'proof', reason: `${next.failure.id.text} says the same` };
  }
  return undefined;
}

function sayTheSame(row: Row, next: Row, errno: string | undefined, { textOf }: Exclusion): boolean {
  if (row.kind !== 'require' || next.kind !== 'require' || asksTable(row.condition) || asksTable(next.condition)) return false;
  const said = ({ failure }: typeof row) => `${failure.errno?.text ?? errno} ${messageText(failure.message, textOf)}`;
  return said(row) === said(next);
}

function messageText({ parts }: Message, textOf: (expr: Expr) => string): string {
  return parts.map((part) => (part.kind === 'text' ? part.text : `{${textOf(part.expr)}:${part.format?.text ?? ''}}`)).join('');
}

/** Does it ask a table, which has messages of its own and may change the state. */
function asksTable(expr: Expr): boolean {
  switch (expr.kind) {
    case 'passes':
      return true;
    case 'not':
      return asksTable(expr.operand);
    case 'binary':
      return asksTable(expr.left) || asksTable(expr.right);
    default:
      return false;
  }
}
