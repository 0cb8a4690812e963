/** Instruction classes, modes, sizes and operators (include/uapi/linux/bpf.h, bpf_common.h) with the texts that kernel/bpf/disasm.c has for them. */

export const CLASS = { ld: 0, ldx: 1, st: 2, stx: 3, alu: 4, jmp: 5, jmp32: 6, alu64: 7 } as const;

export const MODE = { imm: 0x00, abs: 0x20, ind: 0x40, mem: 0x60, memsx: 0x80, nospec: 0xc0, atomic: 0xc0 } as const;

/** BPF_SRC: the second operand is a register. */
export const SRC_X = 0x08;

/** BPF_SIZE bits shifted right by 3, by name, and the names by number. */
export const SIZES: readonly string[] = ['u32', 'u16', 'u8', 'u64'];
export const SIGNED_SIZES: readonly string[] = ['s32', 's16', 's8'];
export const SIZE_DW = 0x18;

/** BPF_OP of ALU classes shifted right by 4; what has no text prints as the kernel's printf does. */
export const ALU_OPS: readonly string[] = ['+=', '-=', '*=', '/=', '|=', '&=', '<<=', '>>=', 'neg', '%=', '^=', '=', 's>>=', 'endian'];
export const ALU = { add: 0, or: 4, and: 5, neg: 8, mod: 9, div: 3, xor: 10, mov: 11, end: 13 } as const;

/** BPF_OP of JMP classes shifted right by 4. */
export const JMP_OPS: readonly string[] = ['jmp', '==', '>', '>=', '&', '!=', 's>', 's>=', 'call', 'exit', '<', '<=', 's<', 's<='];
export const JMP = { ja: 0, call: 8, exit: 9, jcond: 14 } as const;

/** What printf("%s", NULL) prints in the kernel. */
export const NO_TEXT = '(null)';

export const LD_IMM64 = CLASS.ld | MODE.imm | SIZE_DW;
export const CALL = CLASS.jmp | (JMP.call << 4);
export const EXIT = CLASS.jmp | (JMP.exit << 4);
export const JA = CLASS.jmp | (JMP.ja << 4);
/** gotol and may_goto, of 6.6 and later. */
export const JA32 = CLASS.jmp32 | (JMP.ja << 4);
export const MAY_GOTO = CLASS.jmp | (JMP.jcond << 4);

export const FETCH = 0x01;
export const XCHG = 0xe0 | FETCH;
export const CMPXCHG = 0xf0 | FETCH;
/** Atomic operations by name, without BPF_FETCH. */
export const ATOMIC_OPS: ReadonlyMap<string, number> = new Map([
  ['add', ALU.add << 4],
  ['or', ALU.or << 4],
  ['and', ALU.and << 4],
  ['xor', ALU.xor << 4],
]);

/** Source register of ld_imm64 and call, when it says what the immediate means (BPF_PSEUDO_*). */
export const PSEUDO = { mapFd: 1, mapValue: 2, btfId: 3, func: 4, mapIdx: 5, mapIdxValue: 6, call: 1, kfuncCall: 2 } as const;

/** Offset of mov that makes it an addr_space_cast (BPF_ADDR_SPACE_CAST), and the one of a resolved per-CPU address. */
export const ADDR_SPACE_CAST = 1;

/** `s8`, `s16`, `s32` of a sign-extending mov, by its offset field. */
export const MOVSX: ReadonlyMap<number, string> = new Map([
  [8, 's8'],
  [16, 's16'],
  [32, 's32'],
]);
