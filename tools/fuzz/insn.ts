/** Instructions as the 16 hex digits of their 8 bytes: what program JSON wants. */

const hexByte = (value: number) => (value & 0xff).toString(16).padStart(2, '0');

/** One instruction slot, little endian as in program JSON. `off` is s16, `imm` s32. */
function insn(code: number, dst = 0, src = 0, off = 0, imm = 0): string {
  return (
    hexByte(code) +
    hexByte((src << 4) | dst) +
    hexByte(off) +
    hexByte(off >> 8) +
    hexByte(imm) +
    hexByte(imm >> 8) +
    hexByte(imm >> 16) +
    hexByte(imm >> 24)
  );
}

const SIZES = { 1: 0x10, 2: 0x08, 4: 0x00, 8: 0x18 } as const;
export type Size = keyof typeof SIZES;
export const ALL_SIZES: readonly Size[] = [1, 2, 4, 8];

const ALU = {
  add: 0x00,
  sub: 0x10,
  mul: 0x20,
  div: 0x30,
  or: 0x40,
  and: 0x50,
  lsh: 0x60,
  rsh: 0x70,
  neg: 0x80,
  mod: 0x90,
  xor: 0xa0,
  mov: 0xb0,
  arsh: 0xc0,
} as const;
export type AluOp = keyof typeof ALU;
const JMP = {
  jeq: 0x10,
  jgt: 0x20,
  jge: 0x30,
  jset: 0x40,
  jne: 0x50,
  jsgt: 0x60,
  jsge: 0x70,
  jlt: 0xa0,
  jle: 0xb0,
  jslt: 0xc0,
  jsle: 0xd0,
} as const;
export type JmpOp = keyof typeof JMP;

export const aluImm = (op: AluOp, dst: number, imm: number, is64 = true) => insn((is64 ? 0x07 : 0x04) | ALU[op], dst, 0, 0, imm);
export const aluReg = (op: AluOp, dst: number, src: number, is64 = true) => insn((is64 ? 0x0f : 0x0c) | ALU[op], dst, src);
export const movImm = (dst: number, imm: number) => aluImm('mov', dst, imm);
export const movReg = (dst: number, src: number) => aluReg('mov', dst, src);
export const load = (size: Size, dst: number, src: number, off: number) => insn(0x61 | SIZES[size], dst, src, off);
export const store = (size: Size, dst: number, off: number, src: number) => insn(0x63 | SIZES[size], dst, src, off);
export const storeImm = (size: Size, dst: number, off: number, imm: number) => insn(0x62 | SIZES[size], dst, 0, off, imm);
export const jumpImm = (op: JmpOp, dst: number, imm: number, off: number, is64 = true) =>
  insn((is64 ? 0x05 : 0x06) | JMP[op], dst, 0, off, imm);
export const jumpReg = (op: JmpOp, dst: number, src: number, off: number, is64 = true) =>
  insn((is64 ? 0x0d : 0x0e) | JMP[op], dst, src, off);
export const jump = (off: number) => insn(0x05, 0, 0, off);
export const exit = () => insn(0x95);
export const callHelper = (id: number) => insn(0x85, 0, 0, 0, id);
export const callKfunc = (index: number) => insn(0x85, 0, 2, 0, index);
export const callLocal = (off: number) => insn(0x85, 0, 1, 0, off);
export const loadMap = (dst: number, map: number) => insn(0x18, dst, 1, 0, map) + insn(0);
export const slots = (code: string) => code.length / 16;
