import type { Insns } from '@kfuncspec/runtime/v1';
import type { Decision } from './values.js';

/** Helper that no kernel has: what a relocation that failed leaves behind. */
const BAD_RELOCATION = 195896080;

const CALL = 0x85;
const LD_IMM64 = 0x18;
const CLASS = { ld: 0, ldx: 1, st: 2, stx: 3, alu: 4, alu64: 7 } as const;
const SIZES = new Map([
  [4, 0x00],
  [2, 0x08],
  [1, 0x10],
  [8, 0x18],
]);
const SIZE_MASK = 0x18;
const REGISTER_OPERAND = 0x08;

/** Puts a relocation's value into an instruction; gives what is wrong when it doesn't fit. */
export function patch(insns: Insns, at: number, decision: Decision): string | undefined {
  const code = insns.code[at] ?? 0;
  switch (code & 7) {
    case CLASS.alu:
    case CLASS.alu64:
      return patchOperand(insns, at, code, decision);
    case CLASS.ldx:
    case CLASS.st:
    case CLASS.stx:
      return patchMemory(insns, at, code, decision);
    case CLASS.ld:
      return patchConstant(insns, at, code, decision);
    default:
      return unrecognized(insns, at);
  }
}

function patchOperand(insns: Insns, at: number, code: number, { poison, before, after }: Decision): string | undefined {
  if ((code & REGISTER_OPERAND) !== 0) return unrecognized(insns, at);
  if (poison) return poisonAt(insns, at);
  const now = BigInt.asUintN(64, BigInt(insns.imm[at] ?? 0));
  if (before !== null && now !== before) return unexpected(now, before, after);
  insns.imm[at] = Number(BigInt.asIntN(32, after));
  return undefined;
}

function patchMemory(insns: Insns, at: number, code: number, decision: Decision): string | undefined {
  const { poison, before, after, sizeBefore, sizeAfter, wrongSize } = decision;
  if (poison) return poisonAt(insns, at);
  const now = BigInt.asUintN(64, BigInt(insns.off[at] ?? 0));
  if (before !== null && now !== before) return unexpected(now, before, after);
  if (after > 0x7fffn) return `offset ${after} is too large for a load or store`;
  if (wrongSize) return poisonAt(insns, at);
  insns.off[at] = Number(after);
  if (sizeBefore === sizeAfter) return undefined;
  if (SIZES.get(sizeBefore) !== (code & SIZE_MASK)) return `a load or store of another size than the field's ${sizeBefore} bytes`;
  const size = SIZES.get(sizeAfter);
  if (size === undefined) return `no load or store has the field's size of ${sizeAfter} bytes`;
  insns.code[at] = (code & ~SIZE_MASK) | size;
  return undefined;
}

function patchConstant(insns: Insns, at: number, code: number, { poison, before, after }: Decision): string | undefined {
  const second = at + 1;
  if (code !== LD_IMM64 || second >= insns.length || insns.src[at] !== 0 || insns.off[at] !== 0) return unrecognized(insns, at);
  if (insns.code[second] !== 0 || insns.dst[second] !== 0 || insns.src[second] !== 0 || insns.off[second] !== 0)
    return unrecognized(insns, at);
  if (poison) return poisonAt(insns, at);
  const now = (BigInt((insns.imm[second] ?? 0) >>> 0) << 32n) | BigInt((insns.imm[at] ?? 0) >>> 0);
  if (before !== null && now !== before) return unexpected(now, before, after);
  insns.imm[at] = Number(BigInt.asIntN(32, after));
  insns.imm[second] = Number(BigInt.asIntN(32, after >> 32n));
  return undefined;
}

function poisonAt(insns: Insns, at: number): undefined {
  const slots = insns.code[at] === LD_IMM64 ? 2 : 1;
  for (let i = at; i < at + slots; i++) callNothing(insns, i, BAD_RELOCATION);
  return undefined;
}

/** Makes an instruction a call of a helper that doesn't exist. */
export function callNothing(insns: Insns, at: number, helper: number): void {
  insns.code[at] = CALL;
  insns.dst[at] = 0;
  insns.src[at] = 0;
  insns.off[at] = 0;
  insns.imm[at] = helper;
}

function unexpected(now: bigint, before: bigint, after: bigint): string {
  return `unexpected value: got ${now}, expected ${before} -> ${after}`;
}

function unrecognized(insns: Insns, at: number): string {
  return `can't be applied to an instruction with opcode 0x${(insns.code[at] ?? 0).toString(16)}`;
}
