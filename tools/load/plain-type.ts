import type { PlainType } from '@kfuncspec/runtime/v1';
import type { Btf, BtfBuilder } from './btf/index.js';
import { btfKind } from './btf/kinds.js';

/** A type without typedefs and modifiers; of what a pointer points to, only the next type. */
export function plainType(btf: Btf, id: number): PlainType {
  const type = unpointed(btf, id);
  if (type.kind !== 'ptr') return type;
  return { ...type, pointee: unpointed(btf, btf.sizeOrType(btf.skipModifiers(id))) };
}

function unpointed(btf: Btf, id: number): PlainType {
  const at = btf.skipModifiers(id);
  const kind = btfKind(btf.kind(at));
  const isNamed = kind === 'struct' || kind === 'union' || kind === 'fwd';
  return { kind, name: isNamed ? btf.name(at) : '', size: btf.sizeOf(at) ?? 0 };
}

/** Adds a type to a BTF blob from which `plainType` reads the same again, but for a name that is none of the type's own. Gives its id. */
export function addPlainType(btf: BtfBuilder, { kind, name, size, pointee }: PlainType): number {
  switch (kind) {
    case 'int':
      return btf.int(`int${size * 8}`, size, true);
    case 'ptr':
      return btf.ptr(pointee === undefined ? 0 : addPlainType(btf, pointee));
    case 'array':
      return btf.array(btf.int('char', 1, true), size);
    case 'struct':
      return btf.struct(name, size, []);
    case 'union':
      return btf.union(name, size, []);
    case 'enum':
      return btf.enum(size);
    case 'float':
      return btf.float(size);
    case 'fwd':
      return btf.fwd(name);
    case 'func_proto':
      return btf.funcProto(0, []);
    default:
      return 0;
  }
}
