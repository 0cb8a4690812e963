/** Tables and signatures in words, for JSDoc and documentation. */
import type { Block, Expr, Message, SourceFile, Span, Statement } from '../grammar/ast.js';
import { errnoName } from '../model/errno.js';
import { cTypeText } from '../model/static/btf.js';
import { type Kfunc, type Table, tableName } from '../model/symbols.js';
import { availableIn } from '../model/versions.js';

/** Places and source texts of the spec's files. */
export class Sources {
  readonly #files: ReadonlyMap<string, { readonly text: string; readonly lines: readonly number[] }>;

  constructor(files: readonly SourceFile[]) {
    this.#files = new Map(files.map((file) => [file.path, { text: file.text, lines: lineStarts(file.text) }]));
  }

  /** What stands there, on one line. */
  text(span: Span): string {
    return (this.#files.get(span.file)?.text.slice(span.start, span.end) ?? '').replace(/\s+/g, ' ').trim();
  }

  /** 1-based. */
  line(span: Span): number {
    const lines = this.#files.get(span.file)?.lines ?? [];
    let low = 0;
    let high = lines.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((lines[middle] ?? 0) <= span.start) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  place(span: Span): string {
    return `${span.file}:${this.line(span)}`;
  }
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Doc lines without the marked ones (`help:`, `unreachable:`). */
export function plainDoc(doc: string | undefined): string | undefined {
  if (doc === undefined) return undefined;
  const lines = doc.split('\n').filter((line) => !/^\s*[a-z]+:/.test(line));
  const text = lines.join('\n').trim();
  return text === '' ? undefined : text;
}

/** The lines of a doc that begin with a mark such as `help:`, without it. */
export function markedDoc(doc: string | undefined, mark: string): string | undefined {
  const lines = (doc ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line.startsWith(`${mark}:`));
  return lines.length === 0 ? undefined : lines.map((line) => line.slice(mark.length + 1).trim()).join(' ');
}

/** What a table demands, one line for each statement that a person wants to know of. */
export function describeTable(sources: Sources, table: Table, kernel: string): string[] {
  return describeBlock(sources, table.decl.body, table.errno, kernel, '');
}

function describeBlock(sources: Sources, body: Block, errno: number, kernel: string, indent: string): string[] {
  return body.statements.filter((s) => availableIn(s.availability, kernel)).flatMap((s) => describe(sources, s, errno, kernel, indent));
}

function describe(sources: Sources, statement: Statement, errno: number, kernel: string, indent: string): string[] {
  const code = (expr: Expr): string => `\`${sources.text(expr.span)}\``;
  const inner = (body: Block): string[] => describeBlock(sources, body, errno, kernel, `${indent}  `);
  const failure = (f: Extract<Statement, { kind: 'require' }>['failure']): string =>
    `${f.id.text} (${f.errno?.text ?? errnoName(errno)}): "${messageText(sources, f.message)}"`;
  switch (statement.kind) {
    case 'require':
      return [`${indent}- requires ${code(statement.condition)}, else ${failure(statement.failure)}`];
    case 'reject':
      return [`${indent}- fails: ${failure(statement.failure)}`];
    case 'unmodelled':
      return [`${indent}- not modelled, ${statement.id.text}: "${messageText(sources, statement.reason)}"`];
    case 'when':
      return [
        `${indent}- when ${code(statement.condition)}:`,
        ...inner(statement.then),
        ...(statement.otherwise ? [`${indent}- otherwise:`, ...inner(statement.otherwise)] : []),
      ];
    case 'do':
      return [`${indent}- ${tableName(statement.callee)}(${statement.args.map((arg) => sources.text(arg.span)).join(', ')})`];
    case 'apply':
      return [`${indent}- what the flags demand: ${code(statement.target)}`];
    case 'each':
      return [`${indent}- for each ${statement.variable.text} of ${code(statement.list)}:`, ...inner(statement.body)];
    case 'set':
      return [`${indent}- ${code(statement.target)} becomes ${code(statement.value)}`];
    case 'let':
      return [`${indent}- let ${statement.name.text} be ${code(statement.value)}`];
    case 'done':
      return [`${indent}- passes`];
    case 'next':
    case 'skip':
      return [`${indent}- ${statement.kind}`];
  }
}

/** A message as the spec writes it. */
function messageText(sources: Sources, message: Message): string {
  return message.parts
    .map((part) => (part.kind === 'text' ? part.text : `{${sources.text(part.expr.span)}${part.format ? `:${part.format.text}` : ''}}`))
    .join('');
}

/** `struct nf_conn *bpf_xdp_ct_lookup(struct xdp_md *xdp_ctx, …)` */
export function cPrototype(kfunc: Kfunc): string {
  const declare = (type: string, name: string): string => (type.endsWith('*') ? `${type}${name}` : `${type} ${name}`);
  const params = kfunc.params.map((param) => declare(cTypeText(param.type), param.name)).join(', ');
  return `${declare(cTypeText(kfunc.returns), kfunc.name)}(${params === '' ? 'void' : params})`;
}
