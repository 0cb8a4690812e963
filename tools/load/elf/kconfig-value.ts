import { failed, type Loaded, loaded } from '../result.js';
import type { KconfigKind } from './kconfig.js';

const TRISTATE: Readonly<Record<string, number>> = { n: 0, y: 1, m: 2 };

/** The bytes of a setting, little endian: what stands behind `=` in a kernel's configuration, as a variable of some kind. */
export function kconfigValue(kind: KconfigKind, text: string): Loaded<Uint8Array> {
  const first = text[0] ?? '';
  if (first in TRISTATE) return tristate(kind, first);
  if (first === '"') return string(kind, text);
  const value = integer(text);
  if (value === undefined) return failed(`value '${text}' isn't a valid integer`);
  if (kind.kind !== 'int' && kind.kind !== 'char') return failed(`value '${text}' implies integer type`);
  return kconfigNumber(kind, value);
}

/** The bytes of a number, as an integer, character or boolean. */
export function kconfigNumber({ kind, signed, size }: KconfigKind, value: bigint): Loaded<Uint8Array> {
  if (kind !== 'int' && kind !== 'char' && kind !== 'bool') return failed(`value '${value}' implies integer, char, or boolean type`);
  if (kind === 'bool' && value > 1n) return failed(`value '${value}' isn't boolean compatible`);
  const bits = size * 8;
  const kept = signed ? BigInt.asUintN(64, BigInt.asIntN(bits, value)) : BigInt.asUintN(bits, value);
  return kept === value ? loaded(littleEndian(value, size)) : failed(`value '${value}' doesn't fit in ${size} bytes`);
}

function tristate({ kind, size }: KconfigKind, value: string): Loaded<Uint8Array> {
  switch (kind) {
    case 'bool':
      return value === 'm' ? failed("value 'm' implies tristate or char type") : loaded(littleEndian(BigInt(TRISTATE[value] ?? 0), size));
    case 'tristate':
      return loaded(littleEndian(BigInt(TRISTATE[value] ?? 0), size));
    case 'char':
      return loaded(littleEndian(BigInt(value.charCodeAt(0)), size));
    default:
      return failed(`value '${value}' implies bool, tristate, or char type`);
  }
}

function string({ kind, size }: KconfigKind, text: string): Loaded<Uint8Array> {
  if (kind !== 'text') return failed(`value '${text}' implies char array type`);
  if (text.length < 2 || !text.endsWith('"')) return failed(`invalid string config '${text}'`);
  const bytes = new Uint8Array(size);
  // a longer text is cut, and always ends with a zero
  bytes.set(new TextEncoder().encode(text.slice(1, -1)).subarray(0, size - 1));
  return loaded(bytes);
}

/** strtoull() with base 0. */
function integer(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = /^([+-]?)(0[xX][0-9a-fA-F]+|\d+)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  if (/^0[0-7]+$/.test(digits)) return signed64(sign, BigInt(`0o${digits.slice(1)}`));
  return /^0\d/.test(digits) ? undefined : signed64(sign, BigInt(digits));
}

function signed64(sign: string, value: bigint): bigint | undefined {
  if (value > 0xffff_ffff_ffff_ffffn) return undefined;
  return sign === '-' ? BigInt.asUintN(64, -value) : value;
}

function littleEndian(value: bigint, size: number): Uint8Array {
  const bytes = new Uint8Array(size);
  for (let i = 0; i < size; i++) bytes[i] = Number((value >> BigInt(8 * i)) & 0xffn);
  return bytes;
}
