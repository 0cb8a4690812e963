/** Steps that acquire kernel objects, exchange them with kptrs, look into them and give them back. */
import { type Belief, NOTHING } from '../belief.js';
import { HELPER } from '../callees.js';
import { aluImm, callHelper, exit, jumpImm, load, movImm, movReg, store, storeImm } from '../insn.js';
import { MAP_KPTRS } from '../maps.js';
import { KEPT, type Writer } from '../writer.js';

export function acquire(w: Writer): void {
  const member = w.random.chance(0.2);
  if (!member) w.emit(storeImm(8, 10, -16, 0), movReg(1, 10), aluImm('add', 1, w.wrong() ? w.random.pick([-4, 8, -520, -15]) : -16));
  w.kfunc(member ? 'bpf_kfunc_call_memb_acquire' : 'bpf_kfunc_call_test_acquire');
  const of = member ? 'member' : 'ref';
  w.keep({ is: 'object_or_null', of, held: true }, { is: 'object', of, held: true });
}

export function lookupSocket(w: Writer): void {
  w.emit(movImm(2, 0));
  for (let i = 0; i < 2; i++) w.emit(store(8, 10, -48 + 8 * i, 2));
  w.emit(
    store(4, 10, -32, 2),
    movReg(1, 6),
    movReg(2, 10),
    aluImm('add', 2, -48),
    movImm(3, w.wrong() ? 36 : 12),
    movImm(4, 0),
    movImm(5, 0),
  );
  w.helper(HELPER.skLookupTcp);
  w.keep({ is: 'object_or_null', of: 'sock', held: true }, { is: 'object', of: 'sock', held: true });
}

export function castSocket(w: Writer): void {
  const reg = w.find((b) => b.is === 'object' && b.of === 'sock');
  if (reg === undefined) return;
  w.emit(movReg(1, reg));
  w.helper(w.random.pick([HELPER.skFullsock, HELPER.tcpSock]));
  const to = KEPT.filter((r) => !(w.belief(r).is === 'object' || w.belief(r).is === 'object_or_null'))[0];
  if (to === undefined) return;
  w.emit(movReg(to, 0));
  if (!w.wrong()) leaveWithRelease(w, to, reg);
  w.believe(to, { is: 'other' });
}

/** Leaves when `reg` is NULL, giving `held` back first. */
function leaveWithRelease(w: Writer, reg: number, held: number): void {
  w.emit(jumpImm('jne', reg, 0, 4), movReg(1, held), callHelper(HELPER.skRelease), movImm(0, 0), exit());
}

export function kptrGet(w: Writer): void {
  const reg = w.find((b) => b.is === 'value');
  if (reg === undefined) return;
  w.emit(movReg(1, reg));
  const off = w.wrong() ? w.random.pick([0, 4, 16, 24, 32, -8, 7]) : 8;
  if (off !== 0) w.emit(aluImm('add', 1, off));
  if (w.wrong()) w.addVariable(1);
  w.emit(movImm(2, 0), movImm(3, 0));
  if (w.wrong()) w.emit(movReg(w.random.pick([1, 2, 3]), w.random.pick([6, 7, 8, 9, 10])));
  w.kfunc('bpf_kfunc_call_test_kptr_get');
  w.keep({ is: 'object_or_null', of: 'ref', held: true }, { is: 'object', of: 'ref', held: true });
}

export function xchg(w: Writer): void {
  const value = w.find((b) => b.is === 'value' && b.map === MAP_KPTRS);
  if (value === undefined) return;
  const object = w.find((b) => b.is === 'object' && b.held && b.of !== 'sock');
  const give = object !== undefined && w.random.chance(0.6);
  const belief: Belief = object === undefined ? NOTHING : w.belief(object);
  const member = give && belief.is === 'object' ? belief.of === 'member' : w.random.chance(0.3);
  w.emit(movReg(1, value));
  const off = w.wrong() ? w.random.pick([0, 4, 16, 32, 40, -8, 25]) : member ? 24 : 8;
  if (off !== 0) w.emit(aluImm('add', 1, off));
  if (w.random.chance(w.error / 2)) w.addVariable(1);
  w.emit(give && object !== undefined ? movReg(2, object) : movImm(2, w.wrong() ? 1 : 0));
  w.helper(HELPER.kptrXchg);
  if (give && object !== undefined && belief.is === 'object') w.believe(object, { is: 'number' });
  const of = member ? 'member' : 'ref';
  w.keep({ is: 'object_or_null', of, held: true }, { is: 'object', of, held: true });
}

export function walkObject(w: Writer): void {
  const reg = w.find((b) => b.is === 'object' && b.of !== 'sock');
  if (reg === undefined) return;
  const off = w.random.pick([0, 4, 8, 16, 20, 24]);
  w.emit(
    load(off === 8 && !w.wrong() ? 8 : w.random.pick([4, 4, 8]), w.random.below(6), reg, w.wrong() ? w.random.pick([-4, 28, 32, 2]) : off),
  );
}

export function releaseSome(w: Writer): void {
  const reg = w.find((b) => (b.is === 'object' || b.is === 'object_or_null') && b.held);
  if (reg !== undefined) w.release(reg);
}
