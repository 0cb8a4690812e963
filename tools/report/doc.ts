/**
 * Doc lines of a spec, sorted by what they are for. A line that begins with `help:` says what would have been accepted; one that
 * begins with a word of FOR_MAKERS is for the makers of the spec; all others explain.
 */

/** What a row's or table's documentation says. */
export interface Doc {
  /** Sentences that explain. */
  readonly about: string;
  /** What would have been accepted, one suggestion each. */
  readonly help: readonly string[];
}

/** Prefixes of lines for the makers of the spec: why no case fails a row, none passes it, or none shows its order, or a kfunc's flag. */
const FOR_MAKERS: ReadonlySet<string> = new Set(['unreachable', 'decided', 'unpassed', 'order', 'unseen']);

const PREFIXED = /^([a-z-]+):\s*(.*)$/;

/** Sorts the doc lines of a row or table. */
export function readDoc(text: string | undefined): Doc {
  const about: string[] = [];
  const help: string[] = [];
  for (const line of (text ?? '').split('\n')) {
    const prefixed = PREFIXED.exec(line.trim());
    if (prefixed?.[1] === 'help') help.push(prefixed[2] ?? '');
    else if (!FOR_MAKERS.has(prefixed?.[1] ?? '')) about.push(line.trim());
  }
  return { about: about.join(' ').trim(), help };
}

/** What a rule's own documentation says, and where it is silent its table's. */
export function ruleDoc(rule: { readonly doc?: string; readonly about?: string }): Doc {
  const own = readDoc(rule.doc);
  const table = readDoc(rule.about);
  return { about: own.about || table.about, help: own.help.length > 0 ? own.help : table.help };
}
