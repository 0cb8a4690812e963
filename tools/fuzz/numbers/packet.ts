/** Pointers into packets, checked against their end, with numbers added to them. */
import { place, SIZES } from '../text.js';
import type { Scratch } from './scratch.js';

const [DATA, DATA_END, DATA_META] = [76, 80, 140] as const;

export function packet(s: Scratch): void {
  const { random } = s;
  const ctx = s.find('ctx');
  if (ctx === undefined) return;
  const meta = random.chance(0.1);
  const number = s.find('number');
  const out = s.label();
  s.emit(`r2 = ${place(4, ctx, meta ? DATA_META : DATA)}`, `r3 = ${place(4, ctx, meta ? DATA : DATA_END)}`);
  const moves = number !== undefined && random.chance(0.5);
  if (moves) {
    if (!s.wrong()) s.emit(`${random.pick(['r', 'w'])}${number} &= ${random.pick([7, 31, 255, 0xffff, 0x7fff])}`);
    s.emit(`r2 += r${number}`);
    if (random.chance(0.2)) s.emit(`r2 += ${random.pick([1, 14, -2])}`);
  }
  const reach = random.pick([1, 4, 8, 14, 34]);
  const size = random.pick(SIZES);
  const off = Math.max(0, reach - size + (s.wrong() ? 1 : 0));
  const use = random.chance(0.6) ? `r0 = ${place(size, 2, off)}` : `${place(size, 2, off)} = 1`;
  s.emit('r4 = r2', `r4 += ${reach}`);
  const inside = s.label();
  const how = random.below(6);
  if (how === 0) s.emit(`if r4 > r3 goto ${out}`, use, `${out}:`);
  else if (how === 1) s.emit(`if r4 >= r3 goto ${out}`, use, `${out}:`);
  else if (how === 2) s.emit(`if r3 < r4 goto ${out}`, use, `${out}:`);
  else if (how === 3) s.emit(`if r4 <= r3 goto ${inside}`, `goto ${out}`, `${inside}:`, use, `${out}:`);
  else if (how === 4) s.emit(`if r3 >= r4 goto ${inside}`, `goto ${out}`, `${inside}:`, use, `${out}:`);
  else s.emit(`if r4 < r3 goto ${inside}`, `goto ${out}`, `${inside}:`, use, `${out}:`);
  for (const reg of [0, 2, 3, 4]) s.hold(reg, undefined);
  if (number !== undefined && moves) s.hold(number, { is: 'number' });
}

/** A load from the packet in the old way, which ends the program where the packet is too short. */
export function oldLoad(s: Scratch): void {
  const { random } = s;
  const ctx = s.find('ctx');
  if (ctx === undefined) return;
  // the context has to be in R6
  if (ctx !== 6) s.emit(`r6 = r${ctx}`);
  const width = random.pick(['u8', 'u16', 'u32']);
  const number = s.find('number');
  s.emit(
    number !== undefined && random.chance(0.5)
      ? `r0 = *(${width} *)skb[r${number} + ${random.pick([0, 4])}]`
      : `r0 = *(${width} *)skb[${random.pick([0, 12, 23])}]`,
  );
  s.afterCall();
  const reg = s.kept();
  s.emit(`r${reg} = r0`);
  s.hold(reg, { is: 'number' });
}
