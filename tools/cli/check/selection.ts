/** Which programs of the inputs are judged: `--program` and `--section`. */

import { UsageError } from '../exit.js';
import { didYouMean } from '../suggest.js';

/** What a selection has met; plain data, to be added up over several threads. */
export interface SelectionReport {
  /** Patterns that matched something. */
  readonly matched: readonly string[];
  /** Names that were there, for suggestions. */
  readonly seen: readonly string[];
}

/** A name to choose by: of a program or of a section. */
class Names {
  private readonly patterns: readonly { readonly text: string; readonly matches: (name: string) => boolean }[];
  private readonly matched = new Set<string>();
  private readonly seen = new Set<string>();

  constructor(texts: readonly string[]) {
    this.patterns = texts.map((text) => ({ text, matches: matcher(text) }));
  }

  has(name: string): boolean {
    if (this.patterns.length === 0) return true;
    if (name !== '' && this.seen.size < MOST_SEEN) this.seen.add(name);
    let found = false;
    for (const { text, matches } of this.patterns) {
      if (!matches(name)) continue;
      this.matched.add(text);
      found = true;
    }
    return found;
  }

  report(): SelectionReport {
    return { matched: [...this.matched], seen: [...this.seen] };
  }

  add({ matched, seen }: SelectionReport): void {
    for (const text of matched) this.matched.add(text);
    for (const name of seen) if (this.seen.size < MOST_SEEN) this.seen.add(name);
  }

  /** Patterns that matched nothing. */
  get unmatched(): string[] {
    return this.patterns.map(({ text }) => text).filter((text) => !this.matched.has(text));
  }

  get known(): Iterable<string> {
    return this.seen;
  }
}

/** Names that are remembered for suggestions. */
const MOST_SEEN = 10_000;

/** A name, or a pattern in which `*` stands for any characters and `?` for one. A name that is written just so always matches. */
function matcher(text: string): (name: string) => boolean {
  if (!/[*?]/.test(text)) return (name) => name === text;
  const source = text
    .replace(/[.+^${}()|[\]\\/]/g, '\\$&')
    .replace(/\*+/g, '.*')
    .replaceAll('?', '.');
  const pattern = new RegExp(`^${source}$`, 's');
  return (name) => name === text || pattern.test(name);
}

/** What of a program the options ask about. */
export interface Selectable {
  readonly name: string | null;
  readonly section: string | null;
}

/** What was asked for and not found, by option. */
export interface Unmatched {
  readonly program: readonly string[];
  readonly section: readonly string[];
}

/** The programs that are asked for. */
export class Selection {
  private readonly programs: Names;
  private readonly sections: Names;

  constructor(programs: readonly string[], sections: readonly string[]) {
    this.programs = new Names(programs);
    this.sections = new Names(sections);
  }

  /** What has no name is an error that must not go unheard. */
  has({ name, section }: Selectable): boolean {
    if (name === null) return true;
    // both are asked, so that a name counts as found wherever it is
    const inSection = this.sections.has(section ?? '');
    return this.programs.has(name) && inSection;
  }

  report(): readonly [SelectionReport, SelectionReport] {
    return [this.programs.report(), this.sections.report()];
  }

  add([programs, sections]: readonly [SelectionReport, SelectionReport]): void {
    this.programs.add(programs);
    this.sections.add(sections);
  }

  get unmatched(): Unmatched {
    return { program: this.programs.unmatched, section: this.sections.unmatched };
  }

  /** Throws a UsageError when something that was asked for is not there. */
  check(): void {
    complainUnmatched(this.unmatched, this.programs.known, this.sections.known);
  }
}

/** Throws a UsageError for the first name that was not found. */
export function complainUnmatched({ program, section }: Unmatched, programs: Iterable<string>, sections: Iterable<string>): void {
  const [name] = program;
  if (name !== undefined) throw new UsageError(`no program is named '${name}'.${didYouMean(name, programs)}`);
  const [where] = section;
  if (where !== undefined) throw new UsageError(`no program stands in a section '${where}'.${didYouMean(where, sections)}`);
}
