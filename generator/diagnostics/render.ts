import type { Span } from '../grammar/ast.js';
import type { Diagnostic } from './diagnostic.js';

export interface RenderOptions {
  readonly color?: boolean;
  /** Where a file lies for whoever reads this; without it files are named as spans name them. */
  readonly pathOf?: (file: string) => string;
}

/** The text of a file by its path; undefined when it can't be had. */
export type Sources = (file: string) => string | undefined;

/** A place as people count: from 1. Columns are UTF-16 units. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where an offset stands in a text. */
export function placeOf(source: string, offset: number): Place {
  const before = source.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}

const STYLES = { bold: 1, dim: 2, error: 31, warning: 33, note: 36, place: 34 } as const;

/**
 * A diagnostic for a terminal: severity, message and code; file:line:column; the line itself, underlined; related places; help.
 * `sources` is the text of the diagnostic's file, or gives the text of any file that a span names. No newline at the end.
 */
export function renderDiagnostic(
  found: Diagnostic,
  sources: string | Sources,
  { color = false, pathOf = (file) => file }: RenderOptions = {},
): string {
  const sourceOf = typeof sources === 'string' ? (file: string) => (file === found.span.file ? sources : undefined) : sources;
  const paint = (style: keyof typeof STYLES, text: string): string => (color ? `\x1b[${STYLES[style]}m${text}\x1b[0m` : text);
  const related = found.related ?? [];
  const gutter = Math.max(...[found, ...related].map(({ span }) => lineNumber(span, sourceOf).length));
  const bar = `${' '.repeat(gutter)} ${paint('place', '|')}`;

  const excerpt = (span: Span, arrow: string, style: 'error' | 'warning' | 'note', note: string): string[] => {
    const source = sourceOf(span.file);
    if (source === undefined)
      return [`${' '.repeat(gutter)}${paint('place', arrow)} ${pathOf(span.file)}${note === '' ? '' : `: ${note}`}`];
    const { line, column } = placeOf(source, span.start);
    const shown = around(lineAt(source, span.start), column, span.end - span.start);
    return [
      `${' '.repeat(gutter)}${paint('place', arrow)} ${pathOf(span.file)}:${line}:${column}`,
      bar,
      `${paint('place', `${String(line).padStart(gutter)} |`)} ${shown.text}`.trimEnd(),
      `${bar} ${paint(style, note === '' ? shown.marks : `${shown.marks} ${note}`)}`,
    ];
  };

  const lines = [
    `${paint(found.severity, found.severity)}${paint('bold', `: ${found.message}`)} ${paint('dim', `[${found.code}]`)}`,
    ...excerpt(found.span, '-->', found.severity, ''),
    ...related.flatMap(({ span, message }) => excerpt(span, ':::', 'note', message)),
  ];
  if (found.help !== undefined) lines.push(`${' '.repeat(gutter)} ${paint('place', '=')} ${paint('note', 'help')}: ${found.help}`);
  return lines.join('\n');
}

/** `file:line:column: error: message [code]`, for editors and logs. */
export function diagnosticLine(found: Diagnostic, source: string): string {
  const { line, column } = placeOf(source, found.span.start);
  return `${found.span.file}:${line}:${column}: ${found.severity}: ${found.message} [${found.code}]`;
}

function lineNumber(span: Span, sourceOf: Sources): string {
  const source = sourceOf(span.file);
  return source === undefined ? '' : String(placeOf(source, span.start).line);
}

function lineAt(source: string, offset: number): string {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const end = source.indexOf('\n', offset);
  return source.slice(start, end < 0 ? source.length : end).replace(/\r$/, '');
}

/** Letters of a line that are shown; of a longer one, those around the place. */
const WIDTH = 160;

/** A line as it is shown, with carets under a stretch of it: one at least, and none beyond what is shown. */
function around(line: string, column: number, length: number): { readonly text: string; readonly marks: string } {
  const start = line.length <= WIDTH ? 0 : Math.max(0, Math.min(column - 1 - WIDTH / 4, line.length - WIDTH));
  const end = Math.min(line.length, start + WIDTH);
  const before = start === 0 ? '' : '… ';
  const indent = before.length + column - 1 - start;
  const carets = Math.min(Math.max(1, length), Math.max(1, end - column + 1));
  return {
    text: `${before}${plain(line.slice(start, end))}${end === line.length ? '' : ' …'}`,
    marks: ' '.repeat(indent) + '^'.repeat(carets),
  };
}

/** Each letter is one column, and none speaks to the terminal. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, (letter) => (letter === '\t' ? ' ' : '\ufffd'));
}
