import { quote } from '../result.js';
import type { Cursor } from './cursor.js';
import { SIGNED_SIZES, SIZES } from './opcodes.js';

export interface Register {
  readonly number: number;
  /** Written `w3`: the lower half. */
  readonly is32: boolean;
}

const REGISTERS: ReadonlyMap<string, Register> = new Map(
  Array.from({ length: 16 }, (_, number): [string, Register][] => [
    [`r${number}`, { number, is32: false }],
    [`w${number}`, { number, is32: true }],
  ]).flat(),
);

/** `r0` to `r15`, `w0` to `w15`: the encoding has room for 16, the kernel refuses those above r10 itself. */
export function registerOf(text: string): Register | undefined {
  return REGISTERS.get(text);
}

/** A register at the cursor: `r0` to `r15` with 64 bits, `w0` to `w15` with 32; an error there when it is none. */
export function parseRegister(c: Cursor): Register {
  const token = c.peek();
  const text = c.word('a register');
  const register = registerOf(text);
  if (register !== undefined) return register;
  if (token !== undefined) c.failAt(token, `${quote(text)} is no register`);
  return { number: 0, is32: false };
}

/** A 64-bit register by number. */
export function parseR(c: Cursor): number {
  const token = c.peek();
  const { number, is32 } = parseRegister(c);
  if (is32 && token !== undefined) c.failAt(token, `expected the 64-bit register r${number}`);
  return number;
}

/** A signed or unsigned integer of up to 64 bits as written. */
function parseInteger(
  c: Cursor,
  what: string,
): { readonly value: bigint; readonly isHex: boolean; readonly at: { line: number; column: number } } {
  const at = c.peek() ?? { line: 0, column: 0 };
  // `+ -5` stands in loads from the packet
  c.take('+');
  const negative = c.take('-');
  const token = c.peek();
  if (token?.kind !== 'number') {
    c.failHere(`expected ${what}`);
    return { value: 0n, isHex: false, at };
  }
  c.next();
  // longer ones overflow anyway, and reading them costs more than their length
  const value = token.text.length > 40 ? 1n << 65n : BigInt(token.text);
  return { value: negative ? -value : value, isHex: token.text.length > 1 && /^0[xX]/.test(token.text), at };
}

/** An immediate of 32 bits: -2^31 to 2^32 - 1, kept as a signed number. */
export function parseImm32(c: Cursor): number {
  const { value, at } = parseInteger(c, 'a register or a number');
  if (value < -0x80000000n || value > 0xffffffffn) c.failAt(at, `${value} doesn't fit 32 bits`);
  return Number(BigInt.asIntN(32, value));
}

/** A signed offset of 16 bits. */
export function parseOff16(c: Cursor): number {
  const { value, at } = parseInteger(c, 'an offset');
  if (value < -0x8000n || value > 0x7fffn) c.failAt(at, `offset ${value} doesn't fit 16 bits`);
  return Number(BigInt.asIntN(16, value));
}

/** The right side of `r1 = 5`, `r1 = 0x5` and `r1 = 5 ll`: the latter two load 64 bits. */
export function parseConstant(c: Cursor): { readonly wide: boolean; readonly low: number; readonly high: number } {
  const { value, isHex, at } = parseInteger(c, 'a register or a number');
  const wide = c.take('ll') || isHex;
  if (wide ? value < -(1n << 63n) || value >= 1n << 64n : value < -0x80000000n || value > 0x7fffffffn) {
    c.failAt(at, wide ? `${value} doesn't fit 64 bits` : `${value} doesn't fit 32 bits: write 'll' behind it to load 64`);
  }
  return { wide, low: Number(BigInt.asIntN(32, value)), high: Number(BigInt.asIntN(32, value >> 32n)) };
}

export interface Memory {
  /** BPF_SIZE bits. */
  readonly size: number;
  readonly signed: boolean;
  readonly base: number;
  readonly off: number;
}

/** `*(u64 *)(r10 -8)` */
export function parseMemory(c: Cursor): Memory {
  c.expect('*');
  return parsePlace(c);
}

/** `(u64 *)(r10 -8)` */
export function parsePlace(c: Cursor): Memory {
  const { size, signed } = parseAccess(c);
  c.expect('(');
  const base = parseR(c);
  const off = c.is(')') ? 0 : parseOff16(c);
  c.expect(')');
  return { size, signed, base, off };
}

/** `(u64 *)` */
export function parseAccess(c: Cursor): { readonly size: number; readonly signed: boolean } {
  c.expect('(');
  const token = c.peek();
  const name = c.word('u8, u16, u32 or u64');
  let index = SIZES.indexOf(name);
  const signed = index < 0;
  if (signed) index = SIGNED_SIZES.indexOf(name);
  if (index < 0 && token !== undefined) c.failAt(token, `${quote(name)} is no size: expected u8, u16, u32 or u64`);
  c.expect('*');
  c.expect(')');
  return { size: index << 3, signed };
}
