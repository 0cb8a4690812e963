import type { Span } from './ast.js';
import type { BuildContext } from './build-context.js';

/** What a text in quotes says: `\"` is a quote, `\\` a backslash, nothing else is an escape. */
export function textValue(span: Span, cx: BuildContext): string {
  const raw = cx.source.slice(span.start + 1, span.end - 1);
  if (!raw.includes('\\')) return raw;
  return raw.replace(/\\([\s\S])?/g, (written: string, character: string | undefined, at: number) => {
    if (character === '"' || character === '\\') return character;
    const start = span.start + 1 + at;
    cx.report('bad-escape', cx.span(start, start + written.length), { escape: written });
    return character ?? '';
  });
}

/** A text as it is written: the inverse of textValue. */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
