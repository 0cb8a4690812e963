/** Steps that call kfuncs with memory, structures, objects, the context or anything, and the program's own function. */
import { KFUNCS } from '../callees.js';
import { aluImm, jumpImm, load, movImm, movReg, storeImm } from '../insn.js';
import type { Writer } from '../writer.js';

export function memoryCall(w: Writer): void {
  const reg = w.find((b) => b.is === 'value' || b.is === 'mem');
  if (reg !== undefined && w.random.chance(0.6))
    w.emit(movReg(1, reg), aluImm('add', 1, w.wrong() ? w.random.pick([8, 24, 40, 48]) : w.random.pick([0, 32])));
  else w.emit(storeImm(8, 10, -16, 0), movReg(1, 10), aluImm('add', 1, w.wrong() ? -8 : -16));
  const small = w.find((b) => b.is === 'small');
  if (small !== undefined && w.random.chance(0.4)) w.emit(movReg(2, small));
  else w.emit(movImm(2, w.wrong() ? w.random.pick([0, 17, -1, 48, 4096]) : w.random.pick([1, 4, 8])));
  w.kfunc(
    w.random.chance(0.85)
      ? 'bpf_kfunc_call_test_mem_len_pass1'
      : w.random.pick(['bpf_kfunc_call_test_mem_len_fail1', 'bpf_kfunc_call_test_mem_len_fail2']),
  );
}

export function structCall(w: Writer): void {
  w.emit(storeImm(8, 10, -16, 0), storeImm(8, 10, -24, 0), movReg(1, w.random.pick([10, 10, 10, 7, 8, 9, 6])));
  if (w.random.chance(0.7)) w.emit(aluImm('add', 1, w.random.pick([-24, -16, -24, -24, -12])));
  w.kfunc(
    w.random.pick([
      'bpf_kfunc_call_test_pass1',
      'bpf_kfunc_call_test_pass1',
      'bpf_kfunc_call_test_pass2',
      'bpf_kfunc_call_test_fail1',
      'bpf_kfunc_call_test_fail2',
      'bpf_kfunc_call_test_fail3',
    ]),
  );
}

export function objectCall(w: Writer): void {
  const reg = w.find((b) => b.is === 'object' && b.of === 'ref');
  if (reg === undefined) return;
  const how = w.random.below(4);
  w.emit(movReg(1, reg));
  if (w.wrong()) w.emit(aluImm('add', 1, w.random.pick([8, 16, 4, -8])));
  if (how === 0) {
    w.kfunc('bpf_kfunc_call_test_ref');
    return;
  }
  w.emit(movImm(2, w.wrong() ? 0 : w.random.pick([8, 16])));
  if (w.wrong()) w.emit(load(4, 2, 6, 0));
  w.kfunc(
    how === 1
      ? 'bpf_kfunc_call_test_get_rdwr_mem'
      : how === 2
        ? 'bpf_kfunc_call_test_get_rdonly_mem'
        : w.wrong()
          ? 'bpf_kfunc_call_test_acq_rdonly_mem'
          : 'bpf_kfunc_call_test_get_rdwr_mem',
  );
  w.emit(jumpImm('jeq', 0, 0, 1), w.random.chance(0.7) ? load(4, 1, 0, w.random.pick([0, 4, 8, 12])) : storeImm(4, 0, 0, 0));
}

export function anyCall(w: Writer): void {
  const name = w.random.pick(KFUNCS);
  for (let r = 1; r <= 3; r++) {
    const from = w.random.pick([6, 7, 8, 9, 10, -1]);
    w.emit(from < 0 ? movImm(r, w.random.pick([0, 4, 8])) : movReg(r, from));
  }
  w.kfunc(name);
}

export function contextCall(w: Writer): void {
  w.emit(movReg(1, w.wrong() ? w.random.pick([7, 8, 10]) : 6));
  w.kfunc('bpf_kfunc_call_test_pass_ctx');
}

export function subprogram(w: Writer): void {
  w.emit(movReg(1, w.random.pick([6, 7, 8, 9, 10])));
  w.callOwn();
}
