import type { TypeTables } from '@kfuncspec/runtime/v1';
import { type Btf, btfOfTypes, type ModuleTypes, type OwnTables, TargetTables } from '../btf/index.js';
import type { KernelFacts } from '../kernel-facts.js';
import type { CoreTarget } from './core/relocate.js';
import { TargetTypes } from './target.js';

const NONE: readonly ModuleTypes[] = [];

const tablesOf = new WeakMap<Btf, { readonly of: OwnTables; readonly modules: readonly ModuleTypes[]; readonly tables: TypeTables }>();

/** Tables of a kernel's types, the same ones for all programs that are meant for it; undefined without its BTF. */
export function typeTables(facts: KernelFacts, btf: Btf | undefined, modules: readonly ModuleTypes[] = NONE): TypeTables | undefined {
  if (btf === undefined || facts.tables === undefined) return undefined;
  const known = tablesOf.get(btf);
  if (known?.of === facts.tables && known.modules === modules) return known.tables;
  const tables = new TargetTables(facts.tables, btf, modules);
  tablesOf.set(btf, { of: facts.tables, modules, tables });
  return tables;
}

const btfsOf = new WeakMap<OwnTables, Btf>();

/** The types that a kernel's tables have, for want of its BTF. */
export function factTypes({ tables, kernel }: KernelFacts, names: readonly string[]): CoreTarget | undefined {
  if (tables === undefined) return undefined;
  const lacking = (what: string) => `the facts of ${kernel ?? 'the kernel'} lack ${what}: give the kernel's BTF (--btf)`;
  let btf = btfsOf.get(tables);
  if (btf === undefined) {
    btf = btfOfTypes(tables.types);
    btfsOf.set(tables, btf);
  }
  return { types: new TargetTypes(btf, [], names), lacking };
}
