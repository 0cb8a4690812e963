/** Follows a walk along the kernel's log of it and compares every register that the log shows. */
import kernel from '@kfuncspec/rules/6.1';
import type { Machine, Observer, Program } from '@kfuncspec/runtime/v1';
import { FRAME_REGS, MAX_BPF_REG, REG_WORDS } from '../../../generator/runtime/src/layout.js';
import { printRegister } from '../../../generator/runtime/src/print.js';
import type { LogTrace, PrintedState } from '../../../tools/load/index.js';

export class Comparison implements Observer {
  compared = 0;
  readonly differences: string[] = [];
  readonly #program: Program;
  readonly #trace: LogTrace;
  #step = 0;
  #frame = 0;
  /** The registers of the frame as they were when last looked at. */
  readonly #registers = new Int32Array(MAX_BPF_REG * REG_WORDS);

  constructor(program: Program, trace: LogTrace) {
    this.#program = program;
    this.#trace = trace;
  }

  begin(m: Machine): void {
    this.#look(m);
  }

  step(m: Machine): void {
    const step = this.#trace.steps[this.#step++];
    if (step === undefined) return;
    if (step.insn !== m.insn) this.differences.push(`step ${this.#step}: the log is at ${step.insn}, the walk at ${m.insn}`);
    this.#compare(step.before, `before ${m.insn}`);
    this.#look(m);
    this.#compare(step.after, `after ${m.insn}`);
  }

  push(): void {}

  pop(m: Machine): void {
    this.#look(m);
  }

  end(): void {}

  #look(m: Machine): void {
    this.#frame = m.curframe;
    const first = m.frame + FRAME_REGS;
    this.#registers.set(m.w.subarray(first, first + this.#registers.length));
  }

  #compare(state: PrintedState | undefined, where: string): void {
    if (state === undefined || state.frame !== this.#frame) return;
    for (const { number, value } of state.registers) {
      // Precision is marked after the fact, and the log shows it a little earlier or later.
      const ours = printRegister(kernel, this.#program, this.#registers, number * REG_WORDS).replace(/^P/, '');
      const theirs = value.text.replace(/^P/, '');
      this.compared++;
      if (ours !== theirs) this.differences.push(`${where}: R${number} is ${theirs}, not ${ours}`);
    }
  }
}
