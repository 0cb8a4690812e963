import type { MatchResult } from 'ohm-js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { hint } from './hints.js';
import { type Lexeme, lex } from './lex.js';
import type { Range, Squeezed } from './squeeze.js';

/** Why a stretch can't be read, in a person's words. */
export interface Explanation {
  /** The token that can't stand where it is; empty at the end of the stretch. */
  readonly place: Range;
  /** Nothing is wrong but that the stretch ends. */
  readonly atEnd: boolean;
  readonly expected: string;
  readonly found: string;
  readonly diagnostic: Diagnostic;
}

declare module 'ohm-js' {
  interface FailedMatchResult {
    /** What could have stood at the rightmost place; fluffy: what could have gone on something that was complete. */
    getRightmostFailures(): readonly { toString(): string; isFluffy(): boolean }[];
  }
}

/** Not said when something else fits. */
const RARE = new Set('`.`;`@`;`*`;`|`;`since`;`until`;`as`;`fails`;`single`;`suffix`;`allow`;`from`'.split(';'));
/** They go on something that is complete. Ohm itself knows that where no space is between. */
const CONTINUATIONS = new Set([...RARE, 'an operator', '`(`', '`,`']);
const CLOSERS = new Set(['`}`', '`]`', 'a closing parenthesis']);
/** Where one of these is expected, the next line's first token is wrong, not the line before. */
const BEGINNINGS = ['a statement', 'a declaration', 'a property'];

/** Where Ohm got stuck in a stretch, and what would have let it go on. */
export function explain(
  match: MatchResult,
  squeezed: Squeezed,
  file: string,
  source: string,
  range: Range,
  blank: readonly Range[],
): Explanation {
  if (!match.failed()) throw new Error('only a failed match can be explained');
  const position = tokenStart(squeezed.text, match.getRightmostFailurePosition());
  const at = squeezed.places[position] ?? range.end;
  const tokens = lex(source, range).filter((token) => !blank.some(({ start, end }) => token.start >= start && token.end <= end));
  const index = tokens.findIndex((token) => token.end > at);
  const token = index < 0 ? undefined : tokens[index];
  const before = index < 0 ? tokens.at(-1) : tokens[index - 1];
  const place = token ?? { start: before?.end ?? range.end, end: before?.end ?? range.end };
  const phrases = match
    .getRightmostFailures()
    .map((failure) => ({ text: failure.toString(), optional: failure.isFluffy() || CONTINUATIONS.has(failure.toString()) }))
    .filter(({ text }) => text !== 'end of input');
  const all = phrases.map(({ text }) => text);
  const expected = oneOf(wanted(phrases, token));
  const found = token === undefined ? 'the end' : quoted(token.text);
  const span = (part: Range): Diagnostic['span'] => ({ file, start: part.start, end: part.end });
  const after = before !== undefined && (token === undefined || token.firstOnLine) && !BEGINNINGS.some((word) => all.includes(word));
  const help = hint(after ? undefined : token?.text, all, before?.text);
  return {
    place,
    atEnd: token === undefined,
    expected,
    found,
    diagnostic: after
      ? diagnostic('expected-after', span({ start: before.end, end: before.end }), { expected, before: quoted(before.text) }, { help })
      : diagnostic('expected', span(place), { expected, found }, { help }),
  };
}

/** The start of the token at a position: a word is one token, also when it was squeezed. */
function tokenStart(text: string, position: number): number {
  let at = position;
  while (text[at] === ' ' || text[at] === '\n') at++;
  while (isWord(text, at) && isWord(text, at - 1)) at--;
  return at;
}

function isWord(text: string, at: number): boolean {
  return /\w/.test(text[at] ?? '');
}

function quoted(token: string): string {
  return token.startsWith('"') ? 'a text' : `\`${token}\``;
}

interface Phrase {
  readonly text: string;
  readonly optional: boolean;
}

/** What to name of all that could stand here: an operator if something like one stands here, else what can't be left out. */
function wanted(phrases: readonly Phrase[], token: Lexeme | undefined): string[] {
  const all = [...new Set(phrases.map(({ text }) => text))];
  if (all.includes('an operator') && token !== undefined && /^[=!&|^~?<>+*/%-]/.test(token.text)) return ['an operator'];
  const needed = new Set(phrases.filter(({ optional }) => !optional).map(({ text }) => text));
  const beginning = all.filter((phrase) => BEGINNINGS.includes(phrase));
  if ([...needed].some((phrase) => !CLOSERS.has(phrase) && !BEGINNINGS.includes(phrase))) return [...needed];
  // Something is complete, or a list might be: what could go on with it, unless a new line shows that nothing should.
  const goesOn = token?.firstOnLine !== true && beginning.length > 0;
  const more = all.filter((phrase) => !CONTINUATIONS.has(phrase) || (goesOn && !RARE.has(phrase)));
  if (more.length > 0) return more.sort((a, b) => weight(a) - weight(b));
  const common = all.filter((phrase) => !RARE.has(phrase));
  return common.length > 0 ? common : all;
}

/** Closing brackets are said last, and before them what begins something new. */
function weight(phrase: string): number {
  return CLOSERS.has(phrase) ? 2 : BEGINNINGS.includes(phrase) ? 1 : 0;
}

/** `a`, `a or b`, `a, b or c` */
function oneOf(words: readonly string[]): string {
  const last = words.at(-1);
  if (last === undefined) return 'nothing more';
  return words.length === 1 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}
