/** What an instruction reads and writes, as far as telling where a value came from needs it. */

import type { Insns } from '@kfuncspec/runtime/v1';

/** Instruction classes (opcode & 7). */
const LD = 0;
const LDX = 1;
const ST = 2;
const STX = 3;
const JMP = 5;
const JMP32 = 6;
const ALU = 4;

const PSEUDO_CALL = 1;
const PSEUDO_KFUNC_CALL = 2;

export type Decoded =
  | { readonly kind: 'move'; readonly dst: number; readonly src: number }
  /** A constant, the address of a map or of a function: nothing was there before. */
  | { readonly kind: 'constant'; readonly dst: number }
  /** `dst op= src`, `dst op= imm` (src null) or a unary operation. */
  | { readonly kind: 'operate'; readonly dst: number; readonly src: number | null }
  | { readonly kind: 'load'; readonly dst: number; readonly base: number; readonly off: number; readonly size: number }
  /** src null: a constant is stored. */
  | { readonly kind: 'store'; readonly base: number; readonly off: number; readonly size: number; readonly src: number | null }
  /** `fetched`: the register that gets the old value. */
  | {
      readonly kind: 'atomic';
      readonly base: number;
      readonly off: number;
      readonly size: number;
      readonly src: number;
      readonly fetched: number | null;
    }
  | { readonly kind: 'packet'; readonly src: number | null }
  | { readonly kind: 'branch'; readonly dst: number; readonly src: number | null }
  | { readonly kind: 'goto' }
  /** A function of the program itself. */
  | { readonly kind: 'subprogram'; readonly target: number }
  | { readonly kind: 'kfunc'; readonly index: number }
  | { readonly kind: 'helper'; readonly id: number }
  | { readonly kind: 'exit' }
  | { readonly kind: 'unknown' };

const SIZES = [4, 2, 1, 8] as const;

/** Decodes the instruction at an index; the second slot of a 16-byte one is unknown. */
export function decode(insns: Insns, at: number): Decoded {
  const code = insns.code[at] ?? 0;
  const dst = insns.dst[at] ?? 0;
  const src = insns.src[at] ?? 0;
  const off = insns.off[at] ?? 0;
  const imm = insns.imm[at] ?? 0;
  const size = SIZES[(code >> 3) & 3] ?? 8;
  const operation = code & 0xf0;
  const fromRegister = (code & 0x08) !== 0;
  switch (code & 7) {
    case LD:
      if (code === 0x18) return { kind: 'constant', dst };
      return code >> 5 === 1 || code >> 5 === 2 ? { kind: 'packet', src: code >> 5 === 2 ? src : null } : { kind: 'unknown' };
    case LDX:
      return { kind: 'load', dst, base: src, off, size };
    case ST:
      return { kind: 'store', base: dst, off, size, src: null };
    case STX:
      if (code >> 5 !== 6) return { kind: 'store', base: dst, off, size, src };
      return { kind: 'atomic', base: dst, off, size, src, fetched: (imm & 1) === 0 ? null : (imm & 0xf0) === 0xf0 ? 0 : src };
    case JMP:
      if (operation === 0x80) return decodeCall(src, imm, at);
      if (operation === 0x90) return { kind: 'exit' };
      if (operation === 0x00) return { kind: 'goto' };
      return { kind: 'branch', dst, src: fromRegister ? src : null };
    case JMP32:
      return { kind: 'branch', dst, src: fromRegister ? src : null };
    default:
      return decodeAlu(code, operation, dst, src);
  }
}

function decodeCall(src: number, imm: number, at: number): Decoded {
  if (src === PSEUDO_CALL) return { kind: 'subprogram', target: at + imm + 1 };
  return src === PSEUDO_KFUNC_CALL ? { kind: 'kfunc', index: imm } : { kind: 'helper', id: imm };
}

function decodeAlu(code: number, operation: number, dst: number, src: number): Decoded {
  const fromRegister = (code & 0x08) !== 0;
  if (operation === 0xb0) return fromRegister ? { kind: 'move', dst, src } : { kind: 'constant', dst };
  // negation and byte swaps have no second operand, whatever the source bit says
  const unary = operation === 0x80 || operation === 0xd0;
  return { kind: 'operate', dst, src: fromRegister && !unary ? src : null };
}

/** Is the instruction an addition or subtraction, the only ones a pointer survives? */
export function isAddOrSub(insns: Insns, at: number): boolean {
  const code = insns.code[at] ?? 0;
  return ((code & 7) === 7 || (code & 7) === ALU) && ((code & 0xf0) === 0x00 || (code & 0xf0) === 0x10);
}

/** Does the instruction take two slots? */
export function isWide(insns: Insns, at: number): boolean {
  return insns.code[at] === 0x18;
}
