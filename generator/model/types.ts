/** The types of the language, and which fits where. */

export type Type =
  | { readonly kind: 'bool' | 'int' | 'u64' | 's64' | 'str' | 'tnum' | 'reg_type' | 'call_flags' | 'arg_modifiers' | 'none' | 'error' }
  | { readonly kind: 'enum'; readonly name: string }
  | { readonly kind: 'subject'; readonly name: string }
  | { readonly kind: 'list'; readonly of: Type }
  /** What `apply` takes: the constraints that flags put on an argument or the conditions that they put on a call. */
  | { readonly kind: 'demands' };

export const BOOL: Type = { kind: 'bool' };
export const INT: Type = { kind: 'int' };
export const STR: Type = { kind: 'str' };
export const REG_TYPE: Type = { kind: 'reg_type' };
export const NONE: Type = { kind: 'none' };
/** The type of an expression that was already reported: fits everywhere, so that one mistake gives one message. */
export const ERROR: Type = { kind: 'error' };
export const DEMANDS: Type = { kind: 'demands' };

const PLAIN = new Map<string, Type>(
  (['bool', 'int', 'u64', 's64', 'str', 'tnum', 'reg_type', 'call_flags', 'arg_modifiers'] as const).map((kind) => [kind, { kind }]),
);

/** A type of the language itself, by name. */
export function plainType(name: string): Type | undefined {
  return PLAIN.get(name);
}

export const PLAIN_TYPE_NAMES: readonly string[] = [...PLAIN.keys()];

/** As a message names it. */
export function typeText(type: Type): string {
  switch (type.kind) {
    case 'enum':
    case 'subject':
      return type.name;
    case 'list':
      return `list of ${typeText(type.of)}`;
    default:
      return type.kind;
  }
}

export function sameType(a: Type, b: Type): boolean {
  if (a.kind === 'error' || b.kind === 'error') return true;
  if (a.kind === 'list' && b.kind === 'list') return sameType(a.of, b.of);
  if (a.kind !== b.kind) return false;
  if (a.kind === 'enum' || a.kind === 'subject') return nameOf(a) === nameOf(b);
  return true;
}

/** May a value of type `from` be passed, assigned or compared where `to` is wanted? `none` fits every subject. */
export function fits(from: Type, to: Type): boolean {
  return sameType(from, to) || (from.kind === 'none' && to.kind === 'subject');
}

function nameOf(type: Type): string {
  return type.kind === 'enum' || type.kind === 'subject' ? type.name : '';
}
