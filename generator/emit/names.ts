/** Identifiers of emitted code. A spec's names become identifiers only through here. */

const IDENTIFIER = /^[A-Za-z_$][A-Za-z0-9_$]*$/;

/** Words that can't name a function or a variable in a module, and those that emitted modules use themselves. */
const RESERVED = new Set(
  (
    'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in ' +
    'instanceof new null return super switch this throw true try typeof var void while with yield let static implements interface package ' +
    'private protected public arguments eval undefined NaN Infinity async of Number Math rt rule m held coverage'
  ).split(' '),
);

const identifiers = new Map<string, string>();

/** A text from a spec as an identifier: other characters become underscores. */
export function identifier(text: string): string {
  const known = identifiers.get(text);
  if (known !== undefined) return known;
  const cleaned = text.replaceAll('@', '_at_').replace(/[^A-Za-z0-9_]/g, '_');
  const named = /^[0-9]/.test(cleaned) || cleaned === '' ? `_${cleaned}` : cleaned;
  if (!IDENTIFIER.test(named)) throw new Error(`not an identifier: ${JSON.stringify(text)}`);
  identifiers.set(text, named);
  return named;
}

/** Functions that a module has for itself, `isStackOrMem`: no name of a spec becomes one. */
const OWN_FUNCTION = /^is[A-Z]/;

/** `isStackOrMem` for `stack` and `mem`. */
export function ownFunction(parts: readonly string[]): string {
  const words = parts.map((part) =>
    identifier(part)
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(''),
  );
  return `is${words.join('Or') || 'One'}`;
}

/** Gives out names that are all different. */
export class Names {
  readonly #taken: Set<string>;

  constructor(readonly outer?: Names) {
    this.#taken = new Set();
  }

  has(name: string): boolean {
    return RESERVED.has(name) || OWN_FUNCTION.test(name) || this.#taken.has(name) || this.outer?.has(name) === true;
  }

  /** Everything given out so far, sorted. */
  all(): string[] {
    return [...this.#taken].sort();
  }

  /** The wanted name, or the next one that is free. */
  take(wanted: string): string {
    const plain = identifier(wanted);
    const base = OWN_FUNCTION.test(plain) ? `_${plain}` : plain;
    let name = base;
    for (let i = 2; this.has(name); i++) name = `${base}_${i}`;
    this.#taken.add(name);
    return name;
  }
}

/** A text that may stand in a comment: on one line, and never its end. */
export function commentText(text: string): string {
  return text
    .replace(/[\r\n\u2028\u2029]+/g, ' ')
    .replaceAll('*/', '*\u2215')
    .replaceAll('/*', '\u2215*');
}

/** A text as a string literal. */
export function literal(text: string): string {
  const json = JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
  if (text.includes("'") || text.includes('\\')) return json;
  return `'${json.slice(1, -1).replaceAll('\\"', '"')}'`;
}
