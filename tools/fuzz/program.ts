import {
  type AluOp,
  aluImm,
  aluReg,
  callHelper,
  callKfunc,
  callLocal,
  exit,
  type JmpOp,
  jump,
  jumpImm,
  jumpReg,
  load,
  loadMap,
  movImm,
  movReg,
  type Size,
  slots,
  store,
  storeImm,
} from './insn.js';
import { type KptrTags, MAP_COUNT, MAP_KPTRS, MAP_LOCKED, MAP_PLAIN, mapsFor } from './maps.js';
import { mutate } from './mutate.js';
import type { Random } from './random.js';

/**
 * Random programs of the kind that trips over kfunc and kptr rules. A writer keeps a rough idea of what each register holds, so that
 * most steps are right and a program goes wrong in one place rather than in its first instruction.
 */

const KFUNCS = [
  'bpf_kfunc_call_test_acquire',
  'bpf_kfunc_call_test_release',
  'bpf_kfunc_call_test_kptr_get',
  'bpf_kfunc_call_memb_acquire',
  'bpf_kfunc_call_memb_release',
  'bpf_kfunc_call_memb1_release',
  'bpf_kfunc_call_test_ref',
  'bpf_kfunc_call_test_pass_ctx',
  'bpf_kfunc_call_test_pass1',
  'bpf_kfunc_call_test_pass2',
  'bpf_kfunc_call_test_fail1',
  'bpf_kfunc_call_test_fail2',
  'bpf_kfunc_call_test_fail3',
  'bpf_kfunc_call_test_mem_len_pass1',
  'bpf_kfunc_call_test_mem_len_fail1',
  'bpf_kfunc_call_test_mem_len_fail2',
  'bpf_kfunc_call_test_get_rdwr_mem',
  'bpf_kfunc_call_test_get_rdonly_mem',
  'bpf_kfunc_call_test_acq_rdonly_mem',
  'bpf_kfunc_call_int_mem_release',
  'bpf_kfunc_call_test1',
  'bpf_kfunc_call_test2',
  'bpf_kfunc_call_test3',
  'bpf_kfunc_call_test_destructive',
] as const;
type Kfunc = (typeof KFUNCS)[number];

const HELPER = {
  mapLookup: 1,
  mapUpdate: 2,
  mapDelete: 3,
  ktime: 5,
  prandom: 7,
  skLookupTcp: 84,
  skRelease: 86,
  spinLock: 93,
  spinUnlock: 94,
  skFullsock: 95,
  tcpSock: 96,
  kptrXchg: 194,
};

/** What the writer believes a register to hold. */
type Belief =
  | { readonly is: 'nothing' | 'ctx' | 'number' | 'small' | 'zero' | 'mem' | 'other' }
  | { readonly is: 'value' | 'value_or_null'; readonly map: number; readonly off: number }
  | { readonly is: 'object' | 'object_or_null'; readonly of: 'ref' | 'member' | 'sock'; readonly held: boolean };

const NOTHING: Belief = { is: 'nothing' };
const ALU_OPS: readonly AluOp[] = ['add', 'sub', 'mul', 'or', 'and', 'lsh', 'rsh', 'xor', 'arsh', 'div', 'mod', 'neg'];
const JUMPS: readonly JmpOp[] = ['jeq', 'jgt', 'jge', 'jset', 'jne', 'jsgt', 'jsge', 'jlt', 'jle', 'jslt', 'jsle'];
const OFFSETS = [0, 8, 16, 24, 32] as const;
const SIZES: readonly Size[] = [1, 2, 4, 8];
/** R6 keeps the context; the rest of the callee-saved registers hold what was had last. */
const KEPT = [7, 8, 9] as const;

class Writer {
  readonly code: string[] = [];
  readonly beliefs: Belief[] = Array.from({ length: 11 }, () => NOTHING);
  readonly spilled = new Map<number, Belief>();
  readonly #calls: number[] = [];
  locked = false;

  constructor(
    readonly random: Random,
    /** How often a step is made wrong on purpose. */
    readonly error: number,
  ) {}

  emit(...insns: string[]): void {
    this.code.push(...insns);
  }

  wrong(): boolean {
    return this.random.chance(this.error);
  }

  kept(): number {
    return this.random.pick(KEPT);
  }

  /** A kept register of which `test` holds, or by mistake any other; undefined when there is none. */
  find(test: (belief: Belief) => boolean): number | undefined {
    if (this.wrong()) return this.random.pick([1, 6, 7, 8, 9, 10]);
    const found = KEPT.filter((r) => test(this.beliefs[r] ?? NOTHING));
    return found.length === 0 ? undefined : this.random.pick(found);
  }

  belief(reg: number): Belief {
    return this.beliefs[reg] ?? NOTHING;
  }

  believe(reg: number, belief: Belief): void {
    this.beliefs[reg] = belief;
  }

  afterCall(): void {
    for (let r = 0; r <= 5; r++) this.beliefs[r] = NOTHING;
  }

  kfunc(name: Kfunc): void {
    this.emit(callKfunc(KFUNCS.indexOf(name)));
    this.afterCall();
  }

  helper(id: number): void {
    this.emit(callHelper(id));
    this.afterCall();
  }

  /** Moves the result to a kept register, mostly after a NULL check that leaves the program. */
  keep(orNull: Belief, checked: Belief): void {
    const reg = this.kept();
    const old = this.belief(reg);
    if (this.random.chance(0.85) && (old.is === 'object' || old.is === 'object_or_null') && old.held) this.release(reg);
    if (this.belief(0) !== NOTHING) return;
    this.emit(movReg(reg, 0));
    this.believe(reg, orNull);
    if (this.random.chance(1 - this.error * 2)) this.nullCheck(reg, checked);
  }

  nullCheck(reg: number, checked: Belief): void {
    const tested = reg;
    if (this.random.chance(0.5)) {
      this.leaveUnless('jne', tested, 0);
    } else {
      this.emit(jumpImm('jeq', tested, 0, 1), jump(2), movImm(0, 0), exit());
    }
    this.believe(reg, checked);
  }

  leaveUnless(op: JmpOp, reg: number, imm: number): void {
    this.emit(jumpImm(op, reg, imm, 2), movImm(0, 0), exit());
  }

  release(reg: number): void {
    const belief = this.belief(reg);
    if (belief.is !== 'object' && belief.is !== 'object_or_null') return;
    const call = { ref: 'bpf_kfunc_call_test_release', member: 'bpf_kfunc_call_memb_release', sock: undefined } as const;
    const name = call[belief.of];
    const checked = belief.is === 'object' || this.wrong();
    if (!checked) this.emit(jumpImm('jeq', reg, 0, 2));
    this.emit(movReg(1, reg));
    if (name === undefined) this.helper(HELPER.skRelease);
    else this.kfunc(name);
    this.believe(reg, this.wrong() ? belief : { is: 'number' });
  }

  // ---- steps

  lookup(): void {
    const map = this.wrong() ? this.random.below(MAP_COUNT) : this.random.pick([MAP_KPTRS, MAP_KPTRS, MAP_KPTRS, MAP_PLAIN, MAP_LOCKED]);
    this.emit(
      storeImm(4, 10, -4, this.random.below(3)),
      movReg(2, 10),
      aluImm('add', 2, this.wrong() ? this.random.pick([-8, -2, 0, -516, 4]) : -4),
      loadMap(1, map),
    );
    this.helper(HELPER.mapLookup);
    this.keep({ is: 'value_or_null', map, off: 0 }, { is: 'value', map, off: 0 });
  }

  acquire(): void {
    const member = this.random.chance(0.2);
    if (!member)
      this.emit(storeImm(8, 10, -16, 0), movReg(1, 10), aluImm('add', 1, this.wrong() ? this.random.pick([-4, 8, -520, -15]) : -16));
    this.kfunc(member ? 'bpf_kfunc_call_memb_acquire' : 'bpf_kfunc_call_test_acquire');
    const of = member ? 'member' : 'ref';
    this.keep({ is: 'object_or_null', of, held: true }, { is: 'object', of, held: true });
  }

  lookupSocket(): void {
    this.emit(movImm(2, 0));
    for (let i = 0; i < 2; i++) this.emit(store(8, 10, -48 + 8 * i, 2));
    this.emit(
      store(4, 10, -32, 2),
      movReg(1, 6),
      movReg(2, 10),
      aluImm('add', 2, -48),
      movImm(3, this.wrong() ? 36 : 12),
      movImm(4, 0),
      movImm(5, 0),
    );
    this.helper(HELPER.skLookupTcp);
    this.keep({ is: 'object_or_null', of: 'sock', held: true }, { is: 'object', of: 'sock', held: true });
  }

  castSocket(): void {
    const reg = this.find((b) => b.is === 'object' && b.of === 'sock');
    if (reg === undefined) return;
    this.emit(movReg(1, reg));
    this.helper(this.random.pick([HELPER.skFullsock, HELPER.tcpSock]));
    const to = KEPT.filter((r) => !(this.belief(r).is === 'object' || this.belief(r).is === 'object_or_null'))[0];
    if (to === undefined) return;
    this.emit(movReg(to, 0));
    if (!this.wrong()) this.leaveWithRelease(to, reg);
    this.believe(to, { is: 'other' });
  }

  /** Leaves when `reg` is NULL, giving `held` back first. */
  leaveWithRelease(reg: number, held: number): void {
    this.emit(jumpImm('jne', reg, 0, 4), movReg(1, held), callHelper(HELPER.skRelease), movImm(0, 0), exit());
  }

  kptrGet(): void {
    const reg = this.find((b) => b.is === 'value');
    if (reg === undefined) return;
    this.emit(movReg(1, reg));
    const off = this.wrong() ? this.random.pick([0, 4, 16, 24, 32, -8, 7]) : 8;
    if (off !== 0) this.emit(aluImm('add', 1, off));
    if (this.wrong()) this.addVariable(1);
    this.emit(movImm(2, 0), movImm(3, 0));
    if (this.wrong()) this.emit(movReg(this.random.pick([1, 2, 3]), this.random.pick([6, 7, 8, 9, 10])));
    this.kfunc('bpf_kfunc_call_test_kptr_get');
    this.keep({ is: 'object_or_null', of: 'ref', held: true }, { is: 'object', of: 'ref', held: true });
  }

  xchg(): void {
    const value = this.find((b) => b.is === 'value' && b.map === MAP_KPTRS);
    if (value === undefined) return;
    const object = this.find((b) => b.is === 'object' && b.held && b.of !== 'sock');
    const give = object !== undefined && this.random.chance(0.6);
    const belief: Belief = object === undefined ? NOTHING : this.belief(object);
    const member = give && belief.is === 'object' ? belief.of === 'member' : this.random.chance(0.3);
    this.emit(movReg(1, value));
    const off = this.wrong() ? this.random.pick([0, 4, 16, 32, 40, -8, 25]) : member ? 24 : 8;
    if (off !== 0) this.emit(aluImm('add', 1, off));
    if (this.random.chance(this.error / 2)) this.addVariable(1);
    this.emit(give && object !== undefined ? movReg(2, object) : movImm(2, this.wrong() ? 1 : 0));
    this.helper(HELPER.kptrXchg);
    if (give && object !== undefined && belief.is === 'object') this.believe(object, { is: 'number' });
    const of = member ? 'member' : 'ref';
    this.keep({ is: 'object_or_null', of, held: true }, { is: 'object', of, held: true });
  }

  loadField(): void {
    const reg = this.find((b) => b.is === 'value');
    if (reg === undefined) return;
    const belief = this.belief(reg);
    const limit = belief.is === 'value' && belief.map === MAP_KPTRS ? 40 : 8;
    const off = this.wrong() ? this.random.pick([-8, 4, 7, 12, 44, 48, 64]) : Math.min(limit, this.random.pick(OFFSETS));
    const size = off === 0 || off === 8 || off === 24 ? (this.wrong() ? this.random.pick(SIZES) : 8) : this.random.pick(SIZES);
    const to = this.kept();
    if (this.held(to)) return;
    this.emit(load(size, to, reg, off));
    this.believe(to, { is: 'number' });
    const kptr = limit === 40 && (off === 0 || off === 8 || off === 24);
    if (kptr && this.random.chance(0.5)) {
      this.leaveUnless('jne', to, 0);
      if (this.random.chance(0.6))
        this.emit(load(this.random.pick(SIZES), this.random.below(6), to, this.random.pick([0, 4, 8, 8, 16, 20, 24, 32, -8])));
      this.believe(to, { is: 'other' });
    }
  }

  storeField(): void {
    const reg = this.find((b) => b.is === 'value');
    if (reg === undefined) return;
    const off = this.wrong() ? this.random.pick([-8, 4, 7, 8, 12, 24, 44, 48]) : this.random.pick([16, 32, 0]);
    const size = off === 0 ? 8 : this.random.pick(SIZES);
    if (this.random.chance(0.5)) this.emit(storeImm(size, reg, off, this.random.pick([0, 0, 1])));
    else this.emit(store(size, reg, off, this.random.pick([6, 7, 8, 9])));
  }

  walkObject(): void {
    const reg = this.find((b) => b.is === 'object' && b.of !== 'sock');
    if (reg === undefined) return;
    const off = this.random.pick([0, 4, 8, 16, 20, 24]);
    this.emit(
      load(
        off === 8 && !this.wrong() ? 8 : this.random.pick([4, 4, 8]),
        this.random.below(6),
        reg,
        this.wrong() ? this.random.pick([-4, 28, 32, 2]) : off,
      ),
    );
  }

  number(): void {
    const reg = this.kept();
    if (this.held(reg)) return;
    const how = this.random.below(4);
    if (how === 0) this.emit(movImm(reg, this.random.pick([0, 1, 8, 16, -1, 0x7fffffff, -8])));
    else if (how === 1) this.emit(load(4, reg, 6, this.random.pick([0, 4, 8, 40])));
    else {
      this.helper(this.random.pick([HELPER.ktime, HELPER.prandom]));
      this.emit(movReg(reg, 0));
    }
    this.believe(reg, { is: 'number' });
    if (this.random.chance(0.4)) {
      this.emit(aluImm('and', reg, this.random.pick([7, 8, 15, 1, 24, 63])));
      this.believe(reg, { is: 'small' });
    }
  }

  alu(): void {
    const reg = this.find((b) => b.is === 'number' || b.is === 'small');
    if (reg === undefined) return;
    const op = this.random.pick(ALU_OPS);
    const is64 = this.random.chance(0.6);
    const other = this.find((b) => b.is === 'number' || b.is === 'small');
    const shift = op === 'lsh' || op === 'rsh' || op === 'arsh';
    if (op === 'neg') this.emit(aluImm(op, reg, 0, is64));
    else if (other !== undefined && this.random.chance(0.4)) this.emit(aluReg(op, reg, other, is64));
    else
      this.emit(
        aluImm(op, reg, shift ? this.random.below(this.wrong() ? 70 : 32) : this.random.pick([1, 2, 3, 8, -1, 255, 0x1000, 0]), is64),
      );
    this.believe(reg, { is: 'number' });
  }

  /** Branches that meet again, over a few steps. */
  branch(depth: number): void {
    const reg = this.find((b) => b.is === 'number' || b.is === 'small') ?? this.kept();
    const before = this.beliefs.slice();
    const at = this.code.length;
    this.emit('');
    this.steps(1 + this.random.below(2), depth + 1);
    const inner = this.code.slice(at + 1).join('');
    this.emit('');
    const otherAt = this.code.length;
    if (this.random.chance(0.4)) this.steps(1, depth + 1);
    const rest = this.code.slice(otherAt).join('');
    this.code.length = at;
    const skip = jump(slots(rest));
    const over = slots(inner) + (rest === '' ? 0 : 1);
    const op = this.random.pick(JUMPS);
    const is64 = this.random.chance(0.7);
    const other = this.find((b) => b.is === 'number' || b.is === 'small');
    if (other !== undefined && this.random.chance(0.3)) this.emit(jumpReg(op, reg, other, over, is64));
    else this.emit(jumpImm(op, reg, this.random.pick([0, 1, 7, 8, 16, -1, 100]), over, is64));
    this.emit(inner);
    if (rest !== '') this.emit(skip, rest);
    for (let r = 0; r < before.length; r++) if (this.beliefs[r] !== before[r]) this.beliefs[r] = this.held(r) ? this.belief(r) : NOTHING;
  }

  held(reg: number): boolean {
    const belief = this.belief(reg);
    return (belief.is === 'object' || belief.is === 'object_or_null') && belief.held && !this.random.chance(this.error);
  }

  addVariable(reg: number): void {
    const small = KEPT.filter((r) => this.belief(r).is === 'small')[0];
    if (small !== undefined && small !== reg) {
      this.emit(aluReg('add', reg, small));
      return;
    }
    this.emit(load(4, 5, 6, 0), aluImm('and', 5, this.random.pick([7, 8, 16])), aluReg(this.random.pick(['add', 'add', 'sub']), reg, 5));
  }

  variableAccess(): void {
    const value = this.find((b) => b.is === 'value');
    if (value === undefined) return;
    this.emit(movReg(3, value), aluImm('add', 3, this.random.pick([32, 16, 0])));
    this.addVariable(3);
    if (this.random.chance(0.5)) this.emit(load(this.random.pick(SIZES), 2, 3, this.random.pick([0, 0, 8])));
    else this.emit(storeImm(this.random.pick(SIZES), 3, 0, 0));
  }

  spill(): void {
    const reg = this.random.pick([6, 7, 8, 9]);
    const slot = this.random.pick([-24, -56, -64]);
    if (this.belief(reg) === NOTHING && !this.wrong()) return;
    this.emit(store(this.wrong() ? this.random.pick([4, 2, 1]) : 8, 10, slot, reg));
    this.spilled.set(slot, this.belief(reg));
  }

  fill(): void {
    const slot = this.random.pick([-24, -56, -64]);
    const belief = this.spilled.get(slot);
    if (belief === undefined && !this.wrong()) return;
    const reg = this.kept();
    if (this.held(reg)) return;
    this.emit(load(this.wrong() ? 4 : 8, reg, 10, slot + (this.wrong() ? 4 : 0)));
    this.believe(reg, belief ?? { is: 'number' });
  }

  memoryCall(): void {
    const reg = this.find((b) => b.is === 'value' || b.is === 'mem');
    if (reg !== undefined && this.random.chance(0.6))
      this.emit(movReg(1, reg), aluImm('add', 1, this.wrong() ? this.random.pick([8, 24, 40, 48]) : this.random.pick([0, 32])));
    else this.emit(storeImm(8, 10, -16, 0), movReg(1, 10), aluImm('add', 1, this.wrong() ? -8 : -16));
    const small = this.find((b) => b.is === 'small');
    if (small !== undefined && this.random.chance(0.4)) this.emit(movReg(2, small));
    else this.emit(movImm(2, this.wrong() ? this.random.pick([0, 17, -1, 48, 4096]) : this.random.pick([1, 4, 8])));
    this.kfunc(
      this.random.chance(0.85)
        ? 'bpf_kfunc_call_test_mem_len_pass1'
        : this.random.pick(['bpf_kfunc_call_test_mem_len_fail1', 'bpf_kfunc_call_test_mem_len_fail2']),
    );
  }

  structCall(): void {
    this.emit(storeImm(8, 10, -16, 0), storeImm(8, 10, -24, 0), movReg(1, this.random.pick([10, 10, 10, 7, 8, 9, 6])));
    if (this.random.chance(0.7)) this.emit(aluImm('add', 1, this.random.pick([-24, -16, -24, -24, -12])));
    this.kfunc(
      this.random.pick([
        'bpf_kfunc_call_test_pass1',
        'bpf_kfunc_call_test_pass1',
        'bpf_kfunc_call_test_pass2',
        'bpf_kfunc_call_test_fail1',
        'bpf_kfunc_call_test_fail2',
        'bpf_kfunc_call_test_fail3',
      ]),
    );
  }

  objectCall(): void {
    const reg = this.find((b) => b.is === 'object' && b.of === 'ref');
    if (reg === undefined) return;
    const how = this.random.below(4);
    this.emit(movReg(1, reg));
    if (this.wrong()) this.emit(aluImm('add', 1, this.random.pick([8, 16, 4, -8])));
    if (how === 0) this.kfunc('bpf_kfunc_call_test_ref');
    else {
      this.emit(movImm(2, this.wrong() ? 0 : this.random.pick([8, 16])));
      if (this.wrong()) this.emit(load(4, 2, 6, 0));
      this.kfunc(
        how === 1
          ? 'bpf_kfunc_call_test_get_rdwr_mem'
          : how === 2
            ? 'bpf_kfunc_call_test_get_rdonly_mem'
            : this.wrong()
              ? 'bpf_kfunc_call_test_acq_rdonly_mem'
              : 'bpf_kfunc_call_test_get_rdwr_mem',
      );
      this.emit(jumpImm('jeq', 0, 0, 1), this.random.chance(0.7) ? load(4, 1, 0, this.random.pick([0, 4, 8, 12])) : storeImm(4, 0, 0, 0));
    }
  }

  anyCall(): void {
    const name = this.random.pick(KFUNCS);
    for (let r = 1; r <= 3; r++) {
      const from = this.random.pick([6, 7, 8, 9, 10, -1]);
      this.emit(from < 0 ? movImm(r, this.random.pick([0, 4, 8])) : movReg(r, from));
    }
    this.kfunc(name);
  }

  contextCall(): void {
    this.emit(movReg(1, this.wrong() ? this.random.pick([7, 8, 10]) : 6));
    this.kfunc('bpf_kfunc_call_test_pass_ctx');
  }

  lock(): void {
    const reg = this.find((b) => b.is === 'value' && b.map === MAP_LOCKED);
    if (reg === undefined) return;
    const off = this.wrong() ? 4 : 0;
    this.emit(movReg(1, reg), ...(off === 0 ? [] : [aluImm('add', 1, off)]));
    this.helper(HELPER.spinLock);
    if (this.random.chance(0.7)) this.emit(storeImm(8, reg, 8, 1));
    if (this.wrong()) return;
    this.emit(movReg(1, reg));
    this.helper(HELPER.spinUnlock);
  }

  mapUpdate(): void {
    const value = this.find((b) => b.is === 'value');
    this.emit(storeImm(4, 10, -4, 0), movReg(2, 10), aluImm('add', 2, -4));
    if (value !== undefined && this.random.chance(0.3)) this.emit(movReg(3, value));
    else this.emit(storeImm(8, 10, -16, 0), storeImm(8, 10, -24, 0), movReg(3, 10), aluImm('add', 3, -24));
    this.emit(movImm(4, 0), loadMap(1, this.random.pick([MAP_PLAIN, MAP_PLAIN, MAP_LOCKED, MAP_KPTRS])));
    this.helper(this.random.chance(0.8) ? HELPER.mapUpdate : HELPER.mapDelete);
  }

  recheck(): void {
    const reg = this.find((b) => b.is === 'value_or_null' || b.is === 'object_or_null');
    if (reg === undefined) return;
    const belief = this.belief(reg);
    if (belief.is === 'value_or_null') this.nullCheck(reg, { is: 'value', map: belief.map, off: belief.off });
    else if (belief.is === 'object_or_null') this.nullCheck(reg, { is: 'object', of: belief.of, held: belief.held });
  }

  copy(): void {
    const to = this.kept();
    if (this.held(to)) return;
    const from = this.random.pick([6, 7, 8, 9]);
    this.emit(movReg(to, from));
    const belief = this.belief(from);
    this.believe(to, belief.is === 'object' || belief.is === 'object_or_null' ? { ...belief, held: false } : belief);
  }

  subprogram(): void {
    this.emit(movReg(1, this.random.pick([6, 7, 8, 9, 10])));
    this.#calls.push(this.code.length);
    this.emit('');
    this.afterCall();
  }

  releaseSome(): void {
    const reg = this.find((b) => (b.is === 'object' || b.is === 'object_or_null') && b.held);
    if (reg !== undefined) this.release(reg);
  }

  steps(count: number, depth: number): void {
    for (let i = 0; i < count; i++) {
      const roll = this.random.below(100);
      if (roll < 14) this.lookup();
      else if (roll < 22) this.acquire();
      else if (roll < 25) this.lookupSocket();
      else if (roll < 27) this.castSocket();
      else if (roll < 35) this.kptrGet();
      else if (roll < 43) this.xchg();
      else if (roll < 48) this.loadField();
      else if (roll < 52) this.storeField();
      else if (roll < 55) this.walkObject();
      else if (roll < 60) this.number();
      else if (roll < 64) this.alu();
      else if (roll < 70 && depth < 2) this.branch(depth);
      else if (roll < 73) this.variableAccess();
      else if (roll < 77) this.spill();
      else if (roll < 80) this.fill();
      else if (roll < 84) this.memoryCall();
      else if (roll < 86) this.structCall();
      else if (roll < 89) this.objectCall();
      else if (roll < 90) this.anyCall();
      else if (roll < 91) this.contextCall();
      else if (roll < 93) this.lock();
      else if (roll < 94) this.mapUpdate();
      else if (roll < 95) this.recheck();
      else if (roll < 96) this.copy();
      else if (roll < 97) this.subprogram();
      else this.releaseSome();
    }
  }

  finish(): string {
    for (const reg of KEPT) {
      const belief = this.belief(reg);
      if ((belief.is === 'object' || belief.is === 'object_or_null') && belief.held && !this.wrong()) this.release(reg);
    }
    this.emit(movImm(0, 0), exit());
    if (this.#calls.length > 0) {
      const body = this.code.map((piece) => slots(piece));
      const end = body.reduce((sum, n) => sum + n, this.#calls.length);
      for (const at of this.#calls) {
        const before =
          this.code.slice(0, at).reduce((sum, piece) => sum + slots(piece), 0) +
          this.#calls.filter((c) => c < at && this.code[c] === '').length;
        this.code[at] = callLocal(end - before - 1);
      }
      this.emit(movReg(6, 1), movImm(0, 0));
      if (this.random.chance(0.3)) this.emit(load(4, 0, 6, 0));
      this.emit(exit());
    }
    return this.code.join('');
  }
}

/** A random program as program JSON (one object of a `.jsonl` file). */
export function randomProgram(random: Random, name: string, tags: KptrTags) {
  const writer = new Writer(random, random.pick([0.005, 0.01, 0.02, 0.04, 0.1]));
  writer.emit(movReg(6, 1));
  writer.believe(6, { is: 'ctx' });
  for (const reg of KEPT) {
    writer.emit(movImm(reg, 0));
    writer.believe(reg, { is: 'zero' });
  }
  writer.steps(1 + random.below(7), 0);
  const code = writer.finish();
  const insns = random.chance(0.06) ? mutate(code, random) : code;
  const progType = random.chance(0.97) ? 'sched_cls' : random.pick(['xdp', 'socket_filter', 'syscall', 'cgroup_skb']);
  return {
    format: 'kfuncspec/program@1' as const,
    name,
    progType,
    expectedAttachType: null,
    attachTo: null,
    progFlags: progType === 'syscall' ? ['sleepable'] : [],
    license: random.chance(0.995) ? 'GPL' : 'MIT',
    insns,
    ...mapsFor(tags),
    kfuncs: [...KFUNCS],
    progBtf: null,
    funcInfo: [],
  };
}
