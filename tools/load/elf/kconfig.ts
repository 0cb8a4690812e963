import { type Btf, KIND } from '../btf/index.js';
import { failed, type Loaded, loaded } from '../result.js';

const BOOL = 4;
const POINTER_ALIGN = 8;

/** Size and alignment of a setting of `.kconfig`: integers, tristates and texts, nothing else. */
export function kconfigKind(btf: Btf, type: number): Loaded<{ readonly size: number; readonly align: number }> {
  const at = btf.skipModifiers(type);
  const size = btf.sizeOf(at);
  if (size === undefined || size === 0) return failed('failed to resolve size');
  if (!isSetting(btf, at)) return failed('type is unsupported');
  return loaded({ size, align: alignOf(btf, at) });
}

function isSetting(btf: Btf, type: number): boolean {
  switch (btf.kind(type)) {
    case KIND.int:
      return (btf.int(type).encoding & BOOL) !== 0 ? btf.sizeOrType(type) === 1 : [1, 2, 4, 8].includes(btf.sizeOrType(type));
    case KIND.enum:
    case KIND.enum64:
      return btf.name(type) === 'libbpf_tristate';
    case KIND.array: {
      const { element, length } = btf.array(type);
      const character = btf.skipModifiers(element);
      return length > 0 && btf.kind(character) === KIND.int && btf.sizeOrType(character) === 1;
    }
    default:
      return false;
  }
}

function alignOf(btf: Btf, type: number): number {
  const at = btf.kind(type) === KIND.array ? btf.skipModifiers(btf.array(type).element) : type;
  return Math.min(btf.sizeOf(at) ?? 1, POINTER_ALIGN) || 1;
}
