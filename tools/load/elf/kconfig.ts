import { type Btf, KIND } from '../btf/index.js';
import { failed, type Loaded, loaded } from '../result.js';

const SIGNED = 1;
const BOOL = 4;
const POINTER_ALIGN = 8;

/** What a setting of `.kconfig` is by its C type: the kinds that libbpf tells apart (enum kcfg_type). */
export interface KconfigKind {
  readonly kind: 'bool' | 'char' | 'int' | 'tristate' | 'text';
  readonly signed: boolean;
  /** Bytes. */
  readonly size: number;
  readonly align: number;
}

/** Kind, size and alignment of a setting of `.kconfig`: integers, tristates and texts, nothing else. */
export function kconfigKind(btf: Btf, type: number): Loaded<KconfigKind> {
  const at = btf.skipModifiers(type);
  const size = btf.sizeOf(at);
  if (size === undefined || size === 0) return failed('failed to resolve size');
  const kind = kindOf(btf, at);
  if (kind === undefined) return failed('type is unsupported');
  const signed = btf.kind(at) === KIND.int && (btf.int(at).encoding & SIGNED) !== 0;
  return loaded({ kind, signed, size, align: alignOf(btf, at) });
}

function kindOf(btf: Btf, type: number): KconfigKind['kind'] | undefined {
  const size = btf.sizeOrType(type);
  switch (btf.kind(type)) {
    case KIND.int:
      if ((btf.int(type).encoding & BOOL) !== 0) return size === 1 ? 'bool' : undefined;
      return size === 1 ? 'char' : [2, 4, 8].includes(size) ? 'int' : undefined;
    case KIND.enum:
    case KIND.enum64:
      return btf.name(type) === 'libbpf_tristate' ? 'tristate' : undefined;
    case KIND.array: {
      const { element, length } = btf.array(type);
      return length > 0 && kindOf(btf, btf.skipModifiers(element)) === 'char' ? 'text' : undefined;
    }
    default:
      return undefined;
  }
}

function alignOf(btf: Btf, type: number): number {
  const at = btf.kind(type) === KIND.array ? btf.skipModifiers(btf.array(type).element) : type;
  return Math.min(btf.sizeOf(at) ?? 1, POINTER_ALIGN) || 1;
}
