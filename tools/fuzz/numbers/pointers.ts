/** Steps that make pointers, add numbers to them, compare them and access what they point to. */
import { place, SIZES } from '../text.js';
import type { Held, Scratch } from './scratch.js';

const VALUE_SIZE = 48;

/** Looks a value up, mostly checked for NULL, or takes the address of the array's only one. */
export function lookup(s: Scratch): void {
  const { random } = s;
  const reg = s.kept();
  if (random.chance(0.4)) {
    const direct = random.chance(0.8) ? 'array' : random.pick(['read', 'write']);
    s.emit(`r${reg} = map[${direct}][0]+${random.pick([0, 0, 0, 8, 40, s.wrong() ? 47 : 4])}`);
    s.hold(reg, { is: 'memory', size: VALUE_SIZE });
    return;
  }
  const map = random.pick(['values', 'values', 'values', 'array', 'wide', 'wide', 'read', 'write']);
  const key = random.pick([-4, -4, -4, -48, s.wrong() ? 0 : -44]);
  s.emit(`${place(4, 10, key)} = ${random.below(3)}`, 'r2 = r10', `r2 += ${key}`, `r1 = map[${map}]`, 'call bpf_map_lookup_elem');
  s.afterCall();
  const size = map === 'wide' ? 4096 : VALUE_SIZE;
  s.emit(`r${reg} = r0`);
  s.hold(reg, { is: 'memory_or_null', size });
  if (random.chance(0.85)) check(s, reg, size);
}

function check(s: Scratch, reg: number, size: number): void {
  const [letter, out] = [s.random.chance(0.03) ? 'w' : 'r', s.label()];
  if (s.random.chance(0.5)) s.emit(`if ${letter}${reg} != 0 goto ${out}`, 'r0 = 0', 'exit', `${out}:`);
  else {
    const end = s.label();
    s.emit(`if r${reg} == 0 goto ${out}`, `goto ${end}`, `${out}:`, 'r0 = 0', 'exit', `${end}:`);
  }
  s.hold(reg, { is: 'memory', size });
}

/** Looks a map up in a map, and a value in that; or loads what the kernel keeps of a map. */
export function innerLookup(s: Scratch): void {
  const { random } = s;
  const reg = s.kept();
  s.emit(`${place(8, 10, -48)} = 0`, 'r2 = r10', 'r2 += -48', 'r1 = map[outer]');
  if (random.chance(0.2)) {
    s.emit(`r${reg} = ${place(random.pick(SIZES), 1, random.pick([0, 8, 24, 28, 32, 36, 48]))}`);
    s.hold(reg, { is: 'number' });
    return;
  }
  s.emit('call bpf_map_lookup_elem');
  s.afterCall();
  const out = s.label();
  if (!s.wrong()) s.emit(`if r0 != 0 goto ${out}`, 'r0 = 0', 'exit', `${out}:`);
  s.emit('r1 = r0', 'r2 = r10', 'r2 += -48', 'call bpf_map_lookup_elem', `r${reg} = r0`);
  s.hold(reg, { is: 'memory_or_null', size: VALUE_SIZE });
  if (random.chance(0.85)) check(s, reg, VALUE_SIZE);
}

/** A pointer plus or minus a number. */
export function arithmetic(s: Scratch): void {
  const { random } = s;
  const from = s.random.chance(0.25) ? 10 : s.find('memory', 'memory', 'stack');
  const number = s.find('number');
  if (from === undefined) return;
  const held: Held = from === 10 ? { is: 'stack' } : (s.held(from) ?? { is: 'number' });
  const to = random.chance(0.5) ? 2 : s.kept();
  s.emit(`r${to} = r${from}`);
  const known = number === undefined ? undefined : s.held(number);
  const most = known?.is === 'number' ? known.most : undefined;
  if (number === undefined || number === to || random.chance(0.4)) {
    s.emit(
      `r${to} += ${held.is === 'stack' ? -random.pick([8, 16, 24, 32, s.wrong() ? 13 : 40]) : random.pick([0, 4, 8, 16, 40, s.wrong() ? -8 : 1])}`,
    );
  } else {
    if (most === undefined || most > VALUE_SIZE) {
      if (!s.wrong())
        s.emit(
          `${random.pick(['r', 'w'])}${number} &= ${random.pick(held.is === 'stack' && !s.wrong() ? [8, 16, 24, 0] : [7, 15, 31, 0x28])}`,
        );
      s.hold(number, { is: 'number', most: 31 });
    }
    if (held.is === 'stack') s.emit(`r${to} += ${random.pick([-40, -48, -64])}`);
    s.emit(random.chance(0.85) ? `r${to} += r${number}` : `r${to} -= r${number}`);
  }
  s.hold(to, held.is === 'stack' ? { is: 'stack' } : held);
  touch(s, to);
}

function touch(s: Scratch, reg: number): void {
  const { random } = s;
  const size = random.pick(SIZES);
  const onStack = s.held(reg)?.is === 'stack' && !s.wrong();
  const off = onStack ? size * random.below(8 / size) : random.pick([0, 0, 0, 8, 16, s.wrong() ? 44 : 1, s.wrong() ? -8 : 4]);
  if (random.chance(0.5)) {
    const to = random.chance(0.5) ? 0 : s.kept();
    s.emit(`r${to} = ${place(size, reg, off)}`);
    s.hold(to, { is: 'number', ...(size === 1 ? { most: 255 } : {}) });
  } else {
    const number = s.find('number');
    s.emit(`${place(size, reg, off)} = ${number !== undefined && random.chance(0.5) ? `r${number}` : random.pick([0, 1, -1])}`);
  }
}

export function access(s: Scratch): void {
  const reg = s.find('memory', 'stack');
  if (reg !== undefined) touch(s, reg);
}

/** Pointers compared with pointers and numbers, subtracted, checked for NULL once more, or calculated with as one must not. */
export function pointers(s: Scratch): void {
  const { random } = s;
  const open = s.find('memory_or_null');
  const held = open === undefined ? undefined : s.held(open);
  if (open !== undefined && held?.is === 'memory_or_null' && random.chance(0.7)) {
    check(s, open, held.size);
    return;
  }
  const [a, b] = [s.find('memory', 'stack', 'ctx'), s.find('memory', 'stack', 'ctx')];
  if (a === undefined || b === undefined) return;
  const out = s.label();
  const how = random.below(6);
  if (how < 2) s.emit(`if r${a} ${random.pick(['==', '!=', '>', '<='])} r${b} goto ${out}`, `r3 = 1`, `${out}:`);
  else if (how === 2) s.emit(`if r${a} ${random.pick(['==', '!='])} 0 goto ${out}`, `r3 = r${b}`, `${out}:`);
  else if (how === 3) s.emit(`r2 = r${a}`, `r2 -= r${b}`);
  else if (how === 4) s.emit(`r2 = r${a}`, `r3 = r${a}`, ...(random.chance(0.5) ? ['r3 += 8'] : []), `r2 -= r3`);
  else if (s.wrong()) s.emit(`r2 = r${a}`, `${random.pick(['r2 *= 2', 'w2 += 1', 'r2 &= -8', 'w2 = w2', 'r2 = -r2', 'r2 <<= 1'])}`);
}
