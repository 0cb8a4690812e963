/** Atomic operations on values of maps and on the stack. */
import type { Scratch } from './scratch.js';

const OPS = ['+', '|', '&', '^'] as const;
const NAMES = ['add', 'or', 'and', 'xor'] as const;

export function atomics(s: Scratch): void {
  const { random } = s;
  const reg = random.chance(0.5) ? 10 : s.find('memory', 'stack');
  const number = s.find('number');
  if (reg === undefined || number === undefined) return;
  const wide = random.chance(0.6);
  const type = wide ? 'u64' : s.wrong() ? random.pick(['u8', 'u16']) : 'u32';
  const off =
    reg === 10 ? random.pick([-8, -16, -24, -32, wide || !random.chance(0.5) ? -40 : -36]) : random.pick([0, 8, 16, s.wrong() ? 3 : 32]);
  const operand = `(${type} *)(r${reg} ${off < 0 ? '' : '+'}${off})`;
  // otherwise what is there was not written
  if (reg === 10 && !s.spilled.has(off) && !s.wrong()) s.emit(`*(u64 *)(r10 ${off - (off & 7 ? 4 : 0)}) = ${random.pick([0, 1, 7])}`);
  const value = s.wrong() ? (s.find('memory', 'stack') ?? 10) : number;
  const name = wide ? 'atomic64' : 'atomic';
  const how = random.below(5);
  if (how < 2) s.emit(`lock *${operand} ${random.pick(OPS)}= r${value}`);
  else if (how === 2) s.emit(`r${value} = ${name}_fetch_${random.pick(NAMES)}(${operand}, r${value})`);
  else if (how === 3) s.emit(`r${value} = ${name}_xchg(${operand}, r${value})`);
  else {
    s.emit(`r0 = ${random.pick([0, 1, 5])}`, `r0 = ${name}_cmpxchg(${operand}, r0, r${value})`);
    s.hold(0, { is: 'number' });
  }
  if (how === 2 || how === 3) s.hold(value, { is: 'number' });
  if (reg === 10) s.spilled.set(off, { size: wide ? 8 : 4, held: { is: 'number' } });
}
