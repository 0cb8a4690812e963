/** Names in declarations: types, subjects, errnos. */
import type { Name, Param as ParamNode } from '../grammar/ast.js';
import type { CollectContext } from './context.js';
import { ERRNO } from './errno.js';
import type { Local } from './ir.js';
import { problems } from './problems.js';
import { nearest } from './report.js';
import type { Param, Subject } from './symbols.js';
import { DEMANDS, ERROR, PLAIN_TYPE_NAMES, plainType, type Type } from './types.js';

/** A type by name: of the language, an enumeration, a subject, or `args`: a list of the subject `arg`. */
export function resolveType(context: CollectContext, name: Name): Type {
  const text = name.text;
  const plain = plainType(text);
  if (plain) return plain;
  const { enums, subjects } = context.symbols;
  if (enums.has(text)) return { kind: 'enum', name: text };
  if (subjects.has(text)) return { kind: 'subject', name: text };
  if (text === 'demands') return DEMANDS;
  if (text.endsWith('s') && subjects.has(text.slice(0, -1))) return { kind: 'list', of: { kind: 'subject', name: text.slice(0, -1) } };
  const suggestion = nearest(text, [...PLAIN_TYPE_NAMES, ...enums.keys(), ...subjects.keys()]);
  context.reporter.report(name.span, problems.unknownName(text, 'type', suggestion));
  return ERROR;
}

/** A parameter without a type has the subject of its own name. */
export function collectParams(context: CollectContext, params: readonly ParamNode[]): (Param & Local)[] {
  const seen = new Set<string>();
  return params.map((param) => {
    if (seen.has(param.name.text)) context.reporter.report(param.name.span, problems.nameTaken(param.name.text, 'a parameter'));
    seen.add(param.name.text);
    return { name: param.name.text, type: resolveType(context, param.type ?? param.name), span: param.name.span };
  });
}

/** 0 when absent or unknown. */
export function resolveErrno(context: Pick<CollectContext, 'reporter'>, name: Name | undefined): number {
  if (!name) return 0;
  const errno = ERRNO.get(name.text);
  if (errno === undefined) context.reporter.report(name.span, problems.unknownName(name.text, 'errno', nearest(name.text, ERRNO.keys())));
  return errno ?? 0;
}

export function resolveSubject(context: CollectContext, name: Name): Subject | undefined {
  const subject = context.symbols.subjects.get(name.text);
  if (!subject)
    context.reporter.report(name.span, problems.unknownName(name.text, 'subject', nearest(name.text, context.symbols.subjects.keys())));
  return subject;
}
