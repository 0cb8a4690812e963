import type { Cursor } from './cursor.js';
import * as op from './opcodes.js';
import { parseImm32, parseOff16 } from './operands.js';
import { EMPTY_SLOT, type Fixup, type Slot } from './slot.js';

const MAX_S32 = 0x7fffffff;

/** Behind `call`: `name`, `name#1`, `#1`, `pc+3` or a label. */
export function parseCall(c: Cursor): Slot {
  const call = { ...EMPTY_SLOT, code: op.CALL };
  if (isRelative(c)) return { ...call, src: op.PSEUDO.call, ...parseTarget(c, 'imm') };
  if (c.take('#')) return { ...call, imm: parseImm32(c) };
  const name = c.peek();
  const text = c.word('a helper, a kfunc or a label');
  if (name === undefined || text === '') return call;
  if (text === 'kernel' && c.take('-')) {
    c.expect('function');
    if (c.take('#')) c.number('an id', MAX_S32);
    return { ...call, src: op.PSEUDO.kfuncCall, fixup: { kind: 'unresolved-kfunc' } };
  }
  if (!c.take('#')) return { ...call, fixup: { kind: 'call', name } };
  const id = parseImm32(c);
  return text === 'unknown' ? { ...call, imm: id } : { ...call, fixup: { kind: 'call', name, id } };
}

/** `pc+2`, `+2` or a label: the field that it fills, or what is left to be resolved. */
export function parseTarget(c: Cursor, field: 'off' | 'imm'): { readonly off?: number; readonly imm?: number; readonly fixup?: Fixup } {
  if (isRelative(c)) {
    c.take('pc');
    return field === 'off' ? { off: parseOff16(c) } : { imm: parseImm32(c) };
  }
  const name = c.peek();
  if (c.word('a label or pc+N') === '' || name === undefined) return {};
  return { fixup: { kind: 'label', field, name } };
}

function isRelative(c: Cursor): boolean {
  const at = c.is('pc') ? 1 : 0;
  return c.is('+', at) || c.is('-', at);
}
