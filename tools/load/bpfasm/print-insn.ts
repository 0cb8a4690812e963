import type { Insns } from '@kfuncspec/runtime/v1';
import * as op from './opcodes.js';

/** What an instruction's text needs to know of the program around it; each left out stands for the kernel's text without it. */
export interface InsnNames {
  /** Name of a helper with its `bpf_`. */
  readonly helper?: (id: number) => string | undefined;
  /** Text of a kfunc call behind `call `, by the call's immediate. */
  readonly kfunc?: (imm: number) => string | undefined;
  /** Text of a ld_imm64 that loads no plain number, by the index of its first slot. */
  readonly imm64?: (index: number) => string | undefined;
  /** Text of a jump's target; the kernel's is `pc+2`. */
  readonly target?: (index: number, distance: number) => string | undefined;
  /** Instructions that came with 6.6 (sign extension, bswap, gotol) have their own text. */
  readonly isaV4?: boolean;
}

/**
 * The text of one instruction with its opcode in front, `(bf) r2 = r10`, as the kernel writes it into the log
 * (print_bpf_insn in kernel/bpf/disasm.c). Opcodes that don't exist come out as the kernel's `BUG_…` too.
 */
export function printInsn(insns: Insns, index: number, names: InsnNames = {}): string {
  const text = insnText(insns, index, names);
  return text.startsWith('BUG_') ? text : `(${hex2(insns.code[index] ?? 0)}) ${text}`;
}

/** The same without the opcode. */
export function insnText(insns: Insns, index: number, names: InsnNames = {}): string {
  const insn = readInsn(insns, index);
  switch (insn.code & 7) {
    case op.CLASS.alu:
    case op.CLASS.alu64:
      return aluText(insn, names.isaV4 === true);
    case op.CLASS.stx:
      return storeText(insn);
    case op.CLASS.st:
      if ((insn.code & 0xe0) === op.MODE.mem) return `${memory(insn.code, insn.dst, insn.off)} = ${insn.imm}`;
      return (insn.code & 0xe0) === op.MODE.nospec ? 'nospec' : `BUG_st_${hex2(insn.code)}`;
    case op.CLASS.ldx:
      return loadText(insn, names.isaV4 === true);
    case op.CLASS.ld:
      return specialLoadText(insns, insn, names);
    default:
      return jumpText(insn, names);
  }
}

interface Insn {
  readonly index: number;
  readonly code: number;
  readonly dst: number;
  readonly src: number;
  readonly off: number;
  readonly imm: number;
}

function readInsn(insns: Insns, index: number): Insn {
  return {
    index,
    code: insns.code[index] ?? 0,
    dst: insns.dst[index] ?? 0,
    src: insns.src[index] ?? 0,
    off: insns.off[index] ?? 0,
    imm: insns.imm[index] ?? 0,
  };
}

function aluText({ code, dst, src, off, imm }: Insn, v4: boolean): string {
  const is64 = (code & 7) === op.CLASS.alu64;
  const reg = is64 ? 'r' : 'w';
  const operation = code >> 4;
  const fromRegister = (code & op.SRC_X) !== 0;
  if (operation === op.ALU.end) {
    if (!is64) return `r${dst} = ${fromRegister ? 'be' : 'le'}${imm} r${dst}`;
    return v4 ? `r${dst} = bswap${imm} r${dst}` : `BUG_alu64_${hex2(code)}`;
  }
  if (operation === op.ALU.neg) return `${reg}${dst} = -${reg}${dst}`;
  const signed = v4 && off === 1 && (operation === op.ALU.div || operation === op.ALU.mod) ? 's' : '';
  const operator = signed + (op.ALU_OPS[operation] ?? op.NO_TEXT);
  if (!fromRegister) return `${reg}${dst} ${operator} ${imm}`;
  if (v4 && operation === op.ALU.mov) {
    if (is64 && off === op.ADDR_SPACE_CAST) return `r${dst} = addr_space_cast(r${src}, ${imm >>> 16}, ${imm & 0xffff})`;
    const cast = op.MOVSX.get(off);
    if (cast !== undefined) return `${reg}${dst} = (${cast})${reg}${src}`;
  }
  return `${reg}${dst} ${operator} ${reg}${src}`;
}

function memory(code: number, base: number, off: number): string {
  return `*(${sizeOf(code)} *)(r${base} ${plus(off)})`;
}

function storeText({ code, dst, src, off, imm }: Insn): string {
  const mode = code & 0xe0;
  if (mode === op.MODE.mem) return `${memory(code, dst, off)} = r${src}`;
  if (mode !== op.MODE.atomic) return `BUG_${hex2(code)}`;
  const place = `(${sizeOf(code)} *)(r${dst} ${plus(off)})`;
  const prefix = (code & op.SIZE_DW) === op.SIZE_DW ? 'atomic64' : 'atomic';
  if (imm === op.CMPXCHG) return `r0 = ${prefix}_cmpxchg(${place}, r0, r${src})`;
  if (imm === op.XCHG) return `r${src} = ${prefix}_xchg(${place}, r${src})`;
  for (const [name, number] of op.ATOMIC_OPS) {
    if (imm === number) return `lock *${place} ${op.ALU_OPS[number >> 4] ?? op.NO_TEXT} r${src}`;
    if (imm === (number | op.FETCH)) return `r${src} = ${prefix}_fetch_${name}(${place}, r${src})`;
  }
  return `BUG_${hex2(code)}`;
}

function loadText({ code, dst, src, off }: Insn, v4: boolean): string {
  const mode = code & 0xe0;
  if (mode === op.MODE.mem) return `r${dst} = ${memory(code, src, off)}`;
  if (!v4 || mode !== op.MODE.memsx) return `BUG_ldx_${hex2(code)}`;
  return `r${dst} = *(${op.SIGNED_SIZES[(code & 0x18) >> 3] ?? op.NO_TEXT} *)(r${src} ${plus(off)})`;
}

function specialLoadText(insns: Insns, { index, code, dst, src, imm }: Insn, names: InsnNames): string {
  const mode = code & 0xe0;
  if (mode === op.MODE.abs) return `r0 = *(${sizeOf(code)} *)skb[${imm}]`;
  if (mode === op.MODE.ind) return `r0 = *(${sizeOf(code)} *)skb[r${src} + ${imm}]`;
  if (mode !== op.MODE.imm || (code & 0x18) !== op.SIZE_DW) return `BUG_ld_${hex2(code)}`;
  const text = src === 0 ? undefined : names.imm64?.(index);
  return `r${dst} = ${text ?? hex64(insns.imm[index + 1] ?? 0, imm)}`;
}

function jumpText({ index, code, dst, src, off, imm }: Insn, names: InsnNames): string {
  const is32 = (code & 7) === op.CLASS.jmp32;
  const operation = code >> 4;
  if (operation === op.JMP.call) {
    if (src === op.PSEUDO.call) return `call ${names.target?.(index, imm) ?? `pc${plus(imm)}`}`;
    if (src === op.PSEUDO.kfuncCall) return `call ${names.kfunc?.(imm) ?? `kernel-function#${imm}`}`;
    return `call ${(src === 0 ? names.helper?.(imm) : undefined) ?? 'unknown'}#${imm}`;
  }
  const target = (distance: number): string => names.target?.(index, distance) ?? `pc${plus(distance)}`;
  if (code === op.JA) return `goto ${target(off)}`;
  if (code === op.EXIT) return 'exit';
  if (names.isaV4 === true) {
    if (code === op.JA32) return `gotol ${target(imm)}`;
    if (code === op.MAY_GOTO && src === 0) return `may_goto ${target(off)}`;
  }
  const reg = is32 ? 'w' : 'r';
  const operand = (code & op.SRC_X) !== 0 ? `${reg}${src}` : `0x${(imm >>> 0).toString(16)}`;
  return `if ${reg}${dst} ${op.JMP_OPS[operation] ?? op.NO_TEXT} ${operand} goto ${target(off)}`;
}

function sizeOf(code: number): string {
  return op.SIZES[(code & 0x18) >> 3] ?? op.NO_TEXT;
}

function plus(value: number): string {
  return value < 0 ? `${value}` : `+${value}`;
}

/** A byte as two hexadecimal digits. */
export function hex2(value: number): string {
  return value.toString(16).padStart(2, '0');
}

/** `0x…` of a number in two halves. */
function hex64(high: number, low: number): string {
  const upper = high >>> 0;
  const lower = (low >>> 0).toString(16);
  return upper === 0 ? `0x${lower}` : `0x${upper.toString(16)}${lower.padStart(8, '0')}`;
}
