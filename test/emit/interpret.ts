/**
 * What a table of a spec means, by walking its syntax tree with nothing decided beforehand: the emitted code, in which everything known
 * was decided when generating, must do the same to the letter.
 */
import type { Block, Expr, Failure, SourceFile, Statement } from '../../generator/grammar/ast.js';

export type Item = number | boolean | string | { readonly arg: number };

/** The world that words ask: four numbers, four truths, and the arguments of the call. */
export interface World {
  readonly numbers: readonly number[];
  readonly truths: readonly boolean[];
  readonly args: readonly { readonly name: string; readonly wide: boolean }[];
  readonly flags: ReadonlySet<string>;
}

/** Everything that can be seen of a run: effects in order, then how it ended. */
export type Trace = string[];

type End = 'falls' | 'next' | 'skip' | 'done' | 'failed';
type Env = Map<string, Item>;

export class Interpreter {
  readonly trace: Trace = [];
  meta = 0;
  #failure: { row: string; holes: readonly Item[]; errno: number } | null = null;

  constructor(
    readonly file: SourceFile,
    readonly world: World,
  ) {}

  /** Runs the table `kfunc_call`. */
  run(): Trace {
    const passed = this.#table('kfunc_call', []);
    const failure = this.#failure;
    this.trace.push(passed || failure === null ? 'passed' : `failed ${failure.row} ${failure.errno} ${JSON.stringify(failure.holes)}`);
    return this.trace;
  }

  #table(name: string, args: readonly Item[]): boolean {
    const table = this.file.declarations.find((d) => d.kind === 'table' && d.name.text === name);
    if (table?.kind !== 'table') throw new Error(`no table ${name}`);
    const env: Env = new Map(table.params.map((param, i) => [param.name.text, args[i] ?? 0]));
    return this.#block(table.body, env, name) !== 'failed';
  }

  #block(block: Block, outer: Env, table: string): End {
    const env = new Map(outer);
    for (const statement of block.statements) {
      const end = this.#statement(statement, env, table);
      if (end !== 'falls') return end;
    }
    return 'falls';
  }

  #statement(statement: Statement, env: Env, table: string): End {
    switch (statement.kind) {
      case 'require':
        return this.#ask(statement.condition, env) === true ? 'falls' : this.#fail(statement.failure, env, table);
      case 'reject':
        return this.#fail(statement.failure, env, table);
      case 'let':
        env.set(statement.name.text, this.#value(statement.value, env));
        return 'falls';
      case 'set':
        this.meta = Number(this.#value(statement.value, env));
        this.trace.push(`meta = ${this.meta}`);
        return 'falls';
      case 'when': {
        const chosen = this.#ask(statement.condition, env) === true ? statement.then : statement.otherwise;
        return chosen ? this.#block(chosen, env, table) : 'falls';
      }
      case 'do': {
        const args = statement.args.map((arg) => this.#value(arg, env));
        if (statement.callee.text === 'note') {
          this.trace.push(`note ${String(args[0])}`);
          return 'falls';
        }
        if (this.#table(statement.callee.text, args)) return 'falls';
        if (statement.errno && this.#failure) this.#failure = { ...this.#failure, errno: statement.errno.text === 'EACCES' ? 13 : 22 };
        return 'failed';
      }
      case 'each':
        return this.#each(statement.variable.text, statement.body, env, table);
      case 'done':
      case 'next':
      case 'skip':
        return statement.kind;
      default:
        throw new Error(statement.kind);
    }
  }

  #each(variable: string, body: Block, env: Env, table: string): End {
    for (let i = 0; i < this.world.args.length; i++) {
      const end = this.#block(body, new Map(env).set(variable, { arg: i }), table);
      if (end === 'failed' || end === 'done') return end;
      if (end === 'skip') i++;
    }
    return 'falls';
  }

  /** A condition on which a row or branch hangs: a failure that it came by is forgotten. */
  #ask(condition: Expr, env: Env): Item {
    const value = this.#value(condition, env);
    this.#failure = null;
    return value;
  }

  #fail(failure: Failure, env: Env, table: string): End {
    const holes = failure.message.parts.flatMap((part) => (part.kind === 'hole' ? [this.#value(part.expr, env)] : []));
    this.#failure = { row: `${table}/${failure.id.text}`, holes, errno: failure.errno?.text === 'EACCES' ? 13 : 22 };
    return 'failed';
  }

  #value(expr: Expr, env: Env): Item {
    const number = (e: Expr): number => Number(this.#value(e, env));
    switch (expr.kind) {
      case 'int':
      case 'string':
        return expr.value;
      case 'name':
        if (expr.name.text === 'true' || expr.name.text === 'false') return expr.name.text === 'true';
        return env.get(expr.name.text) ?? fail(expr.name.text);
      case 'word':
        return this.#word(expr, env);
      case 'not':
        return !this.#value(expr.operand, env);
      case 'negate':
        return -number(expr.operand);
      case 'in': {
        const value = this.#value(expr.value, env);
        return expr.list.some((item) => this.#value(item, env) === value) !== expr.negated;
      }
      case 'passes':
        return this.#table(
          expr.table.text,
          expr.args.map((arg) => this.#value(arg, env)),
        );
      case 'binary':
        return this.#binary(expr, env, number);
      default:
        return fail(expr.kind);
    }
  }

  #binary(expr: Extract<Expr, { kind: 'binary' }>, env: Env, number: (e: Expr) => number): Item {
    const { op, left, right } = expr;
    switch (op) {
      case 'and':
        return this.#value(left, env) === true && this.#value(right, env) === true;
      case 'or':
        return this.#value(left, env) === true || this.#value(right, env) === true;
      case 'is':
        return this.#value(left, env) === this.#value(right, env);
      case 'is not':
        return this.#value(left, env) !== this.#value(right, env);
      case '<':
        return number(left) < number(right);
      case '<=':
        return number(left) <= number(right);
      case '>':
        return number(left) > number(right);
      case '>=':
        return number(left) >= number(right);
      case 'has':
        return left.kind === 'word' && right.kind === 'name' && this.world.flags.has(right.name.text);
      case '+':
        return number(left) + number(right);
      case '-':
        return number(left) - number(right);
      case '*':
        return number(left) * number(right);
      case '&':
        return number(left) & number(right);
      case '|':
        return number(left) | number(right);
      default:
        return fail(op);
    }
  }

  #word(expr: Extract<Expr, { kind: 'word' }>, env: Env): Item {
    const subject = expr.subject.kind === 'name' ? expr.subject.name.text : '';
    const word = expr.word.text;
    if (subject === 'state')
      return /^n/.test(word) ? (this.world.numbers[Number(word[1])] ?? 0) : (this.world.truths[Number(word[1])] ?? false);
    if (subject === 'meta') return this.meta;
    const arg = env.get(subject);
    const index = typeof arg === 'object' ? arg.arg : -1;
    switch (word) {
      case 'index':
        return index;
      case 'has_next':
        return index + 1 < this.world.args.length;
      case 'name':
        return this.world.args[index]?.name ?? '';
      default:
        return fail(`${subject}.${word}`);
    }
  }
}

function fail(what: string): never {
  throw new Error(`the interpreter has no ${what}`);
}
