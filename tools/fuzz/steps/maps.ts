/** Steps that look map values up, access them, lock them and change them. */
import { HELPER } from '../callees.js';
import { ALL_SIZES, aluImm, load, loadMap, movImm, movReg, store, storeImm } from '../insn.js';
import { MAP_COUNT, MAP_KPTRS, MAP_LOCKED, MAP_PLAIN } from '../maps.js';
import type { Writer } from '../writer.js';

const OFFSETS = [0, 8, 16, 24, 32] as const;

export function lookup(w: Writer): void {
  const map = w.wrong() ? w.random.below(MAP_COUNT) : w.random.pick([MAP_KPTRS, MAP_KPTRS, MAP_KPTRS, MAP_PLAIN, MAP_LOCKED]);
  w.emit(
    storeImm(4, 10, -4, w.random.below(3)),
    movReg(2, 10),
    aluImm('add', 2, w.wrong() ? w.random.pick([-8, -2, 0, -516, 4]) : -4),
    loadMap(1, map),
  );
  w.helper(HELPER.mapLookup);
  w.keep({ is: 'value_or_null', map, off: 0 }, { is: 'value', map, off: 0 });
}

export function loadField(w: Writer): void {
  const reg = w.find((b) => b.is === 'value');
  if (reg === undefined) return;
  const belief = w.belief(reg);
  const limit = belief.is === 'value' && belief.map === MAP_KPTRS ? 40 : 8;
  const off = w.wrong() ? w.random.pick([-8, 4, 7, 12, 44, 48, 64]) : Math.min(limit, w.random.pick(OFFSETS));
  const size = off === 0 || off === 8 || off === 24 ? (w.wrong() ? w.random.pick(ALL_SIZES) : 8) : w.random.pick(ALL_SIZES);
  const to = w.kept();
  if (w.held(to)) return;
  w.emit(load(size, to, reg, off));
  w.believe(to, { is: 'number' });
  const kptr = limit === 40 && (off === 0 || off === 8 || off === 24);
  if (kptr && w.random.chance(0.5)) {
    w.leaveUnless('jne', to, 0);
    if (w.random.chance(0.6))
      w.emit(load(w.random.pick(ALL_SIZES), w.random.below(6), to, w.random.pick([0, 4, 8, 8, 16, 20, 24, 32, -8])));
    w.believe(to, { is: 'other' });
  }
}

export function storeField(w: Writer): void {
  const reg = w.find((b) => b.is === 'value');
  if (reg === undefined) return;
  const off = w.wrong() ? w.random.pick([-8, 4, 7, 8, 12, 24, 44, 48]) : w.random.pick([16, 32, 0]);
  const size = off === 0 ? 8 : w.random.pick(ALL_SIZES);
  if (w.random.chance(0.5)) w.emit(storeImm(size, reg, off, w.random.pick([0, 0, 1])));
  else w.emit(store(size, reg, off, w.random.pick([6, 7, 8, 9])));
}

export function variableAccess(w: Writer): void {
  const value = w.find((b) => b.is === 'value');
  if (value === undefined) return;
  w.emit(movReg(3, value), aluImm('add', 3, w.random.pick([32, 16, 0])));
  w.addVariable(3);
  if (w.random.chance(0.5)) w.emit(load(w.random.pick(ALL_SIZES), 2, 3, w.random.pick([0, 0, 8])));
  else w.emit(storeImm(w.random.pick(ALL_SIZES), 3, 0, 0));
}

export function lock(w: Writer): void {
  const reg = w.find((b) => b.is === 'value' && b.map === MAP_LOCKED);
  if (reg === undefined) return;
  const off = w.wrong() ? 4 : 0;
  w.emit(movReg(1, reg), ...(off === 0 ? [] : [aluImm('add', 1, off)]));
  w.helper(HELPER.spinLock);
  if (w.random.chance(0.7)) w.emit(storeImm(8, reg, 8, 1));
  if (w.wrong()) return;
  w.emit(movReg(1, reg));
  w.helper(HELPER.spinUnlock);
}

export function mapUpdate(w: Writer): void {
  const value = w.find((b) => b.is === 'value');
  w.emit(storeImm(4, 10, -4, 0), movReg(2, 10), aluImm('add', 2, -4));
  if (value !== undefined && w.random.chance(0.3)) w.emit(movReg(3, value));
  else w.emit(storeImm(8, 10, -16, 0), storeImm(8, 10, -24, 0), movReg(3, 10), aluImm('add', 3, -24));
  w.emit(movImm(4, 0), loadMap(1, w.random.pick([MAP_PLAIN, MAP_PLAIN, MAP_LOCKED, MAP_KPTRS])));
  w.helper(w.random.chance(0.8) ? HELPER.mapUpdate : HELPER.mapDelete);
}
