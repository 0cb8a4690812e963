import grammars from './kf.ohm-bundle.js';

const { rules } = grammars.KF;

/** The words in double quotes in a rule of the grammar. */
function terminals(rule: string): string[] {
  const body = rules[rule]?.body.toString() ?? '';
  return [...body.matchAll(/"(\w+)"/g)].flatMap((match) => match[1] ?? []);
}

/** The words of all rules with one description. */
function described(description: string): string[] {
  return Object.keys(rules)
    .filter((rule) => rules[rule]?.description === description)
    .flatMap(terminals);
}

/** Words that no name may be where it would read as something else. */
export const RESERVED: ReadonlySet<string> = new Set(terminals('reserved'));

/** Every word that the grammar itself knows. */
export const KEYWORDS: ReadonlySet<string> = new Set(Object.keys(rules).flatMap(terminals));

/** The words that begin a declaration. */
export const DECLARATIONS: ReadonlySet<string> = new Set(described('a declaration'));

/** The words that begin a statement. */
export const STATEMENTS: ReadonlySet<string> = new Set(described('a statement'));
