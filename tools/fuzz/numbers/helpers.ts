/** Helpers that take memory and its length. */
import { place } from '../text.js';
import type { Scratch } from './scratch.js';

export function helperMemory(s: Scratch): void {
  const { random } = s;
  const ctx = s.find('ctx');
  if (ctx === undefined) return;
  const memory = random.chance(0.5) ? s.find('memory', 'stack') : undefined;
  const number = s.find('number');
  const known = number === undefined ? undefined : s.held(number);
  const size = random.pick([1, 4, 8, 16, 24]);
  s.emit(`r1 = r${ctx}`, `r2 = ${random.pick([0, 14])}`);
  if (memory === undefined) {
    if (random.chance(0.5)) s.emit(`${place(8, 10, -48)} = 0`);
    s.emit('r3 = r10', `r3 += ${-(s.wrong() ? 8 : 48)}`);
  } else {
    s.emit(`r3 = r${memory}`);
    if (s.held(memory)?.is === 'stack' && random.chance(0.3)) s.emit('r3 += -8');
  }
  if (number !== undefined && random.chance(0.6)) {
    s.emit(`r4 = r${number}`);
    if (known?.is !== 'number' || known.most === undefined || known.most > 48) s.emit('r4 &= 31');
    if (random.chance(0.8)) s.emit('r4 += 1');
  } else s.emit(`r4 = ${s.wrong() ? random.pick([0, 49, -1, 512]) : size}`);
  if (random.chance(0.3)) s.emit('r5 = 0', `call bpf_skb_store_bytes`);
  else s.emit('call bpf_skb_load_bytes');
  s.afterCall();
  // packet pointers of before are no longer any
  for (const reg of [7, 8, 9]) if (s.held(reg)?.is === 'packet' || s.held(reg)?.is === 'packet_end') s.hold(reg, undefined);
}
