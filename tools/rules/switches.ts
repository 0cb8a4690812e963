import type { Name, SourceFile, Span } from '../../generator/grammar/ast.js';
import type { Form } from './changes.js';
import type { Mutation } from './mutations.js';

/**
 * To generate takes far longer than to judge, so as many mutations as can be stand in one package, each behind a switch: `chosen(n)` asks
 * whether mutation n is on, `added(n)` is 1 when it is and 0 when not.
 */
export const SWITCH_WORDS = `
word chosen(n: int): bool "is that mutation the one that is on"
word added(n: int): int "1 when that mutation is on, else 0"
`;

/** Emitted code in which the switches' words ask `chosen` below. */
export function withSwitches(code: string): string {
  return code
    .replace(/\brt\.chosen\(m, (\d+)\)/g, 'globalThis.chosenMutation($1)')
    .replace(/\brt\.added\(m, (\d+)\)/g, '(globalThis.chosenMutation($1) ? 1 : 0)');
}

/** The switches of a thread: which one is on, and which were asked since the last look. A program that asks none does as it did before. */
export class Switches {
  #on = 0;
  #asked = new Set<number>();

  constructor() {
    Reflect.set(globalThis, 'chosenMutation', (n: number): boolean => {
      this.#asked.add(n);
      return n === this.#on;
    });
  }

  /** 0 turns all off. */
  turnOn(n: number): void {
    this.#on = n;
  }

  /** Those that were asked since the last call. */
  takeAsked(): ReadonlySet<number> {
    const asked = this.#asked;
    this.#asked = new Set();
    return asked;
  }
}

/**
 * Which mutations can stand behind a switch, as far as their text shows: not those of a condition that asks a table, since what the table says
 * belongs to the row that asks.
 */
export function switchable(files: readonly SourceFile[], mutations: readonly Mutation[]): Mutation[] {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  return mutations.filter(({ change }) => {
    if (change?.form === undefined) return false;
    const { file, start, end } = change.span;
    return change.kind === 'drop' || !(texts.get(file) ?? '').slice(start, end).includes('passes ');
  });
}

/** The files' texts with a switch for each mutation: the n-th, from 1 up. A constant's are where it is used. */
export function switched(files: readonly SourceFile[], mutations: readonly Mutation[]): Map<string, string> {
  const constants = files.flatMap(({ declarations }) => declarations.filter((one) => one.kind === 'const'));
  const sites = mutations.flatMap(({ change }, i): Site[] => {
    if (change?.form === undefined) return [];
    const { span, form } = change;
    const constant = constants.find((one) => contains(one.span, span));
    if (constant === undefined) return [{ span, form, n: i + 1 }];
    const own = constant.value.kind === 'negate' ? contraryOf(form) : form;
    return usesOf(files, constant.name).map((use) => ({ span: use, form: own, n: i + 1 }));
  });
  return new Map(
    files.map(({ path, text }) => [
      path,
      rewrite(
        text,
        0,
        text.length,
        sites.filter(({ span }) => span.file === path),
      ),
    ]),
  );
}

/** A negative number that gets larger without its sign gets smaller. */
const contraryOf = (form: Form): Form => (form === 'more' ? 'less' : 'more');

/** Where a name is used, outside of comments. */
function usesOf(files: readonly SourceFile[], { text: name, span }: Name): Span[] {
  return files.flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(`\\b${name}\\b`, 'g'))]
      .map(({ index }) => ({ file: path, start: index, end: index + name.length }))
      .filter(({ start }) => !text.slice(text.lastIndexOf('\n', start) + 1, start).includes('//'))
      .filter(({ start }) => path !== span.file || start !== span.start),
  );
}

interface Site {
  readonly span: Span;
  readonly form: Form;
  readonly n: number;
}

/** A piece of the text with the sites in it rewritten, inner ones first. */
function rewrite(text: string, start: number, end: number, sites: readonly Site[]): string {
  let out = '';
  let at = start;
  // of those that begin at one place the longest one is the outermost
  const ordered = sites.toSorted((a, b) => a.span.start - b.span.start || b.span.end - a.span.end);
  while (ordered.length > 0) {
    const outer = ordered[0];
    if (outer === undefined) break;
    const { span } = outer;
    const within = ordered.filter((one) => contains(span, one.span));
    ordered.splice(0, within.length);
    const same = within.filter((one) => one.span.end === span.end && one.span.start === span.start);
    const inner = rewrite(
      text,
      span.start,
      span.end,
      within.filter((one) => !same.includes(one)),
    );
    out += text.slice(at, span.start) + same.reduce(wrapped, inner);
    at = span.end;
  }
  return out + text.slice(at, end);
}

const contains = (outer: Span, inner: Span) => outer.file === inner.file && outer.start <= inner.start && inner.end <= outer.end;

function wrapped(text: string, { form, n }: Site): string {
  switch (form) {
    case 'contrary':
      return `((not chosen(${n}) and (${text})) or (chosen(${n}) and not (${text})))`;
    case 'or':
      return `((${text}) or chosen(${n}))`;
    case 'more':
      return `(${text} + added(${n}))`;
    case 'less':
      return `(${text} - added(${n}))`;
    case 'unless':
      return `((${text}) and not chosen(${n}))`;
    case 'absent':
      return `when not chosen(${n}) {\n${text}\n}`;
    case 'absent block':
      return `{ when not chosen(${n}) {\n${text}\n} }`;
  }
}
