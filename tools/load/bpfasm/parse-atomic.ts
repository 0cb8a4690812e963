import { quote } from '../result.js';
import type { Cursor } from './cursor.js';
import * as op from './opcodes.js';
import { type Memory, parsePlace, parseR } from './operands.js';
import { EMPTY_SLOT, type Slot } from './slot.js';

/** `*(u64 *)(r10 -8) += r1`, behind `lock`. */
export function parseLocked(c: Cursor): Slot {
  c.expect('*');
  const place = parsePlace(c);
  const operator = c.next();
  const operation = op.ALU_OPS.indexOf(operator?.text ?? '') << 4;
  if (operator !== undefined && ![...op.ATOMIC_OPS.values()].includes(operation))
    c.failAt(operator, `${quote(operator.text)} is no atomic operation`);
  return atomic(c, place, parseR(c), operation);
}

/** `atomic64_fetch_add((u64 *)(r10 -8), r1)` and its like, behind `r1 =`. Undefined when the next word is none of them. */
export function parseAtomic(c: Cursor, dst: number): Slot | undefined {
  const token = c.peek();
  const match = /^atomic(?:64)?_(?:fetch_(add|or|and|xor)|(xchg|cmpxchg))$/.exec(token?.text ?? '');
  if (match === null || token === undefined) return undefined;
  c.next();
  c.expect('(');
  const place = parsePlace(c);
  c.expect(',');
  const isCmpxchg = match[2] === 'cmpxchg';
  if (isCmpxchg) {
    c.expect('r0');
    c.expect(',');
  }
  const src = parseR(c);
  c.expect(')');
  if (token.text.startsWith('atomic64_') !== (place.size === op.SIZE_DW)) c.failAt(token, `${token.text} doesn't go with that size`);
  if (dst !== (isCmpxchg ? 0 : src)) c.failAt(token, `the old value goes to ${isCmpxchg ? 'r0' : 'the last register'}, not to r${dst}`);
  const operation = isCmpxchg ? op.CMPXCHG : match[2] === 'xchg' ? op.XCHG : (op.ATOMIC_OPS.get(match[1] ?? '') ?? 0) | op.FETCH;
  return atomic(c, place, src, operation);
}

function atomic(c: Cursor, place: Memory, src: number, operation: number): Slot {
  if (place.signed) c.failHere('an atomic operation has no sign');
  return { ...EMPTY_SLOT, code: op.CLASS.stx | op.MODE.atomic | place.size, dst: place.base, src, off: place.off, imm: operation };
}
