/** How reports are painted: every colour a report uses has a name that says what it is for. */

import picocolors from 'picocolors';

/** One function for each role a piece of text can play; each returns the text unchanged when colour is off. */
export interface Style {
  readonly accept: (text: string) => string;
  readonly reject: (text: string) => string;
  readonly inconclusive: (text: string) => string;
  /** The kernel's own words. */
  readonly message: (text: string) => string;
  readonly heading: (text: string) => string;
  /** Marks, carets and what they point at. */
  readonly mark: (text: string) => string;
  /** Line numbers, rules, places: what the eye may skip. */
  readonly faint: (text: string) => string;
  readonly name: (text: string) => string;
  readonly help: (text: string) => string;
}

/** The style for a report, with or without colour. */
export function createStyle(colour: boolean): Style {
  const c = picocolors.createColors(colour);
  return {
    accept: c.green,
    reject: (text) => c.bold(c.red(text)),
    inconclusive: c.yellow,
    message: c.bold,
    heading: c.cyan,
    mark: (text) => c.bold(c.red(text)),
    faint: c.dim,
    name: c.bold,
    help: c.green,
  };
}

/** What decides about colour: the stream written to and the two environment variables people set. */
export interface ColourCircumstances {
  readonly isTerminal: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** `--no-color` was given. */
  readonly refused?: boolean;
}

/** Whether to colour: `--no-color` and NO_COLOR (any value but the empty one) refuse, FORCE_COLOR (but `0`) insists, else a terminal gets it. */
export function wantsColour({ isTerminal, env, refused }: ColourCircumstances): boolean {
  if (refused || (env.NO_COLOR ?? '') !== '') return false;
  const force = env.FORCE_COLOR;
  if (force !== undefined) return force !== '0' && force !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
