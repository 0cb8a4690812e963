import { quote } from '../result.js';
import type { Cursor } from './cursor.js';
import * as op from './opcodes.js';
import { parseAccess, parseConstant, parseImm32, parseOff16, parseR, parseRegister, type Register, registerOf } from './operands.js';
import { parseTarget } from './parse-call.js';
import { EMPTY_SLOT, type Slot } from './slot.js';

const MAX_U32 = 0xffffffff;

/** Everything that begins with a register: `r1 = …`, `w1 += 5`. */
export function parseAssignment(c: Cursor, parseAtomic: (c: Cursor, dst: number) => Slot | undefined): Slot {
  const dst = parseRegister(c);
  const cls = dst.is32 ? op.CLASS.alu : op.CLASS.alu64;
  if (c.take('=')) return parseValue(c, dst, cls, parseAtomic);
  const operator = c.peek();
  const signed = operator?.text === 's/=' || operator?.text === 's%=';
  const text = signed ? operator?.text.slice(1) : operator?.text;
  const operation = op.ALU_OPS.indexOf(text ?? '');
  if (operator?.kind !== 'op' || operation < 0) {
    c.failHere("expected '=' or an operator such as '+='");
    return EMPTY_SLOT;
  }
  c.next();
  const base = { ...EMPTY_SLOT, code: cls | (operation << 4), dst: dst.number, off: signed ? 1 : 0 };
  const source = takeSource(c, dst);
  return source === undefined ? { ...base, imm: parseImm32(c) } : { ...base, code: base.code | op.SRC_X, src: source };
}

// A register of the same width as the destination; undefined when no register comes next.
function takeSource(c: Cursor, dst: Register): number | undefined {
  const token = c.peek();
  const source = token?.kind === 'word' ? registerOf(token.text) : undefined;
  if (source === undefined || token === undefined) return undefined;
  c.next();
  if (source.is32 !== dst.is32) c.failAt(token, 'both registers must be of one width');
  return source.number;
}

function parseValue(c: Cursor, dst: Register, cls: number, parseAtomic: (c: Cursor, dst: number) => Slot | undefined): Slot {
  const mov = { ...EMPTY_SLOT, code: cls | (op.ALU.mov << 4), dst: dst.number };
  const source = takeSource(c, dst);
  if (source !== undefined) return { ...mov, code: mov.code | op.SRC_X, src: source };
  const token = c.peek();
  if (c.is('-') && c.peek(1)?.kind === 'word') return parseNegation(c, dst, cls);
  if (c.is('(')) return { ...mov, code: mov.code | op.SRC_X, ...parseSignExtension(c, dst) };
  if (token?.kind !== 'word' && !c.is('*')) return parseConstantLoad(c, dst, mov);
  if (dst.is32) {
    c.failHere('expected a number or a register of 32 bits');
    return EMPTY_SLOT;
  }
  if (c.is('*')) return parseLoad(c, dst.number);
  const swap = /^(be|le|bswap)([0-9]{1,3})$/.exec(token?.text ?? '');
  if (swap !== null) return parseSwap(c, dst.number, swap[1] ?? '', Number(swap[2]));
  return parseAtomic(c, dst.number) ?? parseNamed(c, dst.number);
}

function parseNegation(c: Cursor, dst: Register, cls: number): Slot {
  c.expect('-');
  const token = c.peek();
  const source = takeSource(c, dst);
  if (token !== undefined && source !== dst.number) c.failAt(token, 'only the register itself can be negated');
  return { ...EMPTY_SLOT, code: cls | (op.ALU.neg << 4), dst: dst.number };
}

/** `(s8)r1` */
function parseSignExtension(c: Cursor, dst: Register): { readonly off: number; readonly src: number } {
  c.expect('(');
  const token = c.peek();
  const name = c.word('s8, s16 or s32');
  const off = [...op.MOVSX].find(([, cast]) => cast === name)?.[0] ?? 0;
  if (off === 0 && token !== undefined) c.failAt(token, `${quote(name)} is no sign extension: expected s8, s16 or s32`);
  c.expect(')');
  const src = takeSource(c, dst);
  if (src === undefined) c.failHere('expected a register');
  return { off, src: src ?? 0 };
}

function parseConstantLoad(c: Cursor, dst: Register, mov: Slot): Slot {
  if (dst.is32) return { ...mov, imm: parseImm32(c) };
  const { wide, low, high } = parseConstant(c);
  return wide ? { ...EMPTY_SLOT, code: op.LD_IMM64, dst: dst.number, imm: low, next: high } : { ...mov, imm: low };
}

/** `*(u64 *)(r1 +16)` or `*(u32 *)skb[r1 + 4]` */
function parseLoad(c: Cursor, dst: number): Slot {
  const star = c.next();
  const { size, signed } = parseAccess(c);
  if (c.take('skb')) {
    if (star !== undefined && (dst !== 0 || signed)) c.failAt(star, 'a load from the packet goes to r0 and has no sign');
    c.expect('[');
    const isIndirect = c.peek()?.kind === 'word';
    const src = isIndirect ? parseR(c) : 0;
    const imm = isIndirect && c.is(']') ? 0 : parseImm32(c);
    c.expect(']');
    return { ...EMPTY_SLOT, code: op.CLASS.ld | (isIndirect ? op.MODE.ind : op.MODE.abs) | size, src, imm };
  }
  c.expect('(');
  const src = parseR(c);
  const off = c.is(')') ? 0 : parseOff16(c);
  c.expect(')');
  return { ...EMPTY_SLOT, code: op.CLASS.ldx | (signed ? op.MODE.memsx : op.MODE.mem) | size, dst, src, off };
}

function parseSwap(c: Cursor, dst: number, kind: string, bits: number): Slot {
  c.next();
  const token = c.peek();
  const src = parseR(c);
  if (token !== undefined && src !== dst) c.failAt(token, 'only the register itself can be swapped');
  const cls = kind === 'bswap' ? op.CLASS.alu64 : op.CLASS.alu;
  return { ...EMPTY_SLOT, code: cls | (op.ALU.end << 4) | (kind === 'be' ? op.SRC_X : 0), dst, imm: bits };
}

/** What a ld_imm64 loads by name: `map[m]`, `map[m][0]+8`, `subprog[label]`, `ksym[runqueues]`, `btf_id[5]`, `map_idx[1]`; and addr_space_cast. */
function parseNamed(c: Cursor, dst: number): Slot {
  const what = c.peek();
  const load = { ...EMPTY_SLOT, code: op.LD_IMM64, dst, next: 0 };
  switch (c.word('a register, a number or what to load')) {
    case 'map': {
      c.expect('[');
      const name = c.peek();
      c.text('the name of a map');
      c.expect(']');
      if (name === undefined) return load;
      const next = parseValueOffset(c);
      return { ...load, src: next === undefined ? op.PSEUDO.mapFd : op.PSEUDO.mapValue, next: next ?? 0, fixup: { kind: 'map', name } };
    }
    case 'ksym': {
      c.expect('[');
      const name = c.peek();
      c.text('the name of a variable of the kernel');
      c.expect(']');
      return { ...load, src: op.PSEUDO.btfId, ...(name === undefined ? {} : { fixup: { kind: 'ksym', name } }) };
    }
    case 'map_idx': {
      c.expect('[');
      const imm = c.number('an index', MAX_U32) | 0;
      c.expect(']');
      const next = parseValueOffset(c);
      return { ...load, src: next === undefined ? op.PSEUDO.mapIdx : op.PSEUDO.mapIdxValue, imm, next: next ?? 0 };
    }
    case 'subprog': {
      c.expect('[');
      const target = parseTarget(c, 'imm');
      c.expect(']');
      return { ...load, src: op.PSEUDO.func, ...target };
    }
    case 'btf_id': {
      c.expect('[');
      const imm = c.number('a BTF id', MAX_U32) | 0;
      c.expect(']');
      return { ...load, src: op.PSEUDO.btfId, imm };
    }
    case 'addr_space_cast': {
      c.expect('(');
      const src = parseR(c);
      c.expect(',');
      const high = c.number('an address space', 0xffff);
      c.expect(',');
      const low = c.number('an address space', 0xffff);
      c.expect(')');
      return {
        ...EMPTY_SLOT,
        code: op.CLASS.alu64 | (op.ALU.mov << 4) | op.SRC_X,
        dst,
        src,
        off: op.ADDR_SPACE_CAST,
        imm: (high << 16) | low,
      };
    }
    default:
      if (what !== undefined) c.failAt(what, `${quote(what.text)} is nothing that can be loaded`);
      return load;
  }
}

/** `[0]+8`, the place in a map's only value; undefined when there is none. */
function parseValueOffset(c: Cursor): number | undefined {
  if (!c.take('[')) return undefined;
  if (c.number('0', 0) !== 0) return 0;
  c.expect(']');
  if (!c.take('+')) return 0;
  return c.number('an offset', MAX_U32) | 0;
}
