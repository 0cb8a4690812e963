import type { ProgramMap } from '@kfuncspec/runtime/v1';
import type { Btf } from '../btf/index.js';
import type { KernelFacts } from '../kernel-facts.js';
import { type MapDefinition, makeMap } from '../maps.js';
import { failed, type Loaded, loaded, within } from '../result.js';
import type { ObjectMap } from './map-definition.js';
import { entriesOf, WITHOUT_BTF } from './map-types.js';

/** Types of a map's key and value in the object's BTF; 0 and 0 for a map that the kernel gets without BTF. */
export interface MapTypeIds {
  readonly key: number;
  readonly value: number;
}

interface Made {
  readonly map: ProgramMap;
  readonly types: MapTypeIds;
}

/** Makes maps as the kernel would; each once for all programs of an object. */
export class MapMaker {
  readonly #btf: Btf | undefined;
  readonly #facts: KernelFacts;
  readonly #kconfig: ObjectMap | undefined;
  readonly #littleEndian: boolean;
  readonly #made = new Map<ObjectMap, Loaded<Made>>();

  /**
   * @param btf the object's BTF as the kernel takes it
   * @param littleEndian the byte order of contents
   */
  constructor(btf: Btf | undefined, facts: KernelFacts, kconfig: ObjectMap | undefined, littleEndian: boolean) {
    this.#littleEndian = littleEndian;
    this.#btf = btf;
    this.#facts = facts;
    this.#kconfig = kconfig;
  }

  make(map: ObjectMap): Loaded<Made> {
    let made = this.#made.get(map);
    if (made === undefined) {
      made = within(`map '${map.name}'`, this.#make(map));
      this.#made.set(map, made);
    }
    return made;
  }

  #make(map: ObjectMap): Loaded<Made> {
    const inner = map.inner && this.make(map.inner);
    if (inner !== undefined && !inner.ok) return inner;
    const definition: MapDefinition = {
      name: map.name,
      type: map.type,
      keySize: map.keySize,
      valueSize: map.valueSize,
      maxEntries: entriesOf(map.type, map.maxEntries),
      flags: map.flags,
      // any index will do here: which one it is, each program says
      inner: inner === undefined ? -1 : 0,
    };
    const { key, value } = map;
    const table = WITHOUT_BTF.has(map.type) || (key === 0 && value === 0) ? undefined : this.#btf;
    if (table !== undefined) {
      const made = makeMap({ ...definition, btf: { table, key, value } }, this.#facts);
      if (made.ok) return loaded({ map: this.#frozen(made.value, map), types: { key, value } });
    }
    // what the kernel doesn't take with BTF, loaders try without
    const made = makeMap(definition, this.#facts);
    return made.ok ? loaded({ map: this.#frozen(made.value, map), types: { key: 0, value: 0 } }) : made;
  }

  /** Programs read contents in the kernel's byte order: what another machine would read out of them is not known here. */
  #frozen(made: ProgramMap, { frozen, contents, unknownContents = [] }: ObjectMap): ProgramMap {
    if (frozen !== true) return made;
    if (contents === undefined || !this.#littleEndian) return { ...made, frozen: true };
    return { ...made, frozen: true, contents, ...(unknownContents.length > 0 ? { unknownContents } : {}) };
  }

  /** The maps of one program, by index. */
  forProgram(): ProgramMaps {
    return new ProgramMaps(this, this.#kconfig);
  }
}

/** The maps that one program names, each with its index, an inner map before the one that has it. */
export class ProgramMaps {
  readonly list: ProgramMap[] = [];
  readonly types: MapTypeIds[] = [];
  readonly #maker: MapMaker;
  readonly #kconfig: ObjectMap | undefined;
  readonly #indexes = new Map<ObjectMap, number>();

  constructor(maker: MapMaker, kconfig: ObjectMap | undefined) {
    this.#maker = maker;
    this.#kconfig = kconfig;
  }

  /** Index of a map, added with its inner map in front of it when it is new. */
  add(map: ObjectMap): Loaded<number> {
    const known = this.#indexes.get(map);
    if (known !== undefined) return loaded(known);
    const made = this.#maker.make(map);
    if (!made.ok) return made;
    let inner = -1;
    if (map.inner !== undefined) {
      const index = this.add(map.inner);
      if (!index.ok) return index;
      inner = index.value;
    }
    const index = this.list.push({ ...made.value.map, inner }) - 1;
    this.types.push(made.value.types);
    this.#indexes.set(map, index);
    return loaded(index);
  }

  addKconfig(): Loaded<number> {
    return this.#kconfig === undefined ? failed("there is no section '.kconfig'") : this.add(this.#kconfig);
  }
}
