/** Names for memory: fields of a map's value, variables of a program's sections, members of the kernel's structures. */

import type { Kernel, ProgramMap } from '@kfuncspec/runtime/v1';
import type { MapBtf } from '../load/maps.js';
import type { Context } from './context.js';
import { btfTypes } from './fields/btf-types.js';
import { findStruct, kernelTypes } from './fields/kernel-types.js';
import { type Part, partAt } from './fields/part.js';
import type { Types } from './fields/types.js';
import { printable } from './layout.js';
import type { Held } from './path.js';

/** A type within its table. */
export interface TypeIn {
  readonly types: Types;
  readonly id: number;
}

/** What a pointer points at, as far as a name needs it. */
export type Pointer = Pick<Held, 'mapValue' | 'object' | 'context'>;

/** What reports call a value of a map that is a structure. */
const VALUE = 'v';

/** Names what pointers of one program point at. Texts are null where no name is known, or nothing would be added by one. */
export class Names {
  readonly #values: (TypeIn | null)[];

  constructor(
    private readonly kernel: Kernel,
    private readonly maps: readonly ProgramMap[],
    types: readonly (MapBtf | undefined)[],
    private readonly context: Context | null = null,
  ) {
    this.#values = types.map((type) => (type === undefined || type.value === 0 ? null : { types: btfTypes(type.table), id: type.value }));
  }

  /** The type of a map's value. */
  valueType(map: number): TypeIn | null {
    return this.#values[map] ?? null;
  }

  /** Memory that is accessed `off` bytes behind what a pointer holds: `v->owned`, `counter`, `nf_conn->status`. */
  memory(pointer: Pointer | null, off: number, size: number): string | null {
    const named = this.#named(pointer, off, size);
    if (named === null) return null;
    const { rest } = named;
    const text = printable(named.text);
    return rest === 0 ? text : `byte ${rest} of ${text}`;
  }

  /** What a pointer itself points at: `&v->owned`; nothing for the beginning of a structure. */
  address(pointer: Pointer | null): string | null {
    const named = this.#named(pointer, 0, 0);
    if (named === null || (named.offset === 0 && !named.isVariable)) return null;
    const { rest } = named;
    const text = printable(named.text);
    return rest === 0 ? `&${text}` : `(char *)&${text} + ${rest}`;
  }

  /** ` of array_map` for a pointer into a map's value. */
  ofMap(pointer: Pointer | null): string {
    const name = this.maps[pointer?.mapValue?.map ?? -1]?.name ?? '';
    return name === '' ? '' : ` of ${printable(name)}`;
  }

  #named(pointer: Pointer | null, off: number, size: number): Named | null {
    if (pointer?.mapValue && pointer.mapValue.off !== null)
      return this.#inValue(pointer.mapValue.map ?? -1, pointer.mapValue.off + off, size);
    if (pointer?.object && pointer.object.off !== null)
      return this.#inStruct(findStruct(this.kernel, pointer.object.struct), pointer.object.struct, pointer.object.off + off, size);
    if (pointer?.context && pointer.context.off !== null && this.context !== null)
      return this.#inStruct(this.context.id, this.context.struct, pointer.context.off + off, size);
    return null;
  }

  #inValue(map: number, offset: number, size: number): Named | null {
    const type = this.valueType(map);
    const part = type && partAt(type.types, type.id, offset, size);
    if (!type || !part) return null;
    const shape = type.types.shape(type.id);
    if (shape.kind === 'members') {
      const isVariable = shape.isSection;
      return part.path === '' ? null : { text: isVariable ? part.path : `${VALUE}->${part.path}`, rest: part.rest, offset, isVariable };
    }
    return { text: part.path === '' ? `*${VALUE}` : `${VALUE}${part.path}`, rest: part.rest, offset, isVariable: false };
  }

  #inStruct(id: number | null, struct: string, offset: number, size: number): Named | null {
    const part: Part | null = id === null ? null : partAt(kernelTypes(this.kernel), id, offset, size);
    return !part?.path ? null : { text: `${struct}->${part.path}`, rest: part.rest, offset, isVariable: false };
  }
}

interface Named {
  readonly text: string;
  readonly rest: number;
  /** From the beginning of the value or structure. */
  readonly offset: number;
  readonly isVariable: boolean;
}
