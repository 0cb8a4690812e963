/** From an offset to the name of what stands there. */

import type { Member, Types } from './types.js';

/** What stands at an offset of a type. */
export interface Part {
  /** How C reaches it: `a.b[2]`; empty: the type itself. */
  readonly path: string;
  /** Bytes from its beginning to the offset. */
  readonly rest: number;
}

/** Structures and arrays in each other deeper than this are cut: BTF from elsewhere may go in circles. */
const DEEPEST = 32;

/**
 * Finds what stands at an offset of a type.
 *
 * @param offset in bytes
 * @param size bytes that are accessed there: the part is then the largest that they may make up; 0 for a mere address, which means the
 *   outermost member that begins there
 * @returns null when the offset lies outside of the type
 */
export function partAt(types: Types, id: number, offset: number, size: number): Part | null {
  const whole = types.shape(id);
  if (offset < 0 || offset >= whole.size) return null;
  let path = '';
  let at = id;
  let rest = offset;
  for (let depth = 0; depth < DEEPEST; depth++) {
    const shape = types.shape(at);
    const named = path !== '';
    if (shape.kind === 'plain' || (named && rest === 0 && (size === 0 || size >= shape.size))) break;
    if (shape.kind === 'array') {
      const bytes = types.shape(shape.element).size;
      if (bytes === 0) break;
      path += `[${Math.floor(rest / bytes)}]`;
      rest %= bytes;
      at = shape.element;
      continue;
    }
    const member = memberAt(types, shape.members, rest, size);
    if (member === undefined) break;
    if (member.name !== '') path += `${named ? '.' : ''}${member.name}`;
    rest -= Math.floor(member.bitOffset / 8);
    if (member.bitSize > 0) break;
    at = member.type;
  }
  return { path, rest };
}

/** The member that holds the bytes; of several, as a union has them, one of just that size, else the first. */
function memberAt(types: Types, members: readonly Member[], offset: number, size: number): Member | undefined {
  const around = members.filter((member) => {
    const begin = Math.floor(member.bitOffset / 8);
    return offset >= begin && offset < begin + memberSize(types, member);
  });
  return around.find((member) => memberSize(types, member) === size && member.bitOffset === offset * 8) ?? around[0];
}

/** Bytes that a member takes, those that a bit field shares with others included. */
export function memberSize(types: Types, { type, bitOffset, bitSize }: Member): number {
  if (bitSize === 0) return types.shape(type).size;
  return Math.ceil((bitOffset + bitSize) / 8) - Math.floor(bitOffset / 8);
}
