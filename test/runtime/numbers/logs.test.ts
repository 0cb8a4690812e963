import kernel from '@kfuncspec/rules/6.1';
import { checkProgram, type Machine, type Observer, type Program } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { FRAME_REGS, MAX_BPF_REG, REG_WORDS } from '../../../generator/runtime/src/layout.js';
import { printRegister } from '../../../generator/runtime/src/print.js';
import { type LogTrace, type PrintedState, ProgramJsonLoader, parseLog } from '../../../tools/load/index.js';
import { FACTS_6_1 } from '../../load/facts.js';
import { goldenRows, hasGolden } from '../../load/golden.js';

/** Milliseconds: thousands of instructions, each with its state. */
const PATIENCE = 240_000;

/** Beyond this a log is one of the giant programs': the same few instructions over and over. */
const LONGEST_LOG = 300_000;

/** Follows a walk along a log of it and compares every register that the log shows. */
class Comparison implements Observer {
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

describe.runIf(hasGolden())('registers in the logs of a 6.1 kernel', () => {
  it('are what the machine has in them, after every instruction of every program', () => {
    const loader = new ProgramJsonLoader(FACTS_6_1);
    const differences: string[] = [];
    let compared = 0;
    for (const row of goldenRows('6.1')) {
      if (row.log === undefined || row.log.length > LONGEST_LOG) continue;
      const program = loader.load(row.json);
      const traces = parseLog(row.log);
      if (!program.ok || !traces.ok) continue;
      const trace = traces.value[0];
      if (trace === undefined) continue;
      const comparison = new Comparison(program.value, trace);
      checkProgram(kernel, program.value, { observer: comparison });
      compared += comparison.compared;
      if (comparison.differences[0] !== undefined) differences.push(`${row.name}: ${comparison.differences[0]}`);
    }
    expect(differences).toEqual([]);
    expect(compared).toBeGreaterThan(20_000);
  }, PATIENCE);
});
