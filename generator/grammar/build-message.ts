import type { Expr, Message, MessageHole, MessageText, Name, Span } from './ast.js';
import type { BuildContext } from './build-context.js';
import { expr } from './build-expr.js';
import { RESERVED } from './keywords.js';
import { read } from './read.js';
import { context, semantics } from './semantics.js';

/** Literal text up to the next brace or backslash. */
const PLAIN = /[^{}\\]+/y;
const SIMPLE = /^\s*([A-Za-z_]\w*)((?:\.[A-Za-z_]\w*)*)\s*$/;

/** A message in quotes: text and holes. A broken hole is reported and left out; the message stands. */
export function messageAt(span: Span, cx: BuildContext): Message {
  const parts: (MessageText | MessageHole)[] = [];
  const { source } = cx;
  const end = span.end - 1;
  let at = span.start + 1;
  let text = '';
  let textStart = at;

  const endText = (): void => {
    if (text !== '') parts.push({ kind: 'text', text, span: cx.span(textStart, at) });
    text = '';
  };

  while (at < end) {
    PLAIN.lastIndex = at;
    const plain = PLAIN.exec(source);
    if (plain !== null) {
      const piece = plain[0].slice(0, end - at);
      text += piece;
      at += piece.length;
      continue;
    }
    const two = source.slice(at, Math.min(at + 2, end));
    if (two === '{{' || two === '}}') {
      text += two[0];
      at += 2;
    } else if (two.startsWith('\\')) {
      if (two === '\\"' || two === '\\\\') text += two[1];
      else cx.report('bad-escape', cx.span(at, at + two.length), { escape: two });
      at += two.length;
    } else if (two.startsWith('}')) {
      cx.report('stray-hole-end', cx.span(at, at + 1), {});
      at += 1;
    } else {
      endText();
      const close = source.indexOf('}', at);
      if (close < 0 || close >= end) {
        cx.report('unclosed-hole', cx.span(at, at + 1), {});
        at = end;
      } else {
        const hole = holeAt(cx.span(at, close + 1), cx);
        if (hole !== undefined) parts.push(hole);
        at = close + 1;
      }
      textStart = at;
    }
  }
  endText();
  return { parts, span };
}

function holeAt(span: Span, cx: BuildContext): MessageHole | undefined {
  const inner = cx.span(span.start + 1, span.end - 1);
  const text = cx.source.slice(inner.start, inner.end);
  const simple = SIMPLE.exec(text);
  if (simple?.[1] !== undefined && !RESERVED.has(simple[1])) return { kind: 'hole', expr: path(text, inner.start, cx), span };
  if (text.trim() === '') {
    cx.report('empty-hole', span, {});
    return undefined;
  }
  const comment = text.indexOf('//');
  if (comment >= 0) {
    const start = inner.start + comment;
    cx.report('bad-hole', cx.span(start, start + 2), { expected: 'an operator', found: '`//`' });
    return undefined;
  }
  const result = read(cx.file, cx.source, inner, 'Hole', (match): Omit<MessageHole, 'span'> => semantics(match).hole());
  if (result.failure === undefined) cx.diagnostics.push(...result.diagnostics);
  else {
    const { place, expected, found } = result.failure;
    cx.report('bad-hole', cx.span(place.start, place.end), { expected, found });
  }
  return result.tree === undefined ? undefined : { ...result.tree, span };
}

/** `reg.map.name` without asking Ohm: most holes are no more than that. */
function path(text: string, start: number, cx: BuildContext): Expr {
  const names = [...text.matchAll(/\w+/g)].map((match): Name => {
    const place = start + match.index;
    return { text: match[0], span: cx.span(place, place + match[0].length) };
  });
  const [first, ...words] = names;
  if (first === undefined) throw new Error('a path has a first name');
  const subject: Expr = { kind: 'name', name: first, span: first.span };
  return words.reduce<Expr>((left, word) => ({ kind: 'word', subject: left, word, span: { ...left.span, end: word.span.end } }), subject);
}

semantics.addOperation<Omit<MessageHole, 'span'>>('hole', {
  Hole(value, format) {
    const written = format.children[0]?.child(1);
    const tree = expr(value);
    if (written === undefined) return { kind: 'hole', expr: tree };
    return { kind: 'hole', expr: tree, format: context().name(written) };
  },
});
