/** What a message's hole can print. */
import type { Type } from '../types.js';

const PRINTABLE = new Set<Type['kind']>(['int', 'u64', 's64', 'str', 'tnum', 'bool', 'reg_type', 'enum', 'error']);

export function isPrintable(type: Type): boolean {
  return PRINTABLE.has(type.kind);
}

/** `{n:u}` 32 bits unsigned, `{n:x}` hexadecimal, `{n:02x}` with leading zeros: of numbers only. */
export function takesFormat(type: Type, format: string): boolean {
  if (type.kind === 'error') return true;
  const number = type.kind === 'int' || type.kind === 'u64' || type.kind === 's64';
  return number && /^(u|d|(0[1-9][0-9]?)?x)$/.test(format);
}
