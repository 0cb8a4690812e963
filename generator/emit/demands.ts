/** What a kfunc's checks ask of each argument, for people: its constraints, as far as they ask anything of that kfunc. */
import type { Expr, Instance, Statement } from '../model/ir.js';
import type { Table } from '../model/symbols.js';
import { plainDoc } from './describe.js';

export interface Demand {
  readonly table: Table;
  /** Whatever the register holds; otherwise one of several, by what it holds. */
  readonly always: boolean;
}

/** What each argument must be: what holds always, then the alternatives. */
export function demandText(demands: readonly Demand[]): string {
  const texts = (always: boolean): string[] => [
    ...new Set(demands.filter((d) => d.always === always).flatMap(({ table }) => plainDoc(table.decl.doc)?.replace(/\s+/g, ' ') ?? [])),
  ];
  const alternatives = texts(false);
  return [...texts(true), ...(alternatives.length === 0 ? [] : [alternatives.join(' Or: ')])].join(' ');
}

/** The structures that each program type which may call the kfunc has as its context. */
type Contexts = readonly ReadonlySet<string>[];

/** The constraints that check each argument, in the order of the checks. */
export function demandsByArgument(instance: Instance, contexts: Contexts): Map<number, Demand[]> {
  const found = new Map<number, Demand[]>();
  // behind a round that may end early, what follows is an alternative too
  const visit = (statements: readonly Statement[], always: boolean): void => {
    let every = always;
    for (const statement of statements) {
      if (statement.kind === 'when') {
        const holds = decided(statement.condition, contexts);
        if (holds !== false) visit(statement.body, every && holds === true);
        if (holds !== true) visit(statement.otherwise, every && holds === false);
        const [bodyLeaves, otherwiseLeaves] = [leaves(statement.body), leaves(statement.otherwise)];
        if (holds === undefined ? bodyLeaves && otherwiseLeaves : holds ? bodyLeaves : otherwiseLeaves) return;
        if (holds === undefined && (bodyLeaves || otherwiseLeaves)) every = false;
      } else if (statement.kind === 'element') visit(statement.body, always);
      else if (statement.kind === 'instance') {
        const { table, known, body, canPass } = statement.instance;
        const arg = [...known.values()].find((value) => value.kind === 'arg');
        // what always fails is no way to pass
        if (!canPass) return;
        if (table.keyword === 'constraint' && arg) {
          if (asks(body)) add(found, arg.index, { table, always: every || statement.applied === true });
        } else visit(body, every);
      }
    }
  };
  visit(instance.body, true);
  return found;
}

function add(found: Map<number, Demand[]>, index: number, demand: Demand): void {
  const before = found.get(index) ?? [];
  if (!before.some((d) => d.table === demand.table)) found.set(index, [...before, demand]);
}

/** Is there anything in a specialised body that can fail? */
function asks(statements: readonly Statement[]): boolean {
  return statements.some((statement) => {
    switch (statement.kind) {
      case 'require':
      case 'reject':
        return true;
      case 'when':
        return asks(statement.body) || asks(statement.otherwise);
      case 'element':
        return asks(statement.body);
      case 'instance':
        return asks(statement.instance.body);
      // a table that was not specialised
      case 'table':
        return true;
      default:
        return false;
    }
  });
}

/** Whether a condition holds in all program types that may call the kfunc, or in none; undefined when the register or the program decides. */
function decided(condition: Expr, contexts: Contexts): boolean | undefined {
  if (condition.kind === 'logic') {
    const sides = [decided(condition.left, contexts), decided(condition.right, contexts)];
    const decisive = condition.op === 'or';
    if (sides.includes(decisive)) return decisive;
    return sides.includes(undefined) ? undefined : !decisive;
  }
  if (condition.kind === 'value') return condition.value.kind === 'bool' ? condition.value.value : undefined;
  if (condition.kind !== 'word' || condition.word.title !== CONTEXT_IS) return undefined;
  const [name] = condition.args;
  if (name?.kind !== 'value' || name.value.kind !== 'str') return undefined;
  const { value } = name.value;
  if (contexts.every((names) => names.has(value))) return true;
  return contexts.some((names) => names.has(value)) ? undefined : false;
}

/** The word that asks what the program's context is. */
const CONTEXT_IS = 'program.context_is';

function leaves(statements: readonly Statement[]): boolean {
  return statements.at(-1)?.kind === 'leave';
}
