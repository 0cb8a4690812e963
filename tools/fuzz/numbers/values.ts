/** Steps that make numbers and calculate with them. */
import { place, SIZES } from '../text.js';
import type { Scratch } from './scratch.js';

const FIELDS = [0, 4, 8, 16, 40, 48, 52, 68] as const;
const CONSTANTS = [0, 1, 2, 7, 8, 15, 31, 47, 48, 64, 255, 256, 4095, 65535, -1, -8, -16, -48, 0x7fffffff, -0x80000000] as const;
const WIDE = [
  '0x80000000',
  '0xffffffff',
  '0x100000000',
  '0x7fffffffffffffff',
  '0x8000000000000000',
  '0xffffffff00000000',
  '0xfffffffffffffff0',
];

/** A number of any kind in a register. */
export function fresh(s: Scratch, reg = s.kept()): void {
  const { random } = s;
  const how = random.below(8);
  const ctx = s.find('ctx');
  const memory = s.find('memory');
  if (how < 2 && ctx !== undefined) s.emit(`r${reg} = ${place(4, ctx, random.pick(FIELDS))}`);
  else if (how < 4 && memory !== undefined) s.emit(`r${reg} = ${place(random.pick(SIZES), memory, 8 * random.below(5))}`);
  else if (how === 4) {
    const value = random.pick(CONSTANTS);
    s.emit(random.chance(0.7) ? `r${reg} = ${value}` : `w${reg} = ${value}`);
    s.hold(reg, { is: 'number', ...(value >= 0 ? { most: value } : {}) });
    return;
  } else if (how === 5 && random.chance(0.4)) s.emit(`r${reg} = ${random.pick(WIDE)}`);
  else {
    s.emit(`call ${random.pick(['bpf_get_prandom_u32', 'bpf_ktime_get_ns', 'bpf_get_smp_processor_id'])}`, `r${reg} = r0`);
    s.afterCall();
  }
  s.hold(reg, { is: 'number' });
}

const OPS = ['+', '-', '*', '|', '&', '^', '/', '%'] as const;
const SHIFTS = ['<<', '>>', 's>>'] as const;

export function calculate(s: Scratch): void {
  const { random } = s;
  const reg = s.find('number');
  if (reg === undefined) return;
  const to = random.chance(0.3) ? s.kept() : reg;
  const letter = random.chance(0.5) ? 'r' : 'w';
  if (to !== reg) s.emit(`${letter}${to} = ${letter}${reg}`);
  const other = s.find('number');
  const how = random.below(10);
  if (how < 2) {
    const mask = random.pick([1, 3, 7, 8, 15, 31, 0x28, 63, 255, 0xffff]);
    s.emit(`${letter}${to} &= ${mask}`);
    s.hold(to, { is: 'number', most: mask });
    return;
  }
  if (how < 4) {
    const width = letter === 'r' ? 64 : 32;
    if (other !== undefined && random.chance(0.25)) s.emit(`${letter}${to} ${random.pick(SHIFTS)}= ${letter}${other}`);
    else s.emit(`${letter}${to} ${random.pick(SHIFTS)}= ${s.wrong() ? width : random.pick([0, 1, 2, 3, 8, 16, 31, width - 1, width - 8])}`);
  } else if (how === 4)
    s.emit(
      random.chance(0.5) ? `${letter}${to} = -${letter}${to}` : `r${to} = ${random.pick(['be', 'le'])}${random.pick([16, 32, 64])} r${to}`,
    );
  else if (other !== undefined && random.chance(0.5)) s.emit(`${letter}${to} ${random.pick(OPS)}= ${letter}${other}`);
  else s.emit(`${letter}${to} ${random.pick(OPS)}= ${random.pick(CONSTANTS.slice(s.wrong() ? 0 : 1))}`);
  s.hold(to, { is: 'number' });
}
