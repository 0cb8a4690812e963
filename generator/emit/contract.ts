/** What a kfunc's declaration says, for people. */
import type { KfuncContract } from '@kfuncspec/runtime/v1';
import type { KernelModel } from '../model/model.js';
import { cTypeText } from '../model/static/btf.js';
import type { Kfunc } from '../model/symbols.js';
import { type Demand, demandsByArgument, demandText } from './demands.js';
import { cPrototype, type Sources } from './describe.js';
import { literal } from './names.js';

export function kfuncContract(kfunc: Kfunc, model: KernelModel, sources: Sources): KfuncContract {
  const { decl } = kfunc;
  const instance = model.kfuncs.find(({ call }) => call === kfunc)?.instance;
  const demands = instance ? demandsByArgument(instance, contextsOf(kfunc, model)) : new Map<number, Demand[]>();
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

/** What BTF calls the contexts of each program type that may call a kfunc. */
function contextsOf(kfunc: Kfunc, { symbols }: KernelModel): readonly ReadonlySet<string>[] {
  return kfunc.programs.map((name) => {
    const properties = symbols.programs.get(name)?.properties ?? [];
    return new Set(properties.flatMap(({ key, values }) => (key === 'ctx' ? values.map(String) : [])));
  });
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
