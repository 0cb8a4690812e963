import { DECLARATIONS } from './keywords.js';
import type { Range } from './squeeze.js';

/** A declaration cannot begin behind these: what they start isn't finished. */
const UNFINISHED = new Set(
  'and or not is in has passes when else since until from allow fails as prints bit static settable let set do apply each require reject'.split(
    ' ',
  ),
);
/** Behind a declaration's keyword these are operators: `map is none` is no declaration. */
const OPERATORS = new Set('and or not is in has since until else as'.split(' '));

const TOKEN = /"(?:[^"\\\n]|\\[^\n])*"?|\/\/[^\n]*|[A-Za-z_][A-Za-z0-9_]*|\n|[^\s]/g;

/**
 * Cuts a stretch of a file where declarations begin, without parsing: each piece is parsed, cached and, if broken, reported by itself.
 * A piece takes along the white space and comments before it. Pieces cover the stretch without gaps.
 * `eager` also cuts inside brackets, at a declaration's keyword in the first column: for texts that lack a bracket.
 */
export function split(source: string, range: Range, eager: boolean): Range[] {
  const text = range.start === 0 && range.end === source.length ? source : source.slice(range.start, range.end);
  const pieces: Range[] = [];
  let start = 0;
  let depth = 0;
  let lastEnd = 0;
  let firstOnLine = true;
  let finished = true;
  /** The place of a keyword that begins a declaration if a name follows, and what was the end of the text before it. */
  let candidate = -1;
  let named = false;

  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '\n') {
      firstOnLine = true;
      continue;
    }
    const end = index + token.length;
    if (token.startsWith('//')) {
      if (!firstOnLine && candidate < 0) lastEnd = end;
      continue;
    }
    if (candidate >= 0) {
      if (/^[A-Za-z0-9_]/.test(token) && !OPERATORS.has(token)) {
        if (candidate > start) pieces.push({ start, end: candidate });
        start = candidate;
        depth = 0;
        named = token === 'subject' || token === 'word' || token === 'settable';
        candidate = -1;
        lastEnd = end;
        finished = true;
        firstOnLine = false;
        continue;
      }
      candidate = -1;
    }
    const column = index === 0 || text[index - 1] === '\n';
    if (named) named = false;
    else if (firstOnLine && DECLARATIONS.has(token) && ((depth === 0 && finished) || (eager && column && depth > 0))) candidate = lastEnd;
    if (token === '{' || token === '(' || token === '[') depth++;
    else if (token === '}' || token === ')' || token === ']') depth = Math.max(0, depth - 1);
    finished = /^[\w"})\]*]/.test(token) ? !UNFINISHED.has(token) : token === '.';
    firstOnLine = false;
    if (candidate < 0) lastEnd = end;
  }
  pieces.push({ start, end: text.length });
  return pieces.map((piece) => ({ start: piece.start + range.start, end: piece.end + range.start }));
}
