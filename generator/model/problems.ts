/** Makes the diagnostics of generator/diagnostics/model.ts: one function for each thing that can be wrong. */

import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import type { Span } from '../grammar/ast.js';
import { type Type, typeText } from './types.js';

/** A finding that still wants its place. */
export interface Problem {
  (span: Span): Diagnostic;
  /** What nothing is called: no problem of its own where a declaration of that name could not be read. */
  readonly missing?: string;
}

export const problems = {
  unknownName: (name: string, what: string, suggestion?: string): Problem =>
    Object.assign((span: Span) => diagnostic('unknown-name', span, { name, what }, didYouMean(suggestion)), { missing: name }),
  unknownWord: (subject: string, word: string, suggestion?: string): Problem =>
    Object.assign((span: Span) => diagnostic('unknown-word', span, { subject, word }, didYouMean(suggestion)), {
      missing: `${subject}.${word}`,
    }),
  ambiguousName:
    (name: string, places: readonly string[]): Problem =>
    (span) =>
      diagnostic('ambiguous-name', span, { name, places: places.join(' or ') }),
  declaredTwice:
    (what: string, name: string, first: Span): Problem =>
    (span) =>
      diagnostic('declared-twice', span, { what, name }, firstHere(first)),
  nameTaken:
    (name: string, what: string): Problem =>
    (span) =>
      diagnostic('name-taken', span, { name, what }),
  sameValue:
    (what: string, name: string, other: string): Problem =>
    (span) =>
      diagnostic('value-taken', span, { what, name, other }),
  valueRange:
    (what: string, name: string, value: number, range: string): Problem =>
    (span) =>
      diagnostic('value-range', span, { what, name, value, range }),
  duplicateRow:
    (table: string, row: string, first: Span): Problem =>
    (span) =>
      diagnostic('duplicate-row', span, { table, row }, firstHere(first)),
  unreachable:
    (before: string, at: Span): Problem =>
    (span) =>
      diagnostic('unreachable', span, { before }, { related: [{ span: at, message: 'the block ends here' }] }),
  mismatch:
    (got: Type, wanted: Type | string): Problem =>
    (span) =>
      diagnostic('type-mismatch', span, { got: a(got), wanted: typeof wanted === 'string' ? wanted : a(wanted) }),
  notComparable:
    (left: Type, right: Type): Problem =>
    (span) =>
      diagnostic('not-comparable', span, { left: a(left), right: a(right) }),
  argumentCount:
    (title: string, wanted: number, got: number): Problem =>
    (span) =>
      diagnostic('argument-count', span, { title, wanted: countOf(wanted, 'argument'), got }),
  repeated:
    (what: string, name: string, first: Span): Problem =>
    (span) =>
      diagnostic('repeated', span, { what, name }, firstHere(first)),
  tooManyParameters:
    (name: string, count: number): Problem =>
    (span) =>
      diagnostic('too-many-parameters', span, { name, count }),
  notSettable:
    (title: string): Problem =>
    (span) =>
      diagnostic('not-settable', span, { title }),
  settableWord:
    (title: string): Problem =>
    (span) =>
      diagnostic('settable-word', span, { title }),
  mechanismErrno:
    (name: string): Problem =>
    (span) =>
      diagnostic('mechanism-errno', span, { name }),
  noErrno:
    (table: string): Problem =>
    (span) =>
      diagnostic('no-errno', span, { table }),
  outsideEach:
    (keyword: string): Problem =>
    (span) =>
      diagnostic('outside-each', span, { keyword }),
  notConstant: (): Problem => (span) => diagnostic('not-constant', span, {}),
  holeFormat:
    (format: string, got: Type): Problem =>
    (span) =>
      diagnostic('hole-format', span, { format, got: a(got) }),
  notStatic:
    (what: string): Problem =>
    (span) =>
      diagnostic('not-static', span, { what }),
  noEvaluator:
    (title: string): Problem =>
    (span) =>
      diagnostic('no-evaluator', span, { title }),
  evaluation:
    (title: string, reason: string): Problem =>
    (span) =>
      diagnostic('evaluation', span, { title, reason }),
  recursion:
    (title: string): Problem =>
    (span) =>
      diagnostic('recursion', span, { title }),
  constraintParameter:
    (table: string, param: string): Problem =>
    (span) =>
      diagnostic('unknown-constraint-parameter', span, { table, param }),
  flagNotThere:
    (flag: string, call: string, kernel: string, when: string): Problem =>
    (span) =>
      diagnostic('flag-not-there', span, { flag, call, kernel, when: when === '' ? '' : `: it is there ${when}` }),
  patternArgument:
    (call: string, flag: string, argument: string, has: number): Problem =>
    (span) =>
      diagnostic('pattern-argument', span, { call, flag, argument, has: has === 0 ? 'no arguments' : `only ${countOf(has, 'argument')}` }),
  patternUnasked:
    (call: string, flag: string, constraint: string, param: string, table: string): Problem =>
    (span) =>
      diagnostic('pattern-unasked', span, { call, flag, constraint, param, table }),
  neverCallable:
    (call: string, param: string, rule: string, message: string): Problem =>
    (span) =>
      diagnostic('never-callable', span, { call, param, rule, message }),
  unknownCType:
    (type: string, kernel: string): Problem =>
    (span) =>
      diagnostic('unknown-c-type', span, { type, kernel }),
  prototypeDiffers:
    (call: string, fact: string, written: string): Problem =>
    (span) =>
      diagnostic('prototype-differs', span, { call, fact, written }),
  missingTable: (table: string, what: string): Problem =>
    Object.assign((span: Span) => diagnostic('missing-table', span, { table, what }), { missing: table }),
  acquireWithoutRelease:
    (call: string, type: string): Problem =>
    (span) =>
      diagnostic('acquire-without-release', span, { call, type }),
};

function didYouMean(suggestion: string | undefined): { readonly help?: string } {
  return suggestion === undefined ? {} : { help: `did you mean \`${suggestion}\`?` };
}

function firstHere(first: Span) {
  return { related: [{ span: first, message: 'the first one' }] };
}

/** "a bool", "an int" */
function a(type: Type): string {
  const noun = typeText(type);
  return /^([aeio]|u(?!64))/.test(noun) ? `an ${noun}` : `a ${noun}`;
}

function countOf(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
