/** Steps that spill registers, or parts of them, and fill them again. */
import { place, SIZES, type Size } from '../text.js';
import type { Scratch } from './scratch.js';

const SLOTS = [-8, -16, -24, -32, -40] as const;

export function spill(s: Scratch): void {
  const { random } = s;
  const any = random.chance(0.7) ? s.find('number') : s.find('ctx', 'memory', 'memory_or_null', 'stack', 'packet', 'packet_end');
  if (any === undefined) {
    s.emit(`${place(random.pick(SIZES), 10, random.pick(SLOTS))} = ${random.pick([0, 0, 1, 7, -1, 255])}`);
    return;
  }
  const held = s.held(any) ?? { is: 'number' };
  const size: Size = held.is === 'number' ? random.pick([8, 8, 4, 4, 2, 1]) : s.wrong() ? 4 : 8;
  const slot = random.pick(SLOTS);
  const inside = random.chance(0.2) ? size * random.below(8 / size) : 0;
  s.emit(`${place(size, 10, slot + inside)} = r${any}`);
  s.spilled.delete(slot);
  if (inside === 0) s.spilled.set(slot, { size, held });
  // what was there is spoiled, in part or as a whole
  if (s.wrong() || random.chance(0.05)) s.emit(`${place(random.pick([1, 2, 4]), 10, slot + random.pick([0, 4]))} = ${random.pick([0, 1])}`);
}

export function fill(s: Scratch): void {
  const { random } = s;
  const slots = [...s.spilled.keys()];
  if (slots.length === 0 && !s.wrong()) return;
  const slot = slots.length === 0 ? random.pick(SLOTS) : random.pick(slots);
  const found = s.spilled.get(slot);
  const size: Size =
    found?.held.is === 'number' || found === undefined ? random.pick([found?.size ?? 8, found?.size ?? 8, ...SIZES]) : s.wrong() ? 4 : 8;
  if (found !== undefined && size > found.size && !random.chance(0.1 + s.error)) return;
  const inside = random.chance(0.15) ? size * random.below(Math.max(1, (found?.size ?? 8) / size)) : 0;
  const reg = s.kept();
  s.emit(`r${reg} = ${place(size, 10, slot + inside)}`);
  s.hold(reg, found?.held.is === 'number' || found === undefined ? { is: 'number', ...(size === 1 ? { most: 255 } : {}) } : found.held);
}
