/** What a kfunc's declaration says, for people. */
import type { KfuncContract } from '@kfuncspec/runtime/v1';
import type { Instance, Statement } from '../model/ir.js';
import type { KernelModel } from '../model/model.js';
import { cTypeText } from '../model/static/btf.js';
import type { Kfunc, Table } from '../model/symbols.js';
import { cPrototype, plainDoc, type Sources } from './describe.js';
import { literal } from './names.js';

export function kfuncContract(kfunc: Kfunc, model: KernelModel, sources: Sources): KfuncContract {
  const { decl } = kfunc;
  const instance = model.kfuncs.find(({ call }) => call === kfunc)?.instance;
  const demands = instance ? demandsByArgument(instance) : new Map<number, Demand[]>();
  return {
    prototype: cPrototype(kfunc),
    params: kfunc.params.map((param, i) => {
      const text = demandText(demands.get(i) ?? []);
      return { name: param.name, type: cTypeText(param.type), ...(text === '' ? {} : { demands: text }) };
    }),
    returns: cTypeText(kfunc.returns),
    flags: [...kfunc.flags],
    ...(kfunc.module === undefined ? {} : { module: kfunc.module }),
    ...(decl.doc === undefined ? {} : { doc: decl.doc }),
    file: decl.span.file,
    line: sources.line(decl.span),
  };
}

interface Demand {
  readonly table: Table;
  /** Whatever the register holds; otherwise one of several, by what it holds. */
  readonly always: boolean;
}

/** What each argument must be: what holds always, then the alternatives. */
function demandText(demands: readonly Demand[]): string {
  const texts = (always: boolean): string[] => [
    ...new Set(demands.filter((d) => d.always === always).flatMap(({ table }) => plainDoc(table.decl.doc)?.replace(/\s+/g, ' ') ?? [])),
  ];
  const alternatives = texts(false);
  return [...texts(true), ...(alternatives.length === 0 ? [] : [alternatives.join(' Or: ')])].join(' ');
}

/** The constraints that check each argument, in the order of the checks. */
function demandsByArgument(instance: Instance): Map<number, Demand[]> {
  const found = new Map<number, Demand[]>();
  // Behind a round that may end early, what follows is an alternative too.
  const visit = (statements: readonly Statement[], always: boolean): void => {
    let every = always;
    for (const statement of statements) {
      if (statement.kind === 'when') {
        visit(statement.body, false);
        visit(statement.otherwise, false);
        if (leaves(statement.body) || leaves(statement.otherwise)) every = false;
      } else if (statement.kind === 'element') visit(statement.body, always);
      else if (statement.kind === 'instance') {
        const { table, known, body } = statement.instance;
        const arg = [...known.values()].find((value) => value.kind === 'arg');
        if (table.keyword === 'constraint' && arg) {
          const before = found.get(arg.index) ?? [];
          const demand = { table, always: every || statement.applied === true };
          if (!before.some((d) => d.table === table)) found.set(arg.index, [...before, demand]);
        } else visit(body, every);
      }
    }
  };
  visit(instance.body, true);
  return found;
}

function leaves(statements: readonly Statement[]): boolean {
  return statements.at(-1)?.kind === 'leave';
}

/** The contract in words. */
export function contractLines(contract: KfuncContract): string[] {
  const lines = [`\`${contract.prototype}\``, ''];
  for (const { name, demands } of contract.params) lines.push(`- \`${name}\`: ${demands ?? 'nothing is asked of it'}`);
  if (contract.flags.length > 0) lines.push(`- flags: ${contract.flags.join(', ')}`);
  if (contract.module !== undefined) lines.push(`- from module ${contract.module}`);
  return lines;
}

/** As code, one line for each parameter. */
export function printContract(contract: KfuncContract, indent: string): string {
  const params = contract.params.map(
    (p) =>
      `${indent}    { name: ${literal(p.name)}, type: ${literal(p.type)}${p.demands === undefined ? '' : `, demands: ${literal(p.demands)}`} },\n`,
  );
  const fields = [
    `prototype: ${literal(contract.prototype)}`,
    params.length === 0 ? 'params: []' : `params: [\n${params.join('')}${indent}  ]`,
    `returns: ${literal(contract.returns)}`,
    `flags: [${contract.flags.map(literal).join(', ')}]`,
  ];
  if (contract.module !== undefined) fields.push(`module: ${literal(contract.module)}`);
  if (contract.doc !== undefined) fields.push(`doc: ${literal(contract.doc)}`);
  fields.push(`file: ${literal(contract.file)}`, `line: ${contract.line}`);
  return `{\n${fields.map((field) => `${indent}  ${field},\n`).join('')}${indent}}`;
}
