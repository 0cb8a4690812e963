import type { Random } from './random.js';

const SLOT = 16;
const LD_IMM64 = 0x18;
const CALL = 0x85;

/** One wrong register, offset or immediate anywhere: what no writer's idea of a program would ever hold. Jumps and calls stay. */
export function mutate(code: string, random: Random): string {
  const at = random.below(code.length / SLOT) * SLOT;
  const old = code.slice(at, at + SLOT);
  const opcode = Number.parseInt(old.slice(0, 2), 16);
  if (opcode === LD_IMM64 || opcode === 0 || opcode === CALL || (opcode & 7) === 5 || (opcode & 7) === 6) return code;
  const digits = [...old];
  const which = random.pick([2, 3, 4, 5, 9]);
  const max = which === 2 || which === 3 ? 11 : 16;
  digits[which] = random.below(max).toString(16);
  return code.slice(0, at) + digits.join('') + code.slice(at + SLOT);
}

const OPCODES = [
  0x07, 0x0f, 0x17, 0x1f, 0x27, 0x47, 0x57, 0x5f, 0x67, 0x77, 0xb7, 0xbf, 0xc7, 0x04, 0x0c, 0xb4, 0xbc, 0x54, 0x61, 0x69, 0x71, 0x79, 0x62,
  0x63, 0x6b, 0x73, 0x7a, 0x7b, 0xdb, 0xc3, 0x15, 0x1d, 0x25, 0x2d, 0x35, 0x55, 0x65, 0x6d, 0xa5, 0xb5, 0xd5, 0x16, 0x26, 0x56, 0xae,
];
const IMMEDIATES = [
  '00000000',
  '01000000',
  '02000000',
  '04000000',
  '07000000',
  '08000000',
  '10000000',
  '3f000000',
  'ff000000',
  'ffffffff',
  'f8ffffff',
  'f0ffffff',
  '00ffffff',
  'ffffff7f',
  '00000080',
  '00000020',
  '00020000',
  '00feffff',
];

/** Anything may change: registers, offset, immediate, opcode; a slot may come twice, or two change places. For programs that were written by hand. */
export function disturb(code: string, random: Random): string {
  const at = random.below(code.length / SLOT) * SLOT;
  const old = code.slice(at, at + SLOT);
  const opcode = Number.parseInt(old.slice(0, 2), 16);
  if (opcode === LD_IMM64 || opcode === 0) return code;
  const digits = [...old];
  const put = (from: number, text: string) => digits.splice(from, text.length, ...text);
  const how = random.below(8);
  if (how === 0) put(3, random.below(11).toString(16));
  else if (how === 1) put(2, random.below(11).toString(16));
  else if (how === 2 && opcode !== CALL) put(8, random.pick(IMMEDIATES));
  else if (how === 3 && opcode !== CALL)
    put(4, random.pick(['0000', '0100', '0200', '0400', '0800', 'f8ff', 'f0ff', 'fcff', 'ffff', '1000', '00fe']));
  else if (how === 4 && opcode !== CALL) put(0, random.pick(OPCODES).toString(16).padStart(2, '0'));
  else if (how === 5 && at >= SLOT && code.slice(at - SLOT, at - SLOT + 2) !== '18')
    return code.slice(0, at - SLOT) + old + code.slice(at - SLOT, at) + code.slice(at + SLOT);
  else if (how === 6) {
    const other = random.below(code.length / SLOT) * SLOT;
    const text = code.slice(other, other + SLOT);
    const source = Number.parseInt(text.slice(0, 2), 16);
    if (source === LD_IMM64 || source === 0) return code;
    put(0, text);
  } else put(9, random.below(16).toString(16));
  return code.slice(0, at) + digits.join('') + code.slice(at + SLOT);
}
