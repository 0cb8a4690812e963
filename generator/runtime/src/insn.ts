/** Encoding of instructions (include/uapi/linux/bpf.h, bpf_common.h). */

export const BPF_LD = 0;
export const BPF_LDX = 1;
export const BPF_ST = 2;
export const BPF_STX = 3;
export const BPF_ALU = 4;
export const BPF_JMP = 5;
export const BPF_JMP32 = 6;
export const BPF_ALU64 = 7;
export const CLASS_MASK = 7;

/** Loads and stores. */
export const BPF_IMM = 0;
export const BPF_ABS = 0x20;
export const BPF_IND = 0x40;
const BPF_MEM = 0x60;
export const BPF_ATOMIC = 0xc0;
export const MODE_MASK = 0xe0;
const BPF_W = 0;
const BPF_H = 8;
const BPF_B = 0x10;
export const BPF_DW = 0x18;
export const SIZE_MASK = 0x18;

/** ALU and jumps. */
export const BPF_X = 8;
export const OP_MASK = 0xf0;
export const BPF_NEG = 0x80;
export const BPF_MOV = 0xb0;
export const BPF_END = 0xd0;
export const BPF_JA = 0;
export const BPF_CALL = 0x80;
export const BPF_EXIT = 0x90;

/** Immediates of atomic operations. */
const BPF_FETCH = 1;
export const BPF_CMPXCHG = 0xf1;

/** Source registers of ld_imm64 and call that say what the immediate is. */
const BPF_PSEUDO_FUNC = 4;
export const BPF_PSEUDO_CALL = 1;
export const BPF_PSEUDO_KFUNC_CALL = 2;

export const LD_IMM64 = BPF_LD | BPF_IMM | BPF_DW;
const CALL = BPF_JMP | BPF_CALL;
const EXIT = BPF_JMP | BPF_EXIT;
export const JA32 = BPF_JMP32 | BPF_JA;

export const BPF_REG_FP = 10;

const BYTES = [4, 2, 1, 8];

/** Bytes that a load or store with an opcode moves. */
export function bytesOf(code: number): number {
  return BYTES[(code & SIZE_MASK) >> 3];
}

/** A call of a function of the program. */
export function isPseudoCall(code: number, src: number): boolean {
  return code === CALL && src === BPF_PSEUDO_CALL;
}

/** ld_imm64 of the address of a function of the program. */
export function isPseudoFunc(code: number, src: number): boolean {
  return code === LD_IMM64 && src === BPF_PSEUDO_FUNC;
}

/** An atomic operation that loads the value that memory had before. */
export function isAtomicFetch(code: number, imm: number): boolean {
  return (code & (CLASS_MASK | MODE_MASK)) === (BPF_STX | BPF_ATOMIC) && (imm & BPF_FETCH) !== 0;
}

// kernel/bpf/core.c, BPF_INSN_MAP: everything the interpreter knows, and the loads that only the verifier does.
const KNOWN = knownOpcodes();

function knownOpcodes(): Uint8Array {
  const known = new Uint8Array(256);
  for (let op = 0; op <= 0xc0; op += 0x10) {
    for (const cls of [BPF_ALU, BPF_ALU64]) {
      if (op === BPF_NEG) known[cls | op] = 1;
      else known[cls | op] = known[cls | op | BPF_X] = 1;
    }
  }
  known[BPF_ALU | BPF_END] = known[BPF_ALU | BPF_END | BPF_X] = 1;
  for (let op = 0x10; op <= 0xd0; op += 0x10) {
    if (op === BPF_CALL || op === BPF_EXIT) continue;
    for (const cls of [BPF_JMP, BPF_JMP32]) known[cls | op] = known[cls | op | BPF_X] = 1;
  }
  known[BPF_JMP | BPF_JA] = known[BPF_JMP32 | BPF_JA] = known[CALL] = known[EXIT] = 1;
  for (const size of [BPF_B, BPF_H, BPF_W, BPF_DW]) {
    for (const cls of [BPF_LDX, BPF_ST, BPF_STX]) known[cls | BPF_MEM | size] = 1;
  }
  for (const size of [BPF_W, BPF_DW]) known[BPF_STX | BPF_ATOMIC | size] = 1;
  for (const size of [BPF_B, BPF_H, BPF_W]) known[BPF_LD | BPF_ABS | size] = known[BPF_LD | BPF_IND | size] = 1;
  known[LD_IMM64] = 1;
  return known;
}

/** Does the kernel's table of opcodes have an opcode (kernel/bpf/core.c bpf_opcode_in_insntable). */
export function isKnownOpcode(code: number): boolean {
  return KNOWN[code] === 1;
}
