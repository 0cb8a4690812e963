import type { BtfKind } from '@kfuncspec/runtime/v1';

/** BTF_KIND_* (include/uapi/linux/btf.h), the same numbers. */
export const KIND = {
  void: 0,
  int: 1,
  ptr: 2,
  array: 3,
  struct: 4,
  union: 5,
  enum: 6,
  fwd: 7,
  typedef: 8,
  volatile: 9,
  const: 10,
  restrict: 11,
  func: 12,
  func_proto: 13,
  var: 14,
  datasec: 15,
  float: 16,
  decl_tag: 17,
  type_tag: 18,
  enum64: 19,
} as const;

export const LAST_KIND = KIND.enum64;

const NAMES = Object.keys(KIND);

/** The kind's name for a message; a number that is no kind stands as it is. */
export function kindName(kind: number): string {
  return NAMES[kind] ?? `kind ${kind}`;
}

const BTF_KINDS = new Map<number, BtfKind>([
  [KIND.void, 'void'],
  [KIND.int, 'int'],
  [KIND.ptr, 'ptr'],
  [KIND.array, 'array'],
  [KIND.struct, 'struct'],
  [KIND.union, 'union'],
  [KIND.enum, 'enum'],
  [KIND.enum64, 'enum'],
  [KIND.fwd, 'fwd'],
  [KIND.func_proto, 'func_proto'],
  [KIND.float, 'float'],
]);

/** What the runtime calls a kind. */
export function btfKind(kind: number): BtfKind {
  return BTF_KINDS.get(kind) ?? 'other';
}

/** Kinds that only pass on to another type's size (btf_type_is_modifier). */
export function isModifier(kind: number): boolean {
  return kind === KIND.typedef || (kind >= KIND.volatile && kind <= KIND.restrict) || kind === KIND.type_tag;
}

/** Bytes of the common head of every type: name_off, info, size_or_type. */
export const TYPE_HEAD = 12;

/** How many bytes follow a type's head, by its kind and vlen. */
export function trailingBytes(kind: number, vlen: number): number {
  switch (kind) {
    case KIND.int:
    case KIND.var:
    case KIND.decl_tag:
      return 4;
    case KIND.array:
      return 12;
    case KIND.struct:
    case KIND.union:
    case KIND.datasec:
    case KIND.enum64:
      return 12 * vlen;
    case KIND.enum:
    case KIND.func_proto:
      return 8 * vlen;
    default:
      return 0;
  }
}

/** Longest chain of modifiers, arrays and nested structures that the kernel follows (MAX_RESOLVE_DEPTH in kernel/bpf/btf.c). */
export const MAX_RESOLVE_DEPTH = 32;

export const POINTER_SIZE = 8;

/** An identifier in BTF is shorter than this many bytes (KSYM_NAME_LEN). */
export const LONGEST_NAME = 512;
