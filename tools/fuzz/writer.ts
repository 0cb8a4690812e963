import { type Belief, NOTHING } from './belief.js';
import { HELPER, KFUNCS, type Kfunc } from './callees.js';
import { aluImm, aluReg, callHelper, callKfunc, callLocal, exit, type JmpOp, jump, jumpImm, load, movImm, movReg, slots } from './insn.js';
import type { Random } from './random.js';

/** R6 keeps the context; the rest of the callee-saved registers hold what was had last. */
export const KEPT = [7, 8, 9] as const;

/**
 * A program that is being written. It keeps a rough idea of what each register holds, so that most steps are right and a program goes
 * wrong in one place rather than in its first instruction.
 */
export class Writer {
  readonly code: string[] = [];
  readonly beliefs: Belief[] = Array.from({ length: 11 }, () => NOTHING);
  /** What was spilled, by its offset from the frame pointer. */
  readonly spilled = new Map<number, Belief>();
  /** Where in `code` calls of the program's own function stand, empty until it is known where that begins. */
  readonly #calls: number[] = [];

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

  /** Does it hold a reference that would be lost; now and then it may be. */
  held(reg: number): boolean {
    const belief = this.belief(reg);
    return (belief.is === 'object' || belief.is === 'object_or_null') && belief.held && !this.random.chance(this.error);
  }

  // ---- calls

  #afterCall(): void {
    for (let r = 0; r <= 5; r++) this.beliefs[r] = NOTHING;
  }

  kfunc(name: Kfunc): void {
    this.emit(callKfunc(KFUNCS.indexOf(name)));
    this.#afterCall();
  }

  helper(id: number): void {
    this.emit(callHelper(id));
    this.#afterCall();
  }

  /** Calls the program's own function, which `finish` writes. */
  callOwn(): void {
    this.#calls.push(this.code.length);
    this.emit('');
    this.#afterCall();
  }

  // ---- results

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
    if (this.random.chance(0.5)) this.leaveUnless('jne', reg, 0);
    else this.emit(jumpImm('jeq', reg, 0, 1), jump(2), movImm(0, 0), exit());
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

  /** Adds a number that is not known to a pointer. */
  addVariable(reg: number): void {
    const small = KEPT.filter((r) => this.belief(r).is === 'small')[0];
    if (small !== undefined && small !== reg) {
      this.emit(aluReg('add', reg, small));
      return;
    }
    this.emit(load(4, 5, 6, 0), aluImm('and', 5, this.random.pick([7, 8, 16])), aluReg(this.random.pick(['add', 'add', 'sub']), reg, 5));
  }

  /** Gives back what is held, ends the program and writes the function that it calls; the whole as hexadecimal digits. */
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
