import type { Declaration, Expr } from '../../generator/grammar/ast.js';

/**
 * Which conditions of rows can be false at once? Read off how they are written, so that a no need not mean that they can't: what a word
 * says is not looked into, but the same word with the same arguments says the same twice in a row.
 */
export class Exclusion {
  readonly #constants = new Map<string, string | number>();
  readonly #defines = new Map<string, Expr>();

  constructor(
    declarations: Iterable<Declaration>,
    /** The source of an expression, wherever it stands. */
    readonly textOf: (expr: Expr) => string,
  ) {
    const all = [...declarations];
    for (const one of all) {
      if (one.kind === 'enum') for (const value of one.values) this.#constants.set(value.name.text, `${one.name.text}.${value.name.text}`);
      else if (one.kind === 'register_type') this.#constants.set(one.name.text, `register_type.${one.name.text}`);
      // a define of one of the single subjects reads the same everywhere
      else if (one.kind === 'define' && one.subject !== undefined && one.params.length === 0)
        this.#defines.set(`${one.subject.text}.${one.name.text}`, one.value);
    }
    const singles = new Set(all.flatMap((one) => (one.kind === 'subject' && one.single ? [one.name.text] : [])));
    for (const name of [...this.#defines.keys()]) if (!singles.has(name.split('.')[0] ?? '')) this.#defines.delete(name);
    for (const one of all) {
      const value = one.kind === 'const' ? this.#constant(one.value) : undefined;
      if (one.kind === 'const' && value !== undefined) this.#constants.set(one.name.text, value);
    }
  }

  /** Does at least one of them hold, whatever the state. */
  neverBothFalse(a: Expr, b: Expr): boolean {
    return this.#never(a, b, false);
  }

  /** Is `b` false whenever `a` is. */
  falseWith(a: Expr, b: Expr): boolean {
    return this.#never(a, b, true);
  }

  /** Can `a` not be false while `b` comes out as `truth`. */
  #never(a: Expr, b: Expr, truth: boolean): boolean {
    const left = this.#cases(a, false);
    const right = this.#cases(b, truth);
    return left !== undefined && right !== undefined && left.every((x) => right.every((y) => contradict([...x, ...y])));
  }

  /** The ways in which a condition comes out as `truth`, each a list of facts; undefined when it asks a table. */
  #cases(expr: Expr, truth: boolean): Fact[][] | undefined {
    switch (expr.kind) {
      case 'not':
        return this.#cases(expr.operand, !truth);
      case 'passes':
        return undefined;
      case 'in': {
        const values = expr.list.map((item) => this.#constant(item));
        const known = values.filter((value) => value !== undefined);
        if (known.length < values.length) return [[this.#opaque(expr, truth)]];
        return [[{ of: this.textOf(expr.value), kind: truth === !expr.negated ? 'one of' : 'none of', values: known }]];
      }
      case 'word': {
        const define = expr.args === undefined && expr.subject.kind === 'name' ? `${expr.subject.name.text}.${expr.word.text}` : '';
        const value = this.#defines.get(define);
        return value === undefined ? [[this.#opaque(expr, truth)]] : this.#cases(value, truth);
      }
      case 'binary':
        return this.#binary(expr, truth);
      default:
        return [[this.#opaque(expr, truth)]];
    }
  }

  #binary(expr: Extract<Expr, { kind: 'binary' }>, truth: boolean): Fact[][] | undefined {
    const { op } = expr;
    if (op === 'and' || op === 'or') {
      const left = this.#cases(expr.left, truth);
      const right = this.#cases(expr.right, truth);
      if (left === undefined || right === undefined) return undefined;
      return (op === 'and') === truth ? left.flatMap((x) => right.map((y) => [...x, ...y])) : [...left, ...right];
    }
    const value = this.#constant(expr.right);
    if (value === undefined) return [[this.#opaque(expr, truth)]];
    const of = this.textOf(expr.left);
    if (op === 'is' || op === 'is not') return [[{ of, kind: (op === 'is') === truth ? 'one of' : 'none of', values: [value] }]];
    const range = typeof value === 'number' ? rangeOf(op, value, truth) : undefined;
    return [[range === undefined ? this.#opaque(expr, truth) : { of, kind: 'range', ...range }]];
  }

  #opaque(expr: Expr, truth: boolean): Fact {
    return { of: this.textOf(expr), kind: 'one of', values: [String(truth)] };
  }

  #constant(expr: Expr): string | number | undefined {
    if (expr.kind === 'int') return expr.value;
    if (expr.kind === 'string') return JSON.stringify(expr.value);
    if (expr.kind === 'negate' && expr.operand.kind === 'int') return -expr.operand.value;
    if (expr.kind !== 'name') return undefined;
    return expr.name.text === 'none' ? 'none' : this.#constants.get(expr.name.text);
  }
}

/** Something about the value of an expression, which `of` names by its text. */
type Fact = { readonly of: string } & (
  | { readonly kind: 'one of' | 'none of'; readonly values: readonly (string | number)[] }
  | { readonly kind: 'range'; readonly min: number; readonly max: number }
);

function rangeOf(op: string, value: number, truth: boolean): { min: number; max: number } | undefined {
  const above = { min: op === '>' || op === '<=' ? value + 1 : value, max: Infinity };
  const below = { min: -Infinity, max: op === '<' || op === '>=' ? value - 1 : value };
  if (op === '>' || op === '>=') return truth ? above : below;
  if (op === '<' || op === '<=') return truth ? below : above;
  return undefined;
}

/** Is there an expression of which the facts can't all be true. */
function contradict(facts: readonly Fact[]): boolean {
  return facts.some((one) => {
    const same = facts.filter((other) => other.of === one.of);
    const min = Math.max(...same.map((fact) => (fact.kind === 'range' ? fact.min : -Infinity)));
    const max = Math.min(...same.map((fact) => (fact.kind === 'range' ? fact.max : Infinity)));
    if (min > max) return true;
    if (one.kind !== 'one of') return false;
    return one.values.every((value) => same.some((fact) => !allows(fact, value)));
  });
}

function allows(fact: Fact, value: string | number): boolean {
  if (fact.kind === 'range') return typeof value !== 'number' || (value >= fact.min && value <= fact.max);
  return fact.values.includes(value) === (fact.kind === 'one of');
}
