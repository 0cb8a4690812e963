import { type Btf, KIND } from '../../load/btf/index.js';
import type { Shape, Types } from './types.js';

/** Chains of types longer than this are cut: BTF from elsewhere may go in circles. */
const DEEPEST = 32;

/** The types of a BTF blob. */
export function btfTypes(btf: Btf): Types {
  return { shape: (id) => shapeOf(btf, id), text: (id) => textOf(btf, id, DEEPEST) };
}

function shapeOf(btf: Btf, id: number): Shape {
  const plain = behind(btf, id);
  const size = btf.sizeOf(plain) ?? 0;
  switch (btf.kind(plain)) {
    case KIND.struct:
    case KIND.union: {
      const members = btf
        .members(plain)
        .map(({ name, type, bitOffset, bitfieldSize }) => ({ name, type, bitOffset, bitSize: bitfieldSize }));
      return { kind: 'members', size, members, isSection: false };
    }
    case KIND.datasec: {
      const members = btf
        .secVars(plain)
        .map(({ type, offset }) => ({ name: btf.name(type), type: btf.sizeOrType(type), bitOffset: offset * 8, bitSize: 0 }));
      return { kind: 'members', size, members, isSection: true };
    }
    case KIND.array:
      return { kind: 'array', size, element: btf.array(plain).element };
    default:
      return { kind: 'plain', size };
  }
}

/** Typedefs, qualifiers, tags and variables left out. */
function behind(btf: Btf, id: number): number {
  const at = btf.skipModifiers(id);
  return btf.kind(at) === KIND.var ? btf.skipModifiers(btf.sizeOrType(at)) : at;
}

function textOf(btf: Btf, id: number, depth: number): string {
  if (depth === 0) return '…';
  const name = btf.name(id);
  const target = btf.sizeOrType(id);
  switch (btf.kind(id)) {
    case KIND.void:
      return 'void';
    case KIND.ptr: {
      const to = textOf(btf, target, depth - 1);
      return to.endsWith('*') || to.endsWith(')') ? `${to}*` : `${to} *`;
    }
    case KIND.array: {
      const { element, length } = btf.array(id);
      const inner = textOf(btf, element, depth - 1);
      // the outermost length stands first, as in the declaration
      const bracket = inner.indexOf('[');
      return bracket < 0 ? `${inner}[${length}]` : `${inner.slice(0, bracket)}[${length}]${inner.slice(bracket)}`;
    }
    case KIND.struct:
      return name === '' ? 'struct' : `struct ${name}`;
    case KIND.union:
      return name === '' ? 'union' : `union ${name}`;
    case KIND.fwd:
      return `${btf.kindFlag(id) ? 'union' : 'struct'} ${name}`;
    case KIND.enum:
    case KIND.enum64:
      return name === '' ? 'enum' : `enum ${name}`;
    case KIND.func_proto:
      return `${textOf(btf, target, depth - 1)} ()`;
    case KIND.const:
    case KIND.volatile:
    case KIND.restrict:
    case KIND.type_tag:
    case KIND.var:
      return textOf(btf, target, depth - 1);
    default:
      return name;
  }
}
