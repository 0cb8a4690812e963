import type { MatchResult } from 'ohm-js';
import { type Diagnostic, diagnostic } from '../diagnostics/diagnostic.js';
import { BuildContext } from './build-context.js';
import { type Explanation, explain } from './expected.js';
import grammars from './kf.ohm-bundle.js';
import { building } from './semantics.js';
import { type Range, type Squeezed, squeeze } from './squeeze.js';

/** What came of reading a stretch of a file: a tree, or why there is none; `diagnostics` has that too, and all else that is wrong. */
export interface Reading<T> {
  readonly tree?: T;
  readonly failure?: Pick<Explanation, 'place' | 'atEnd' | 'expected' | 'found'>;
  readonly diagnostics: readonly Diagnostic[];
}

/** A stretch of a file, of which some parts may be blanked: they read as white space. */
export interface Stretch extends Range {
  readonly blank?: readonly Range[];
}

/** Matches a stretch of a file against one rule of the grammar and builds its tree. */
export function read<T>(file: string, source: string, stretch: Stretch, rule: string, build: (match: MatchResult) => T): Reading<T> {
  const squeezed = squeeze(file, source, stretch, stretch.blank);
  try {
    return match(file, source, stretch, rule, build, squeezed);
  } catch (error) {
    // Ohm and the tree builders recurse as deep as the text nests.
    if (!(error instanceof RangeError)) throw error;
    const place = { start: stretch.start, end: stretch.start };
    const failure = { place, atEnd: false, expected: 'less nesting', found: 'more' };
    return { failure, diagnostics: [diagnostic('nested-too-deep', { file, ...place }, {})] };
  }
}

function match<T>(
  file: string,
  source: string,
  stretch: Stretch,
  rule: string,
  build: (match: MatchResult) => T,
  squeezed: Squeezed,
): Reading<T> {
  const quick = grammars.Quick.match(squeezed.text, rule);
  if (quick.succeeded()) {
    const cx = new BuildContext(file, source, squeezed);
    const tree = building(cx, () => build(quick));
    if (!cx.hasReservedName) {
      for (const [place, { start, end }] of squeezed.docs) {
        if (!cx.usedDocs.has(place)) cx.report('stray-doc', cx.span(start, end), {});
      }
      return { tree, diagnostics: [...squeezed.diagnostics, ...cx.diagnostics] };
    }
  }
  // Quick took a reserved word for a name, or KF can say better what was expected.
  const careful = grammars.KF.match(squeezed.text, rule);
  const { diagnostic: found, ...failure } = explain(careful, squeezed, file, source, stretch, stretch.blank ?? []);
  const known = squeezed.diagnostics.some(({ span }) => {
    return span.start <= failure.place.start && !source.slice(span.start, failure.place.start).includes('\n');
  });
  // What cannot be read behind an unfinished text or a strange character is most likely due to that.
  return { failure, diagnostics: known ? squeezed.diagnostics : [...squeezed.diagnostics, found] };
}
