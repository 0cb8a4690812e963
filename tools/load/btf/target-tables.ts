import {
  type BtfKind,
  type BtfMember,
  type BtfPrototype,
  type BtfType,
  type PlainType,
  PlainTypes,
  type TypeTables,
} from '@kfuncspec/runtime/v1';
import { CompositeNames } from './composite-names.js';
import { btfKind, isModifier, KIND, MAX_RESOLVE_DEPTH, POINTER_SIZE } from './kinds.js';
import { Nesting } from './nesting.js';
import { protoNamed, protoOfMember } from './prototypes.js';
import type { Btf } from './table.js';

/** What the rules' own tables say of the kernel: `Kernel.types` and `Kernel.prototypes`. */
export interface OwnTables {
  readonly types: readonly BtfType[];
  readonly prototypes?: Readonly<Record<string, BtfPrototype>> | undefined;
}

/** Types of a kernel module. */
export interface ModuleTypes {
  readonly name: string;
  /** The kernel's types and behind them the module's (`parseSplitBtf`). */
  readonly btf: Btf;
  /** Functions that are gone once the module is loaded (`.init.text`); absent: not known. */
  readonly initFunctions?: ReadonlySet<string>;
}

/** The BTF of vmlinux or of a module. */
interface Layer {
  readonly btf: Btf;
  /** Its own types begin here; those before are vmlinux's. */
  readonly firstId: number;
  readonly initFunctions: ReadonlySet<string> | undefined;
  readonly isModule: boolean;
  /** Index in the tables, by id. */
  readonly indexes: Map<number, number>;
  /** Its own structures and unions by name, found when one is first asked for. */
  composites: CompositeNames | undefined;
  readonly nesting: Nesting;
}

interface Shape {
  readonly size: number;
  readonly members: readonly BtfMember[];
}

/** The longest chain of pointers and arrays; no kernel comes near. */
const MOST_POINTERS = 256;

const VOID: BtfType = { kind: 'void', name: '', size: 0, type: 0, count: 0, members: [], tags: [] };

/** A structure whose members are read when they are first asked for. */
class LazyComposite implements BtfType {
  readonly type = 0;
  readonly count = 0;
  readonly tags: readonly string[] = [];
  readonly kind: 'struct' | 'union';
  readonly name: string;
  readonly #read: () => Shape;
  #shape: Shape | undefined;

  constructor(kind: 'struct' | 'union', name: string, read: () => Shape) {
    this.kind = kind;
    this.name = name;
    this.#read = read;
  }

  get size(): number {
    return this.#found().size;
  }

  get members(): readonly BtfMember[] {
    return this.#found().members;
  }

  #found(): Shape {
    this.#shape ??= this.#read();
    return this.#shape;
  }
}

/**
 * Types and prototypes of the very kernel that programs are meant for, read out of its BTF when they are first asked for. What the rules' own
 * tables have keeps its index; a structure that the BTF has, too, has the BTF's members. The same type is the same index: of several structures
 * with one name the first in vmlinux, else in the first module that has it, is the one of that name.
 */
export class TargetTables implements TypeTables {
  readonly types: BtfType[];
  readonly #plain: PlainTypes;
  readonly #own: OwnTables;
  readonly #kernel: Layer;
  readonly #modules: readonly Layer[];
  /** Indexes of the own tables' types that go by a name, by kind and name. */
  readonly #ownIndexes = new Map<string, number>();
  readonly #prototypes = new Map<string, BtfPrototype | undefined>();
  /** Pointers and arrays that are being made, one for another. */
  #making = 0;

  constructor(own: OwnTables, btf: Btf, modules: readonly ModuleTypes[]) {
    this.#own = own;
    this.#kernel = layer(btf, 1, undefined, false);
    this.#modules = modules.map((module) => layer(module.btf, btf.count, module.initFunctions, true));
    this.types = own.types.map((type, index) => this.#ownType(type, index));
    this.#plain = new PlainTypes(this.types);
  }

  structNamed(name: string): number {
    const own = this.#ownIndexes.get(key('struct', name));
    if (own !== undefined) return own;
    // not those of modules: which of them are loaded is not known
    const id = firstNamed(this.#kernel, 'struct', name);
    return id === undefined ? -1 : this.#index(this.#kernel, id);
  }

  plain(type: PlainType): number {
    return this.#plain.index(type);
  }

  prototype(name: string): BtfPrototype | undefined {
    if (!this.#prototypes.has(name)) this.#prototypes.set(name, this.#findPrototype(name) ?? ownPrototype(this.#own, name));
    return this.#prototypes.get(name);
  }

  #ownType(type: BtfType, index: number): BtfType {
    const { kind, name } = type;
    if (name !== '' && kind !== 'array') this.#ownIndexes.set(key(kind, name), index);
    if ((kind !== 'struct' && kind !== 'union') || name === '') return type;
    return new LazyComposite(kind, name, () => {
      for (const at of [this.#kernel, ...this.#modules]) {
        const id = firstNamed(at, kind, name);
        if (id !== undefined) return this.#shape(at, id);
      }
      return type;
    });
  }

  #findPrototype(name: string): BtfPrototype | undefined {
    const [struct = '', member] = name.split('.');
    for (const at of [this.#kernel, ...this.#modules]) {
      const { btf } = at;
      const id = member === undefined ? protoNamed(btf, name, at.firstId) : protoOfMember(btf, firstNamed(at, 'struct', struct), member);
      if (id !== undefined) return this.#prototype(at, id, address(at, name));
    }
    return undefined;
  }

  #prototype(at: Layer, id: number, where: BtfPrototype['address']): BtfPrototype {
    const { btf } = at;
    const params = btf.params(id).map(({ type }) => type);
    const returns = btf.sizeOrType(id);
    const constVoid = [...params, returns].flatMap((type, i) => (isQualifiedVoidPointer(btf, type) ? [i] : []));
    const prototype = { params: params.map((type) => this.#index(at, type)), returns: this.#index(at, returns), constVoid };
    return where === undefined ? prototype : { ...prototype, address: where };
  }

  /** Where a type stands in the tables, behind its modifiers. */
  #index(of: Layer, type: number): number {
    const at = type < of.firstId ? this.#kernel : of;
    const id = at.btf.skipModifiers(type);
    if (id < at.firstId && at !== this.#kernel) return this.#index(this.#kernel, id);
    if (id === KIND.void) return 0;
    const known = at.indexes.get(id);
    if (known !== undefined) return known;
    const kind = at.btf.kind(id);
    const own = kind === KIND.struct || kind === KIND.union ? this.#ownComposite(at, id) : this.#ownPlain(at, id);
    const index = own ?? this.types.push(VOID) - 1;
    at.indexes.set(id, index);
    if (own === undefined) {
      this.#making++;
      this.types[index] = this.#making > MOST_POINTERS ? { ...VOID, kind: 'other' } : this.#make(at, id);
      this.#making--;
    }
    return index;
  }

  /** The own tables' structure that this one is: the first of its name, in vmlinux or else in the first module that has it. */
  #ownComposite(at: Layer, id: number): number | undefined {
    const kind = at.btf.kind(id) === KIND.struct ? 'struct' : 'union';
    const name = at.btf.name(id);
    const own = name === '' ? undefined : this.#ownIndexes.get(key(kind, name));
    if (own === undefined) return undefined;
    const first = [this.#kernel, ...this.#modules].find((other) => firstNamed(other, kind, name) !== undefined);
    return first === at && firstNamed(at, kind, name) === id ? own : undefined;
  }

  #ownPlain({ btf }: Layer, id: number): number | undefined {
    const own = this.#ownIndexes.get(key(btfKind(btf.kind(id)), btf.name(id)));
    return own !== undefined && btf.name(id) !== '' && (this.types[own]?.size ?? -1) === (btf.sizeOf(id) ?? 0) ? own : undefined;
  }

  #make(at: Layer, id: number): BtfType {
    const { btf } = at;
    const kind = btfKind(btf.kind(id));
    const name = btf.name(id);
    switch (kind) {
      case 'struct':
      case 'union':
        return new LazyComposite(kind, name, () => this.#shape(at, id));
      case 'ptr':
        return { ...VOID, kind, size: POINTER_SIZE, type: this.#index(at, btf.sizeOrType(id)), tags: tagsOf(btf, id) };
      case 'array': {
        const { element, length } = btf.array(id);
        const type = this.#index(at, element);
        return { ...VOID, kind, name: elementName(btf, element), size: btf.sizeOf(id) ?? 0, type, count: length };
      }
      case 'func_proto':
        return { ...VOID, kind };
      default:
        return { ...VOID, kind, name, size: btf.sizeOf(id) ?? 0 };
    }
  }

  #shape(at: Layer, id: number): Shape {
    const { btf } = at;
    const size = btf.sizeOrType(id);
    // C has no structure within itself; walks through it would not end
    if (at.nesting.of(id) > MAX_RESOLVE_DEPTH) return { size, members: [] };
    const members = btf.members(id).map(({ name, type, bitOffset, bitfieldSize }): BtfMember => {
      return { name, type: this.#index(at, type), bitOffset, bitSize: bitfieldSize };
    });
    return { size, members };
  }
}

function layer(btf: Btf, firstId: number, initFunctions: ReadonlySet<string> | undefined, isModule: boolean): Layer {
  return { btf, firstId, initFunctions, isModule, indexes: new Map(), composites: undefined, nesting: new Nesting(btf) };
}

function key(kind: BtfKind, name: string): string {
  return `${kind} ${name}`;
}

function firstNamed(at: Layer, kind: 'struct' | 'union', name: string): number | undefined {
  at.composites ??= new CompositeNames(at.btf, at.firstId);
  return at.composites.first(KIND[kind], name);
}

/** Type tags that stand right behind a pointer, the nearest first: the verifier sees no others. */
function tagsOf(btf: Btf, pointer: number): string[] {
  const tags: string[] = [];
  let at = btf.sizeOrType(pointer);
  for (; btf.kind(at) === KIND.type_tag && tags.length < MAX_RESOLVE_DEPTH; at = btf.sizeOrType(at)) tags.push(btf.name(at));
  return tags;
}

/** How the verifier names the elements of an array when it fails to see structures in them: they go by a typedef, or are qualified. */
function elementName(btf: Btf, element: number): string {
  const kind = btf.kind(btf.skipModifiers(element));
  if (!isModifier(btf.kind(element)) || (kind !== KIND.struct && kind !== KIND.union)) return '';
  return btf.name(element) || '(anon)';
}

/** A pointer to void with a qualifier, which the verifier does not take for one to plain void. */
function isQualifiedVoidPointer(btf: Btf, type: number): boolean {
  const pointer = btf.skipModifiers(type);
  if (btf.kind(pointer) !== KIND.ptr) return false;
  const pointee = btf.sizeOrType(pointer);
  return pointee !== 0 && btf.skipModifiers(pointee) === 0;
}

function ownPrototype({ prototypes }: OwnTables, name: string): BtfPrototype | undefined {
  return prototypes !== undefined && Object.hasOwn(prototypes, name) ? prototypes[name] : undefined;
}

/** What is known of a function's address: vmlinux keeps the names of all, modules forget what they needed once only. */
function address({ isModule, initFunctions }: Layer, name: string): BtfPrototype['address'] {
  if (!isModule) return undefined;
  if (initFunctions === undefined) return 'unknown';
  return initFunctions.has(name) ? 'gone' : undefined;
}
