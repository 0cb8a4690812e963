/** Types and prototypes by name: those of a kernel's own tables, or what a loader knows better of the very kernel that a program is for. */
import type { BtfPrototype, BtfType, PlainType, TypeTables } from './btf-types.js';
import { PlainTypes } from './plain-types.js';
import type { Program } from './program.js';

/** The types and prototypes that were emitted for a kernel. */
interface EmittedTypes {
  readonly types: readonly BtfType[];
  readonly prototypes?: Readonly<Record<string, BtfPrototype>>;
}

class KernelTables implements TypeTables {
  readonly types: BtfType[];
  readonly #plain: PlainTypes;
  readonly #structs = new Map<string, number>();
  readonly #prototypes: EmittedTypes['prototypes'];

  constructor({ types, prototypes }: EmittedTypes) {
    this.types = [...types];
    this.#plain = new PlainTypes(this.types);
    this.#prototypes = prototypes;
    types.forEach((type, index) => {
      // vmlinux's types come before those of modules, and the first one of a name is the one that is found
      if (type.kind === 'struct' && type.name !== '' && !this.#structs.has(type.name)) this.#structs.set(type.name, index);
    });
  }

  structNamed(name: string): number {
    return this.#structs.get(name) ?? -1;
  }

  plain(type: PlainType): number {
    return this.#plain.index(type);
  }

  prototype(name: string): BtfPrototype | undefined {
    return this.#prototypes !== undefined && Object.hasOwn(this.#prototypes, name) ? this.#prototypes[name] : undefined;
  }
}

const tablesOf = new WeakMap<EmittedTypes, TypeTables>();

/** What a kernel's own tables say. */
export function kernelTables(kernel: EmittedTypes): TypeTables {
  let tables = tablesOf.get(kernel);
  if (tables === undefined) {
    tables = new KernelTables(kernel);
    tablesOf.set(kernel, tables);
  }
  return tables;
}

/** The tables that hold for a program. */
export function programTables(kernel: EmittedTypes, program: Program): TypeTables {
  return program.typeTables ?? kernelTables(kernel);
}
