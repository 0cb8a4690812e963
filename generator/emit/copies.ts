/** Which copies of specialised tables become functions of their own: those that several calls share, and those that `passes` asks. */
import { createHash } from 'node:crypto';
import type { Expr, Instance, Statement } from '../model/ir.js';
import { operands } from '../model/static/expressions.js';

/** Copies up to this many statements are written where they are called. */
const INLINE_STATEMENTS = 6;

/** Copies that print alike. */
export interface CopyClass {
  /** Of the text, so that the same copy has the same one in every run. */
  readonly hash: string;
  /** The first of them, in the order of the spec. */
  readonly instance: Instance;
  /** Statements, those of inner copies included. */
  readonly size: number;
  uses: number;
  asked: boolean;
}

export class Copies {
  readonly #byText = new Map<string, CopyClass>();
  readonly #byInstance = new Map<Instance, CopyClass>();

  /** `print` gives a copy's text with inner copies named by `name`. */
  constructor(
    readonly print: (instance: Instance, name: (inner: Instance) => string) => string,
    roots: readonly Instance[],
  ) {
    for (const root of roots) this.#count(root.body);
  }

  #classOf(instance: Instance): CopyClass {
    const known = this.#byInstance.get(instance);
    if (known) return known;
    const text = this.print(instance, (inner) => `copy_${this.#classOf(inner).hash}`);
    let found = this.#byText.get(text);
    const isNew = !found;
    found ??= { hash: createHash('sha1').update(text).digest('hex'), instance, size: this.#size(instance.body), uses: 0, asked: false };
    this.#byText.set(text, found);
    this.#byInstance.set(instance, found);
    if (isNew) this.#count(instance.body);
    return found;
  }

  #size(statements: readonly Statement[]): number {
    let size = 0;
    for (const statement of statements) {
      if (statement.kind === 'instance') size += this.#classOf(statement.instance).size;
      else if (statement.kind === 'when') size += 1 + this.#size(statement.body) + this.#size(statement.otherwise);
      else if (statement.kind === 'element') size += this.#size(statement.body);
      else size += 1;
    }
    return size;
  }

  #count(statements: readonly Statement[]): void {
    for (const statement of statements) {
      for (const expr of expressionsOf(statement)) this.#ask(expr);
      if (statement.kind === 'instance') this.#classOf(statement.instance).uses++;
      else if (statement.kind === 'when') {
        this.#count(statement.body);
        this.#count(statement.otherwise);
      } else if (statement.kind === 'element') this.#count(statement.body);
    }
  }

  #ask(expr: Expr): void {
    if (expr.kind === 'passesInstance') this.#classOf(expr.instance).asked = true;
    for (const inner of operands(expr)) this.#ask(inner);
  }

  /** The copy that stands for this one if it is a function of its own. */
  shared(instance: Instance): Instance | undefined {
    const found = this.#classOf(instance);
    return found.asked || (found.uses > 1 && found.size > INLINE_STATEMENTS) ? found.instance : undefined;
  }

  /** Every copy that is a function, in the order in which they were met. */
  functions(): Instance[] {
    return [...this.#byText.values()].map((found) => found.instance).filter((instance) => this.shared(instance) === instance);
  }
}

function expressionsOf(statement: Statement): readonly Expr[] {
  switch (statement.kind) {
    case 'require':
    case 'when':
      return [statement.condition];
    case 'let':
    case 'set':
      return [statement.value];
    default:
      return [];
  }
}
