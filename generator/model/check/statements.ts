/** Statements of tables: typed, with a rule for each row. */
import type { Availability, Block, Doc, Failure as FailureNode, Message, Name, Statement as Node, Span } from '../../grammar/ast.js';
import type { Expr, Failure, Hole, Local, Rule, Statement } from '../ir.js';
import { problems } from '../problems.js';
import { nearest } from '../report.js';
import { resolveErrno } from '../resolve.js';
import { type Table, tableName } from '../symbols.js';
import { BOOL } from '../types.js';
import { availableIn } from '../versions.js';
import { checkArgs, checkExpr, checkTyped } from './expressions.js';
import { isPrintable, takesFormat } from './holes.js';
import type { CheckContext } from './names.js';
import { Scope } from './scope.js';

/** Where the rows of a body are collected. */
export interface RuleOwner {
  /** `check_map_access`: the first half of its rows' ids. */
  readonly name: string;
  readonly errno: number;
  readonly about: Doc;
  readonly availability: Availability;
  readonly rules: Rule[];
  /** Statement spans that something can reach, in this kernel. */
  readonly reached: (statement: Node, by: Ending | undefined) => void;
}

/** The statement after which nothing in its block is reached. */
export interface Ending {
  readonly title: string;
  readonly span: Span;
}

/** Types a table's body; its rules are added to the table. */
export function checkTable(context: CheckContext, table: Table, reached: RuleOwner['reached']): void {
  const { decl } = table;
  const owner: RuleOwner = {
    name: table.name,
    errno: table.errno,
    about: decl.doc,
    availability: decl.availability,
    rules: table.rules,
    reached,
  };
  const before = context.reporter.errors;
  table.body = checkBlock(context, new Scope(undefined, table.params), owner, decl.body).statements;
  table.broken = context.reporter.errors > before;
}

interface CheckedBlock {
  readonly statements: readonly Statement[];
  readonly ending: Ending | undefined;
}

function checkBlock(context: CheckContext, scope: Scope, owner: RuleOwner, block: Block): CheckedBlock {
  const statements: Statement[] = [];
  let ending: Ending | undefined;
  for (const node of block.statements) {
    if (!availableIn(node.availability, context.symbols.kernel)) continue;
    owner.reached(node, ending);
    const { statement, ends } = checkStatement(context, scope, owner, node);
    if (statement) statements.push(statement);
    if (ends) ending ??= { title: titleOf(node), span: node.span };
  }
  return { statements, ending };
}

function titleOf(node: Node): string {
  switch (node.kind) {
    case 'reject':
      return `\`reject ${node.failure.id.text}\``;
    case 'unmodelled':
      return `\`unmodelled ${node.id.text}\``;
    default:
      return `\`${node.kind}\``;
  }
}

interface Checked {
  readonly statement?: Statement;
  /** Nothing after it in its block is reached. */
  readonly ends?: boolean;
}

function checkStatement(context: CheckContext, scope: Scope, owner: RuleOwner, node: Node): Checked {
  const { span, doc } = node;
  const at = { span, doc };
  switch (node.kind) {
    case 'require': {
      const condition = checkTyped(context, scope, node.condition, BOOL);
      return { statement: { kind: 'require', condition, failure: checkFailure(context, scope, owner, node.failure, node), ...at } };
    }
    case 'reject':
      return { statement: { kind: 'reject', failure: checkFailure(context, scope, owner, node.failure, node), ...at }, ends: true };
    case 'unmodelled': {
      const failure = addRule(context, scope, owner, node, 'unmodelled', node.id, 0, node.reason);
      return { statement: { kind: 'unmodelled', failure, ...at }, ends: true };
    }
    case 'let': {
      const value = checkExpr(context, scope, node.value);
      const local: Local = { name: node.name.text, type: value.type, span: node.name.span };
      if (scope.find(local.name)) context.reporter.report(node.name.span, problems.nameTaken(local.name, 'a name here'));
      scope.add(local);
      return { statement: { kind: 'let', local, value, ...at } };
    }
    case 'set':
      return checkSet(context, scope, node);
    case 'when': {
      const condition = checkTyped(context, scope, node.condition, BOOL);
      const then = checkBlock(context, new Scope(scope), owner, node.then);
      const otherwise = node.otherwise ? checkBlock(context, new Scope(scope), owner, node.otherwise) : undefined;
      const statement: Statement = { kind: 'when', condition, body: then.statements, otherwise: otherwise?.statements ?? [], ...at };
      return { statement, ends: then.ending !== undefined && otherwise?.ending !== undefined };
    }
    case 'do':
      return checkDo(context, scope, node);
    case 'apply': {
      const target = checkExpr(context, scope, node.target);
      if (target.type.kind !== 'demands' && target.type.kind !== 'error') {
        context.reporter.report(
          node.target.span,
          problems.mismatch(target.type, 'what flags demand (`arg.pattern`, `arg.rest`, `call.conditions`)'),
        );
      }
      return { statement: { kind: 'apply', target, scope: scope.all(), ...at } };
    }
    case 'each': {
      const list = checkExpr(context, scope, node.list);
      if (list.type.kind !== 'list' && list.type.kind !== 'error')
        context.reporter.report(node.list.span, problems.mismatch(list.type, 'a list'));
      const local: Local = {
        name: node.variable.text,
        type: list.type.kind === 'list' ? list.type.of : list.type,
        span: node.variable.span,
      };
      if (scope.find(local.name)) context.reporter.report(node.variable.span, problems.nameTaken(local.name, 'a name here'));
      const body = checkBlock(context, new Scope(scope, [local], true), owner, node.body).statements;
      return { statement: { kind: 'each', local, list, body, ...at } };
    }
    case 'done':
      return { statement: { kind: 'done', ...at }, ends: true };
    case 'next':
    case 'skip':
      if (!scope.inEach) context.reporter.report(span, problems.outsideEach(node.kind));
      return { statement: { kind: node.kind, ...at }, ends: true };
  }
}

function checkSet(context: CheckContext, scope: Scope, node: Extract<Node, { kind: 'set' }>): Checked {
  const target = checkExpr(context, scope, node.target);
  const value = checkTyped(context, scope, node.value, target.type);
  if (target.type.kind === 'error') return {};
  if (target.kind !== 'word' || !target.word.settable) {
    context.reporter.report(node.target.span, problems.notSettable(titleOfTarget(target)));
    return {};
  }
  return { statement: { kind: 'set', word: target.word, value, span: node.span, doc: node.doc } };
}

function titleOfTarget(target: Expr): string {
  switch (target.kind) {
    case 'word':
      return target.word.title;
    case 'define':
      return target.define.title;
    case 'local':
      return target.local.name;
    default:
      return 'this';
  }
}

function checkDo(context: CheckContext, scope: Scope, node: Extract<Node, { kind: 'do' }>): Checked {
  const { symbols, reporter } = context;
  const name = tableName(node.callee);
  const at = { span: node.span, doc: node.doc };
  const errno = node.errno ? resolveErrno(context, node.errno) : undefined;
  const table = symbols.tables.get(name);
  if (table) {
    const args = checkArgs(context, scope, name, table.params, node.args, node.span);
    return { statement: { kind: 'table', table, args, ...(errno === undefined ? {} : { errno }), ...at } };
  }
  const mechanism = symbols.mechanisms.get(name);
  if (mechanism) {
    if (node.errno) reporter.report(node.errno.span, problems.mechanismErrno(name));
    return {
      statement: { kind: 'mechanism', mechanism, args: checkArgs(context, scope, name, mechanism.params, node.args, node.span), ...at },
    };
  }
  reporter.report(
    node.callee.span,
    problems.unknownName(name, 'table or mechanism', nearest(name, [...symbols.tables.keys(), ...symbols.mechanisms.keys()])),
  );
  for (const arg of node.args) checkExpr(context, scope, arg);
  return {};
}

/** The rule and the values of its holes. */
export function checkFailure(
  context: CheckContext,
  scope: Scope,
  owner: RuleOwner,
  node: FailureNode,
  row: Omit<RowPlace, 'doc'> & { readonly doc?: Doc },
): Failure {
  const errno = node.errno ? resolveErrno(context, node.errno) : owner.errno;
  if (!node.errno && owner.errno === 0) context.reporter.report(node.id.span, problems.noErrno(owner.name));
  return addRule(context, scope, owner, row, 'reject', node.id, errno, node.message);
}

interface RowPlace {
  readonly span: Span;
  readonly doc?: Doc;
  readonly availability: Availability;
}

function addRule(
  context: CheckContext,
  scope: Scope,
  owner: RuleOwner,
  row: RowPlace,
  kind: Rule['kind'],
  name: Name,
  errno: number,
  message: Message,
): Failure {
  const parts: (string | Hole)[] = [];
  const holes: Expr[] = [];
  for (const part of message.parts) {
    if (part.kind === 'text') {
      parts.push(part.text);
      continue;
    }
    const expr = checkExpr(context, scope, part.expr);
    holes.push(expr);
    parts.push({ type: expr.type, expr, ...(part.format ? { format: part.format.text } : {}) });
    if (!isPrintable(expr.type)) context.reporter.report(part.expr.span, problems.mismatch(expr.type, 'something printable'));
    else if (part.format && !takesFormat(expr.type, part.format.text))
      context.reporter.report(part.format.span, problems.holeFormat(part.format.text, expr.type));
  }
  // A flag's condition may say the whole id itself.
  const id = name.text.includes('/') ? name.text : `${owner.name}/${name.text}`;
  const before = owner.rules.find((rule) => rule.id === id);
  if (before) context.reporter.report(name.span, problems.duplicateRow(owner.name, name.text, before.nameSpan));
  const availability = { ...owner.availability, ...row.availability };
  const rule: Rule = {
    id,
    kind,
    errno,
    parts,
    doc: row.doc,
    about: owner.about,
    span: row.span,
    nameSpan: name.span,
    availability,
    index: -1,
  };
  owner.rules.push(rule);
  return { rule, holes };
}
