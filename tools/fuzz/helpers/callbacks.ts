/** Functions that helpers call back. */
import { place, SIZES } from '../text.js';
import { Desk } from './desk.js';

/** How many parameters the callback of a helper has; two where it is not named. */
const PARAMETERS: ReadonlyMap<string, number> = new Map([
  ['for_each_map_elem', 4],
  ['timer_set_callback', 3],
  ['find_vma', 3],
]);

/** Writes a callback and gives its name. */
export function callback(d: Desk, helper: string): string {
  const { random } = d;
  const name = `cb_${d.label()}`;
  const count = PARAMETERS.get(helper) ?? 2;
  const inner = new Desk(random, d.error, d.offer, d);
  for (let i = 1; i <= count; i++) if (random.chance(0.6)) inner.emit(`r${Math.min(9, 5 + i)} = r${i}`);
  for (let n = random.below(3); n > 0; n--) {
    const reg = 1 + random.below(count);
    const off = random.pick([0, 0, 4, 8, 16]);
    if (random.chance(0.7)) inner.emit(`r0 = ${place(random.pick(SIZES), reg, off)}`);
    else inner.emit(`${place(8, reg, off)} = 0`);
  }
  if (d.parent === undefined && random.chance(0.4)) {
    if (random.chance(0.5)) inner.hold(6, { is: 'number' });
    d.offer.steps(inner, 1 + random.below(3));
    inner.releaseAll();
  }
  if (random.chance(0.2)) inner.emit('r2 = 0', 'r3 = 0', 'call bpf_get_prandom_u32');
  const result = inner.wrong() ? random.pick(['2', '-1', 'r10']) : String(random.pick([0, 0, 0, 1]));
  inner.emit(`r0 = ${result}`, 'exit');
  const types = Array.from({ length: count }, () => 'u64').join(', ');
  d.addFunction([`func ${name} static int (${types})`, ...inner.text()]);
  return name;
}
