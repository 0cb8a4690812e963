/** Tables for known arguments: what is decided when generating disappears, what depends on the machine stays. */
import type { Span } from '../../grammar/ast.js';
import type { Recalled, SliceInputs } from '../cache.js';
import type { Element, Expr, Failure, Instance, Local, Statement } from '../ir.js';
import { problems } from '../problems.js';
import type { Table } from '../symbols.js';
import { CopyKeys, nameOfCall } from './copy-keys.js';
import { asksPasses, boolOf, dynamicArgs, type FoldContext, fold } from './fold.js';
import { prune } from './prune.js';
import type { AppliedConstraint, Value } from './value.js';

/** How a run of statements ends: it falls through, it leaves this round of an `each`, or it leaves the table. */
type Ending = 'falls' | 'leaves' | 'exits';

interface Result {
  readonly statements: readonly Statement[];
  readonly ending: Ending;
}

/** One table that is being specialised. */
interface Frame {
  /** Some path reaches the table's end or a `done`. */
  canPass: boolean;
}

/** One round of an `each` that is being unrolled. */
interface Round {
  readonly element: Element;
  readonly next: Element | undefined;
  /** `skip` stood where every path comes by: the next round is left out. */
  skipsNext: boolean;
  leaves: boolean;
}

type Bindings = Map<Local, Expr>;

const MAX_DEPTH = 40;

export class Specialiser {
  /** Calls and arguments that copies are being made for, the innermost last. */
  readonly #during: string[] = [];
  readonly #copies = new Map<string, Instance>();
  readonly #keys: CopyKeys;
  readonly #context: FoldContext;

  /** Tables that the copy which is being made came by, the innermost last. */
  readonly #visited: Set<string>[] = [];

  /** `inputs` and `recall` say which copies of an earlier run still hold; without them all are made anew. */
  constructor(
    context: Omit<FoldContext, 'instance' | 'defining' | 'during'>,
    readonly inputs?: SliceInputs,
    readonly recall?: Recalled,
  ) {
    this.#keys = new CopyKeys(inputs);
    this.#context = {
      ...context,
      defining: new Set(),
      during: () => this.#during.at(-1) ?? '',
      instance: (table, args, span) => this.instance(table, args, span),
    };
  }

  /** A copy of a table: arguments that are values are filled in, the others stay parameters. Undefined when that has no end. */
  instance(table: Table, args: readonly Expr[], span: Span): Instance | undefined {
    const key = this.#keys.of(table, args);
    const before = key === undefined ? undefined : (this.#copies.get(key) ?? this.recall?.(key));
    if (before) {
      if (key !== undefined) this.#copies.set(key, before);
      this.#visit(before.visited);
      return before;
    }
    if (this.#during.length >= MAX_DEPTH) {
      this.#context.reporter.report(span, problems.recursion(table.name));
      return undefined;
    }
    const bindings: Bindings = new Map();
    const params: Local[] = [];
    const known = new Map<string, Value>();
    let hopeless = false;
    table.params.forEach((param, i) => {
      const arg = args[i];
      if (arg?.kind === 'value') {
        bindings.set(param, arg);
        known.set(param.name, arg.value);
      } else {
        const own: Local = { ...param };
        params.push(own);
        bindings.set(param, { kind: 'local', local: own, type: param.type, span: param.span });
        if (arg && this.#isStaticOnly(param)) {
          this.#context.reporter.report(arg.span, problems.notStatic(`\`${param.name}\` of \`${table.name}\``));
          hopeless = true;
        }
      }
    });
    const frame: Frame = { canPass: false };
    if (hopeless) return undefined;
    this.#during.push(nameOfCall(known) ?? this.#during.at(-1) ?? table.name);
    const visited = new Set([table.name]);
    this.#visited.push(visited);
    const { statements, ending } = this.#block(table.body ?? [], bindings, frame, undefined, false);
    this.#visited.pop();
    this.#visit(visited);
    this.#during.pop();
    if (ending !== 'exits') frame.canPass = true;
    const instance: Instance = { table, params, body: prune(statements), known, visited, canPass: frame.canPass };
    if (key !== undefined) this.#copies.set(key, instance);
    return instance;
  }

  #visit(names: ReadonlySet<string>): void {
    const outer = this.#visited.at(-1);
    if (outer) for (const name of names) outer.add(name);
  }

  /** Every copy that was made or recalled, by key. */
  get copies(): ReadonlyMap<string, Instance> {
    return this.#copies;
  }

  /** A table whose arguments are all known at run time only: constants folded, `each` unrolled. */
  plain(table: Table): Instance | undefined {
    const args = table.params.map((param): Expr => ({ kind: 'local', local: param, type: param.type, span: param.span }));
    return this.instance(table, args, table.decl.span);
  }

  /** The value of a definition that stays a function. */
  definition(params: readonly Local[], value: Expr): Expr {
    return fold(
      this.#context,
      new Map(params.map((param) => [param, { kind: 'local', local: param, type: param.type, span: param.span }])),
      value,
    );
  }

  #isStaticOnly(param: Local): boolean {
    return param.type.kind === 'subject' && this.#context.symbols.subjects.get(param.type.name)?.isStatic === true;
  }

  #block(statements: readonly Statement[], outer: Bindings, frame: Frame, round: Round | undefined, conditional: boolean): Result {
    const bindings = new Map(outer);
    const out: Statement[] = [];
    for (const statement of statements) {
      const ending = this.#statement(statement, bindings, out, frame, round, conditional);
      if (ending !== 'falls') return { statements: out, ending };
    }
    return { statements: out, ending: 'falls' };
  }

  /** Appends what is left of one statement to `out`; a `let` changes `bindings`. */
  #statement(
    statement: Statement,
    bindings: Bindings,
    out: Statement[],
    frame: Frame,
    round: Round | undefined,
    conditional: boolean,
  ): Ending {
    switch (statement.kind) {
      case 'require': {
        const condition = fold(this.#context, bindings, statement.condition);
        const value = boolOf(condition);
        if (value === true) return 'falls';
        const failure = this.#failure(statement.failure, bindings);
        if (value === undefined) {
          out.push({ ...statement, condition, failure });
          return 'falls';
        }
        out.push({ kind: 'reject', failure, span: statement.span, doc: statement.doc });
        return 'exits';
      }
      case 'reject':
      case 'unmodelled':
        out.push({ ...statement, failure: this.#failure(statement.failure, bindings) });
        return 'exits';
      case 'let':
        return this.#let(statement, bindings, out);
      case 'set':
        out.push({ ...statement, value: fold(this.#context, bindings, statement.value) });
        return 'falls';
      case 'when':
        return this.#when(statement, bindings, out, frame, round, conditional);
      case 'table':
        return this.#call(
          statement,
          statement.args.map((arg) => fold(this.#context, bindings, arg)),
          out,
        );
      case 'mechanism':
        out.push({ ...statement, args: statement.args.map((arg) => fold(this.#context, bindings, arg)) });
        return 'falls';
      case 'apply':
        return this.#apply(statement, bindings, out);
      case 'each':
        return this.#each(statement, bindings, out, frame);
      case 'done':
        frame.canPass = true;
        out.push(statement);
        return 'exits';
      case 'next':
      case 'skip':
        return this.#leave(statement, out, round, conditional);
      default:
        out.push(statement);
        return 'falls';
    }
  }

  #failure(failure: Failure, bindings: Bindings): Failure {
    return { rule: failure.rule, holes: failure.holes.map((hole) => fold(this.#context, bindings, hole)) };
  }

  #let(statement: Extract<Statement, { kind: 'let' }>, bindings: Bindings, out: Statement[]): Ending {
    const value = fold(this.#context, bindings, statement.value);
    if (value.kind === 'value') {
      bindings.set(statement.local, value);
      return 'falls';
    }
    const local: Local = { ...statement.local };
    bindings.set(statement.local, { kind: 'local', local, type: local.type, span: statement.span });
    out.push({ ...statement, local, value });
    return 'falls';
  }

  #when(
    statement: Extract<Statement, { kind: 'when' }>,
    bindings: Bindings,
    out: Statement[],
    frame: Frame,
    round: Round | undefined,
    conditional: boolean,
  ): Ending {
    const condition = fold(this.#context, bindings, statement.condition);
    const value = boolOf(condition);
    if (value !== undefined) {
      const chosen = this.#block(value ? statement.body : statement.otherwise, bindings, frame, round, conditional);
      out.push(...chosen.statements);
      return chosen.ending;
    }
    const then = this.#block(statement.body, bindings, frame, round, true);
    const otherwise = this.#block(statement.otherwise, bindings, frame, round, true);
    if (then.statements.length > 0 || otherwise.statements.length > 0 || asksPasses(condition)) {
      out.push({ ...statement, condition, body: then.statements, otherwise: otherwise.statements });
    }
    if (then.ending === 'falls' || otherwise.ending === 'falls') return 'falls';
    return then.ending === 'exits' && otherwise.ending === 'exits' ? 'exits' : 'leaves';
  }

  /** `args` are folded already. */
  #call(statement: Extract<Statement, { kind: 'table' }>, args: readonly Expr[], out: Statement[], applied = false): Ending {
    if (!statement.table.specialised) {
      out.push({ ...statement, args });
      return 'falls';
    }
    const instance = this.instance(statement.table, args, statement.span);
    if (!instance) return 'exits';
    const errno = statement.errno === undefined ? {} : { errno: statement.errno };
    if (instance.body.length > 0) {
      const { span, doc } = statement;
      out.push({ kind: 'instance', instance, args: dynamicArgs(args), ...errno, ...(applied ? { applied } : {}), span, doc });
    }
    return instance.canPass ? 'falls' : 'exits';
  }

  #apply(statement: Extract<Statement, { kind: 'apply' }>, bindings: Bindings, out: Statement[]): Ending {
    const target = fold(this.#context, bindings, statement.target);
    if (target.kind !== 'value') {
      this.#context.reporter.report(statement.target.span, problems.notStatic('what `apply` applies'));
      return 'falls';
    }
    if (target.value.kind === 'constraints') {
      for (const applied of target.value.constraints) {
        const ending = this.#constraint(statement, applied, bindings, out);
        if (ending !== 'falls') return ending;
      }
    } else if (target.value.kind === 'conditions') {
      for (const flag of target.value.flags) {
        if (!flag.demand) continue;
        const call = statement.scope.get('call');
        if (!call) {
          this.#context.reporter.report(statement.span, problems.constraintParameter(flag.pattern, 'call'));
          continue;
        }
        const inner: Bindings = new Map([
          [flag.demand.call, bindings.get(call) ?? { kind: 'local', local: call, type: call.type, span: statement.span }],
        ]);
        const { condition, failure } = flag.demand;
        const ending = this.#statement(
          { kind: 'require', condition, failure, span: statement.span },
          inner,
          out,
          { canPass: true },
          undefined,
          false,
        );
        if (ending !== 'falls') return ending;
      }
    }
    return 'falls';
  }

  /** A constraint gets its parameters from the names where `apply` stands. */
  #constraint(
    statement: Extract<Statement, { kind: 'apply' }>,
    { table }: AppliedConstraint,
    bindings: Bindings,
    out: Statement[],
  ): Ending {
    this.#visit(new Set([table.name]));
    const args: Expr[] = [];
    for (const param of table.params) {
      const local = statement.scope.get(param.name);
      if (!local) {
        this.#context.reporter.report(statement.span, problems.constraintParameter(table.name, param.name));
        return 'falls';
      }
      args.push(fold(this.#context, bindings, { kind: 'local', local, type: local.type, span: statement.span }));
    }
    return this.#call({ kind: 'table', table, args, span: statement.span, doc: statement.doc }, args, out, true);
  }

  #each(statement: Extract<Statement, { kind: 'each' }>, bindings: Bindings, out: Statement[], frame: Frame): Ending {
    const list = fold(this.#context, bindings, statement.list);
    if (list.kind !== 'value' || list.value.kind !== 'list') {
      this.#context.reporter.report(statement.list.span, problems.notStatic('the list of an `each`'));
      return 'falls';
    }
    const items = list.value.items;
    const elements = items.map(
      (item): Element => ({ title: item.kind === 'arg' ? (item.call.params[item.index]?.name ?? '') : '', mayBeSkipped: false }),
    );
    for (let i = 0; i < items.length; i++) {
      const item = items[i];
      const element = elements[i];
      if (!item || !element) break;
      const round: Round = { element, next: elements[i + 1], skipsNext: false, leaves: false };
      const inner = new Map(bindings);
      inner.set(statement.local, { kind: 'value', value: item, type: statement.local.type, span: statement.local.span });
      const { statements, ending } = this.#block(statement.body, inner, frame, round, element.mayBeSkipped);
      if (round.leaves || element.mayBeSkipped) out.push({ kind: 'element', element, body: statements, span: statement.span });
      else out.push(...statements);
      // An element that may have been skipped at run time does not end the table on every path.
      if (ending === 'exits' && !element.mayBeSkipped && !round.leaves) return 'exits';
      if (round.skipsNext) i++;
    }
    return 'falls';
  }

  #leave(statement: Statement, out: Statement[], round: Round | undefined, conditional: boolean): Ending {
    if (!round) return 'leaves';
    const skips = statement.kind === 'skip' && round.next !== undefined;
    // A path that left this round before goes on with the next one, so that it can't be left out here and now.
    if (!conditional && !(skips && round.leaves)) {
      round.skipsNext = skips;
      return 'leaves';
    }
    round.leaves = true;
    if (skips && round.next) round.next.mayBeSkipped = true;
    out.push({ kind: 'leave', element: round.element, span: statement.span, ...(skips && round.next ? { skipping: round.next } : {}) });
    return 'leaves';
  }
}
