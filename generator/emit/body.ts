/** The body of one emitted function. */
import type { Element, Expr, Failure, Instance, Local, Rule, Statement } from '../model/ir.js';
import { asksPasses } from '../model/static/fold.js';
import { usedLocals } from '../model/static/prune.js';
import type { Define, Table } from '../model/symbols.js';
import { registerAsked } from './asked.js';
import { block, type Code } from './code.js';
import { type ExpressionScope, negatedParts, parts, printExpr, printHole } from './expression.js';
import { branch, guard, returnCall } from './layout.js';
import { identifier, Names } from './names.js';
import { errnoText, isPlainConjunction, topRejects } from './rows.js';

/** What a body needs of the module and package around it. */
export interface BodyContext {
  readonly globals: Names;
  readonly table: (table: Table) => string;
  readonly define: (define: Define) => string;
  readonly oneOf: ExpressionScope['oneOf'];
  /** The name of a rule's constant: `rule.check_mem__negative`. */
  readonly rule: (rule: Rule) => string;
  /** The function that a copy became, or undefined when it is written where it is called. */
  readonly shared: (instance: Instance) => string | undefined;
  /** The copy as a function whatever its size, for `passes`. */
  readonly asFunction: (instance: Instance) => string;
  /** The module uses `held`. */
  readonly usesHeld: () => void;
  readonly instrument: boolean;
}

/** A table, or a copy of one that is written out inside of another. */
interface Frame {
  readonly locals: Map<Local, string>;
  readonly outer: Frame | undefined;
  /** Where `done` goes; absent: it returns. */
  readonly label: { readonly name: string; used: boolean } | undefined;
  /** `do … as ERRNO` around it. */
  readonly errno: number | undefined;
  /** Rows that count as passed when the table passes (instrumented code only). */
  readonly rejects: readonly Rule[];
}

export class BodyPrinter {
  readonly #names: Names;
  readonly #elements = new Map<Element, { readonly label: string; readonly flag: string }>();
  readonly #literals = new Map<string, Set<string>>();
  #narrowing: ReadonlySet<string> = new Set();
  /** The register that a `let` was computed from. */
  readonly #origins = new Map<Local, Local>();
  /** The registers that the conditions around ask about, the innermost last. */
  readonly #asked: (Local | undefined)[] = [];
  #frame: Frame;
  readonly #scope: ExpressionScope;

  constructor(readonly context: BodyContext) {
    this.#names = new Names(context.globals);
    this.#frame = { locals: new Map(), outer: undefined, label: undefined, errno: undefined, rejects: [] };
    this.#scope = {
      local: (local) => this.#nameOf(local),
      table: context.table,
      define: context.define,
      oneOf: context.oneOf,
      instance: (expr) => `${context.asFunction(expr.instance)}(${this.#args(expr.args)})`,
      compared: (reference, literals) => {
        const seen = this.#literals.get(reference) ?? new Set();
        for (const literal of literals) seen.add(literal);
        this.#literals.set(reference, seen);
        return this.#narrowing.has(reference);
      },
    };
  }

  /** References that are compared with several literals: TypeScript would take the second comparison for a mistake. */
  static print(context: BodyContext, instance: Instance, params: readonly string[]): Code[] {
    const first = new BodyPrinter(context);
    const code = first.#function(instance, params);
    const narrowed = [...first.#literals].filter(([, literals]) => literals.size > 1).map(([reference]) => reference);
    if (narrowed.length === 0) return code;
    const second = new BodyPrinter(context);
    second.#narrowing = new Set(narrowed);
    return second.#function(instance, params);
  }

  /** A body for comparison with others: TypeScript never sees it. */
  static printRough(context: BodyContext, instance: Instance, params: readonly string[]): Code[] {
    return new BodyPrinter(context).#function(instance, params);
  }

  /** A definition's value as a body. */
  static printValue(context: BodyContext, params: ReadonlyMap<Local, string>, value: Expr): Code[] {
    const printer = new BodyPrinter(context);
    for (const [local, name] of params) printer.#frame.locals.set(local, name);
    return [`return ${printExpr(printer.#scope, value)};`];
  }

  #function(instance: Instance, params: readonly string[]): Code[] {
    instance.params.forEach((param, i) => {
      this.#frame.locals.set(param, this.#names.take(params[i] ?? param.name));
    });
    this.#frame = { ...this.#frame, rejects: this.context.instrument ? topRejects(instance) : [] };
    const code = this.#block(instance.body, false);
    if (!this.#exits(instance.body)) code.push(...this.#passed(), 'return true;');
    return [...this.#flags(), ...code];
  }

  #nameOf(local: Local): string {
    for (let frame: Frame | undefined = this.#frame; frame; frame = frame.outer) {
      const name = frame.locals.get(local);
      if (name !== undefined) return name;
    }
    throw new Error(`no variable for ${local.name}`);
  }

  #args(args: readonly Expr[]): string {
    return ['m', ...args.map((arg) => printExpr(this.#scope, arg))].join(', ');
  }

  /** `last`: nothing of the table follows. */
  #block(statements: readonly Statement[], last: boolean): Code[] {
    return statements.flatMap((statement, i) => this.#statement(statement, last && i === statements.length - 1));
  }

  #statement(statement: Statement, last: boolean): Code[] {
    switch (statement.kind) {
      case 'require':
        return this.#require(statement.condition, statement.failure);
      case 'reject':
        return [...this.#count('failed', statement.failure.rule), ...this.#fail('fail', statement.failure, [])];
      case 'unmodelled': {
        const { rule } = statement.failure;
        return [
          ...this.#count('failed', rule),
          ...returnCall(`rt.unmodelled(m, ${this.context.rule(rule)}, `, this.#holes(statement.failure)),
        ];
      }
      case 'let': {
        if (statement.unused) return [`${printExpr(this.#scope, statement.value)};`, ...this.#forget(statement.value)];
        const name = this.#names.take(statement.local.name);
        const code = [`const ${name} = ${printExpr(this.#scope, statement.value)};`, ...this.#forget(statement.value)];
        this.#frame.locals.set(statement.local, name);
        const origin = this.#registerIn([statement.value]);
        if (origin !== undefined) this.#origins.set(statement.local, origin);
        return code;
      }
      case 'set':
        return [
          `m.${identifier(statement.word.subject?.name ?? '')}.${identifier(statement.word.name)} = ${printExpr(this.#scope, statement.value)};`,
        ];
      case 'when':
        return this.#when(statement, last);
      case 'table':
        return this.#must(`${this.context.table(statement.table)}(${this.#args(statement.args)})`, statement.errno);
      case 'mechanism':
        this.context.usesHeld();
        return this.#must(`held(rt.${identifier(statement.mechanism.name)}(${this.#args(statement.args)}))`, undefined);
      case 'instance':
        return this.#instance(statement);
      case 'element':
        return this.#element(statement);
      case 'leave':
        return this.#leave(statement);
      case 'done':
        return this.#done(last);
      default:
        throw new Error(`\`${statement.kind}\` can't be emitted`);
    }
  }

  #require(condition: Expr, failure: Failure): Code[] {
    const counted = this.#count('failed', failure.rule);
    const passed = this.#count('passed', failure.rule);
    const fail = (how: 'fail' | 'refail', test: readonly string[]): Code[] => [
      ...guard(test, [...counted, ...this.#fail(how, failure, [condition])]),
      ...passed,
    ];
    if (!asksPasses(condition)) return fail('fail', negatedParts(this.#scope, condition));
    if (isPlainConjunction(condition)) return fail('refail', negatedParts(this.#scope, condition));
    const name = this.#names.take('passed');
    return [`const ${name} = ${printExpr(this.#scope, condition)};`, ...this.#forget(condition), ...fail('fail', [`!${name}`])];
  }

  /** A table that was only asked left its failure behind: it is of no interest, unless it was one of what isn't modelled. */
  #forget(condition: Expr): Code[] {
    return asksPasses(condition) ? ['if (!rt.forget_failure(m)) return false;'] : [];
  }

  #when(statement: Extract<Statement, { kind: 'when' }>, last: boolean): Code[] {
    this.#asked.push(this.#registerIn([statement.condition]));
    const then = this.#block(statement.body, last);
    const otherwise = this.#block(statement.otherwise, last);
    this.#asked.pop();
    if (asksPasses(statement.condition)) {
      if (then.length === 0 && otherwise.length === 0)
        return [`${printExpr(this.#scope, statement.condition)};`, ...this.#forget(statement.condition)];
      const name = this.#names.take('passed');
      const asked = [`const ${name} = ${printExpr(this.#scope, statement.condition)};`, ...this.#forget(statement.condition)];
      return [...asked, ...branch([name], [`!${name}`], then, otherwise)];
    }
    return branch(parts(this.#scope, statement.condition), negatedParts(this.#scope, statement.condition), then, otherwise);
  }

  #instance(statement: Extract<Statement, { kind: 'instance' }>): Code[] {
    const { instance, args } = statement;
    const shared = this.context.shared(instance);
    if (shared !== undefined) return this.#must(`${shared}(${this.#args(args)})`, statement.errno);
    const used = usedLocals(instance.body);
    const locals = new Map<Local, string>();
    const code: Code[] = [];
    instance.params.forEach((param, i) => {
      const arg = args[i];
      if (!arg || !used.has(param)) return;
      const text = printExpr(this.#scope, arg);
      if (arg.kind === 'local') locals.set(param, text);
      else {
        const name = this.#names.take(param.name);
        code.push(`const ${name} = ${text};`);
        locals.set(param, name);
      }
    });
    const outer = this.#frame;
    const label = { name: this.#names.take(instance.table.name), used: false };
    this.#frame = {
      locals,
      outer,
      label,
      errno: outer.errno ?? statement.errno,
      rejects: this.context.instrument ? topRejects(instance) : [],
    };
    const body = this.#block(instance.body, !this.context.instrument);
    if (!this.#exits(instance.body)) body.push(...this.#passed());
    this.#frame = outer;
    if (label.used) return [...code, block(`${label.name}: {`, body)];
    return [...code, ...body];
  }

  #element({ element, body }: Extract<Statement, { kind: 'element' }>): Code[] {
    const { label, flag } = this.#elementNames(element);
    const statements = this.#block(body, false);
    if (!element.mayBeSkipped) return [block(`${label}: {`, statements)];
    return [block(`${label}: if (!${flag}) {`, statements)];
  }

  #elementNames(element: Element) {
    const known = this.#elements.get(element);
    if (known) return known;
    const label = this.#names.take(element.title === '' ? 'each' : element.title);
    const made = { label, flag: element.mayBeSkipped ? this.#names.take(`skip_${element.title}`) : '' };
    this.#elements.set(element, made);
    return made;
  }

  #leave({ element, skipping }: Extract<Statement, { kind: 'leave' }>): Code[] {
    const line = `break ${this.#elementNames(element).label};`;
    return skipping ? [`${this.#elementNames(skipping).flag} = true;`, line] : [line];
  }

  #done(last: boolean): Code[] {
    const passed = this.#passed();
    const { label } = this.#frame;
    if (!label) return [...passed, 'return true;'];
    if (last) return passed;
    label.used = true;
    return [...passed, `break ${label.name};`];
  }

  #passed(): Code[] {
    return this.#frame.rejects.flatMap((rule) => this.#count('passed', rule));
  }

  #count(what: 'passed' | 'failed', rule: Rule): Code[] {
    return this.context.instrument ? [`coverage.${what}[${this.context.rule(rule)}]++;`] : [];
  }

  /** A table or mechanism that must hold; what it leaves behind is ours. */
  #must(call: string, errno: number | undefined): Code[] {
    const final = this.#frame.errno ?? errno;
    return guard([`!${call}`], [final === undefined ? 'return false;' : `return rt.fails_as(m, ${errnoText(final)});`]);
  }

  /** `asked`: what the row asks; without a register in it, or in the message, the conditions around it tell which one it is about. */
  #fail(how: 'fail' | 'refail', failure: Failure, asked: readonly Expr[]): string[] {
    const errno = this.#frame.errno ?? failure.rule.errno;
    const register = this.#registerIn([...asked, ...failure.holes]) ?? this.#asked.findLast((local) => local !== undefined);
    const rest = register === undefined ? [] : [this.#nameOf(register)];
    return returnCall(`rt.${how}(m, ${this.context.rule(failure.rule)}, ${errnoText(errno)}, `, this.#holes(failure), rest);
  }

  #registerIn(exprs: readonly Expr[]): Local | undefined {
    return registerAsked(exprs, (local) => this.#origins.get(local));
  }

  #holes(failure: Failure): string[] {
    return failure.holes.map((hole) => printHole(this.#scope, hole));
  }

  /** No path comes out behind these statements. */
  #exits(statements: readonly Statement[]): boolean {
    const last = statements.at(-1);
    switch (last?.kind) {
      case 'reject':
      case 'unmodelled':
      case 'done':
      case 'leave':
        return true;
      case 'when':
        return this.#exits(last.body) && this.#exits(last.otherwise);
      case 'instance':
        return !last.instance.canPass && this.context.shared(last.instance) === undefined && this.#exits(last.instance.body);
      default:
        return false;
    }
  }

  /** Flags that say which rounds are left out, to stand at the function's beginning. */
  #flags(): string[] {
    return [...this.#elements.values()].filter(({ flag }) => flag !== '').map(({ flag }) => `let ${flag} = false;`);
  }
}
