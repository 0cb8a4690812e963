import type { Cursor } from './cursor.js';
import * as op from './opcodes.js';
import { parseImm32, parseMemory, parseRegister, registerOf } from './operands.js';
import { parseAssignment } from './parse-assignment.js';
import { parseAtomic, parseLocked } from './parse-atomic.js';
import { parseCall, parseTarget } from './parse-call.js';
import { EMPTY_SLOT, type Slot } from './slot.js';

/** One instruction in the syntax of the kernel's disassembly. An error stays in the cursor. */
export function parseInsn(c: Cursor): Slot {
  const first = c.peek();
  if (first === undefined) {
    c.failHere('expected an instruction');
    return EMPTY_SLOT;
  }
  switch (first.text) {
    case 'exit':
      c.next();
      return { ...EMPTY_SLOT, code: op.EXIT };
    case 'goto':
      c.next();
      return { ...EMPTY_SLOT, code: op.JA, ...parseTarget(c, 'off') };
    case 'gotol':
      c.next();
      return { ...EMPTY_SLOT, code: op.JA32, ...parseTarget(c, 'imm') };
    case 'may_goto':
      c.next();
      return { ...EMPTY_SLOT, code: op.MAY_GOTO, ...parseTarget(c, 'off') };
    case 'call':
      c.next();
      return parseCall(c);
    case 'if':
      c.next();
      return parseJump(c);
    case 'lock':
      c.next();
      return parseLocked(c);
    case 'raw':
      c.next();
      return parseRaw(c);
    case '*':
      return parseStore(c);
    default:
      if (first.kind === 'word' && registerOf(first.text) !== undefined) return parseAssignment(c, parseAtomic);
      c.failHere('expected an instruction');
      return EMPTY_SLOT;
  }
}

/** `r0 == 0x0 goto out`, behind `if`. */
function parseJump(c: Cursor): Slot {
  const left = parseRegister(c);
  const operator = c.next();
  const operation = op.JMP_OPS.findIndex((text, i) => text === operator?.text && i !== op.JMP.ja && i !== op.JMP.call && i !== op.JMP.exit);
  if (operation < 0) c.failAt(operator ?? { line: 0, column: 0 }, `'${operator?.text ?? ''}' is no comparison`);
  const base = (left.is32 ? op.CLASS.jmp32 : op.CLASS.jmp) | (operation << 4);
  const token = c.peek();
  const right = token?.kind === 'word' ? registerOf(token.text) : undefined;
  let slot: Slot;
  if (right === undefined || token === undefined) {
    slot = { ...EMPTY_SLOT, code: base, dst: left.number, imm: parseImm32(c) };
  } else {
    c.next();
    if (right.is32 !== left.is32) c.failAt(token, 'both registers must be of one width');
    slot = { ...EMPTY_SLOT, code: base | op.SRC_X, dst: left.number, src: right.number };
  }
  c.expect('goto');
  return { ...slot, ...parseTarget(c, 'off') };
}

/** `*(u64 *)(r10 -8) = r1` or `= 5`. */
function parseStore(c: Cursor): Slot {
  const place = parseMemory(c);
  c.expect('=');
  const token = c.peek();
  const source = token?.kind === 'word' ? registerOf(token.text) : undefined;
  if (place.signed) c.failHere('a store has no sign');
  if (source === undefined || token === undefined) {
    return { ...EMPTY_SLOT, code: op.CLASS.st | op.MODE.mem | place.size, dst: place.base, off: place.off, imm: parseImm32(c) };
  }
  c.next();
  if (source.is32) c.failAt(token, `a store takes a register by its 64-bit name: r${source.number}`);
  return { ...EMPTY_SLOT, code: op.CLASS.stx | op.MODE.mem | place.size, dst: place.base, src: source.number, off: place.off };
}

/** `"9500000000000000"` behind `raw`: one slot as it is, for what has no text. */
function parseRaw(c: Cursor): Slot {
  const token = c.peek();
  const text = c.text('16 hexadecimal digits in quotes');
  if (token !== undefined && !/^[0-9a-fA-F]{16}$/.test(text)) c.failAt(token, 'expected 16 hexadecimal digits in quotes');
  const byte = (i: number): number => Number.parseInt(text.slice(2 * i, 2 * i + 2), 16) || 0;
  const registers = byte(1);
  return {
    code: byte(0),
    dst: registers & 15,
    src: registers >> 4,
    off: ((byte(2) | (byte(3) << 8)) << 16) >> 16,
    imm: byte(4) | (byte(5) << 8) | (byte(6) << 16) | (byte(7) << 24),
  };
}
