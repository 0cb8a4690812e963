import { type Btf, KIND, type ModuleTypes } from '../btf/index.js';
import { sameKind, TypeIndex } from './core/names.js';

/** A type of the kernel or of a module. */
export interface TargetType {
  readonly btf: Btf;
  readonly id: number;
}

/** The same, and whose it is: `module` is 0 for the kernel, from 1 on it counts the modules. */
export interface TypeOfKernel extends TargetType {
  readonly owner: string;
  readonly module: number;
}

/** The section of variables of which each CPU has its own. */
const PERCPU_SECTION = '.data..percpu';

interface Table {
  readonly name: string;
  readonly btf: Btf;
  readonly index: TypeIndex;
}

/** The types of the kernel that an object is meant for, by name: first the kernel's own, then those of its modules. */
export class TargetTypes {
  readonly #kernel: Table;
  readonly #modules: readonly Table[];

  /** @param names names that will be asked for */
  constructor(btf: Btf, modules: readonly ModuleTypes[], names: readonly string[]) {
    const wanted = [...names, PERCPU_SECTION];
    this.#kernel = { name: 'vmlinux', btf, index: new TypeIndex(btf, wanted) };
    this.#modules = modules.map((module) => ({ ...module, index: new TypeIndex(module.btf, wanted, btf.count) }));
  }

  /** The first type of a kind with a name, and whose it is. */
  find(kind: number, name: string): TypeOfKernel | undefined {
    for (const [module, { btf, index, name: owner }] of [this.#kernel, ...this.#modules].entries()) {
      const id = index.find(kind, name);
      if (id !== undefined) return { btf, id, owner, module };
    }
    return undefined;
  }

  /** Has each CPU one of its own of a variable of the kernel (module 0) or a module. */
  isPercpu(module: number, id: number): boolean {
    const table = module === 0 ? this.#kernel : this.#modules[module - 1];
    const section = table?.index.find(KIND.datasec, PERCPU_SECTION);
    return table !== undefined && section !== undefined && table.btf.secVars(section).some(({ type }) => type === id);
  }

  /** Types with a name but for flavours; those of modules only when the kernel itself has none. */
  candidates(kind: number, name: string): TargetType[] {
    const of = ({ btf, index }: Table): TargetType[] =>
      index.get(name).flatMap((id) => (sameKind(btf.kind(id), kind) ? [{ btf, id }] : []));
    const own = of(this.#kernel);
    return own.length > 0 ? own : this.#modules.flatMap(of);
  }
}
