/** Steps that spill and fill registers, copy them, and check them for NULL later. */
import { NOTHING } from '../belief.js';
import { load, movReg, store } from '../insn.js';
import type { Writer } from '../writer.js';

export function spill(w: Writer): void {
  const reg = w.random.pick([6, 7, 8, 9]);
  const slot = w.random.pick([-24, -56, -64]);
  if (w.belief(reg) === NOTHING && !w.wrong()) return;
  w.emit(store(w.wrong() ? w.random.pick([4, 2, 1]) : 8, 10, slot, reg));
  w.spilled.set(slot, w.belief(reg));
}

export function fill(w: Writer): void {
  const slot = w.random.pick([-24, -56, -64]);
  const belief = w.spilled.get(slot);
  if (belief === undefined && !w.wrong()) return;
  const reg = w.kept();
  if (w.held(reg)) return;
  w.emit(load(w.wrong() ? 4 : 8, reg, 10, slot + (w.wrong() ? 4 : 0)));
  w.believe(reg, belief ?? { is: 'number' });
}

export function recheck(w: Writer): void {
  const reg = w.find((b) => b.is === 'value_or_null' || b.is === 'object_or_null');
  if (reg === undefined) return;
  const belief = w.belief(reg);
  if (belief.is === 'value_or_null') w.nullCheck(reg, { is: 'value', map: belief.map, off: belief.off });
  else if (belief.is === 'object_or_null') w.nullCheck(reg, { is: 'object', of: belief.of, held: belief.held });
}

export function copy(w: Writer): void {
  const to = w.kept();
  if (w.held(to)) return;
  const from = w.random.pick([6, 7, 8, 9]);
  w.emit(movReg(to, from));
  const belief = w.belief(from);
  w.believe(to, belief.is === 'object' || belief.is === 'object_or_null' ? { ...belief, held: false } : belief);
}
