/** Goes along a log while the machine walks the program, and compares every state that the log shows at the moment when it was printed. */

import type { ExploredState, Machine, Observer } from '@kfuncspec/runtime/v1';
import type { LogEvent, PrintedState } from '../load/log/index.js';
import { compareState } from './compare-state.js';
import { Renaming } from './renaming.js';
import { SeenFrame } from './seen.js';
import type { Tally } from './tally.js';

/** How a log is followed. */
export interface FollowOptions {
  readonly program: string;
  /** Instructions that the machine visits before the log's first one: the log's beginning is missing. */
  readonly skip: number;
  readonly withoutMarks: boolean;
}

const JMP = 5;
const JMP32 = 6;
const JA = 0x00;
const CALL = 0x80;
const EXIT = 0x90;

export class LogFollower implements Observer {
  readonly #events: readonly LogEvent[];
  readonly #tally: Tally;
  readonly #options: FollowOptions;
  readonly #renaming = new Renaming();
  #at = 0;
  #skip: number;
  /** The state that stands behind the last instruction: printed before the next one. */
  #pending: { readonly state: PrintedState; readonly line: number; readonly insn: number } | undefined;
  /** The walk went another way than the log. */
  #isLost = false;
  #pathEnded = false;
  #endedEarly: number | undefined;

  constructor(events: readonly LogEvent[], tally: Tally, options: FollowOptions) {
    // what stands in front of the first instruction of a cut log may belong to the one that is missing
    const first = events.findIndex(({ kind }) => kind === 'insn' || kind === 'pruned');
    this.#events = options.skip > 0 ? events.filter(({ kind }, i) => i >= first || kind === 'state' || kind === 'branch') : events;
    this.#tally = tally;
    this.#options = options;
    this.#skip = options.skip;
  }

  begin(): void {}
  push(): void {}
  end(): void {}

  /** is_state_visited(): a path that did not end by itself was covered by a known state. */
  pop(): void {
    const wasCovered = !this.#pathEnded;
    this.#pathEnded = false;
    if (!wasCovered || this.#isLost) return;
    if (this.#skip > 0) {
      this.#skip--;
      return;
    }
    for (let at = this.#at; at < this.#events.length; at++) {
      const kind = this.#events[at]?.kind;
      if (kind === 'pruned') this.#at = at + 1;
      if (kind === 'pruned' || kind === 'insn') return;
    }
  }

  /** do_check(): what changed is printed in front of the next instruction. */
  reach(m: Machine): void {
    if (this.#isLost || this.#skip > 0) {
      this.#skip--;
      return;
    }
    this.#comparePending(m);
    for (let event = this.#events[this.#at]; event !== undefined; event = this.#events[++this.#at]) {
      if (event.kind === 'insn') {
        this.#takeInsn(m, event);
        return;
      }
      if (event.kind === 'branch') this.#compare(event.state, m, m.curframe, event.line, true);
      else if (event.kind === 'state' && event.insn === m.insn) this.#compare(event.state, m, m.curframe, event.line, false);
      else if ('state' in event && event.state !== undefined) this.#tally.linesLeft++;
    }
    // the log ends before the program does
    this.#endedEarly ??= m.insn;
    this.#isLost = true;
  }

  /** check_cond_jmp_op() prints at its own end. */
  step(m: Machine): void {
    this.#pathEnded = m.pathEnded;
    if (this.#isLost || this.#skip > 0 || !isConditionalJump(m.code[m.insn] ?? 0)) return;
    this.#comparePending(m);
    const at = this.#find((event) => event.kind === 'state');
    const event = this.#events[at];
    // a state with the number of the next instruction is printed in front of that
    if (event?.kind !== 'state' || event.insn !== m.insn) return;
    this.#at = at + 1;
    this.#compare(event.state, m, m.curframe, event.line, false);
  }

  /** __check_func_call(): both frames. */
  enter(m: Machine): void {
    this.#compareFrames(m, [
      ['caller', m.curframe - 1],
      ['callee', m.curframe],
    ]);
  }

  /** prepare_func_exit(): both frames. */
  leave(m: Machine): void {
    this.#compareFrames(m, [
      ['returning', m.curframe],
      ['to-caller', m.curframe - 1],
    ]);
  }

  /** __mark_chain_precision(): the ancestor that the search came to. */
  mark(m: Machine, ancestor: ExploredState, frame: number): void {
    if (this.#isLost || this.#skip > 0) return;
    const at = this.#find((event) => event.kind === 'backtrack' && event.state !== undefined);
    const event = this.#events[at];
    if (event?.kind !== 'backtrack' || event.state === undefined) return;
    this.#at = at + 1;
    this.#compareWith(event.state, SeenFrame.ofAncestor(m, ancestor, frame), m.insn, event.line, true);
  }

  /**
   * The walk has ended: lines with states that are left were not compared. When the machine was sure of its verdict, the log must have ended
   * with it; when the log shows its end, the machine with the log.
   */
  finish(isSure: boolean, hasEnd: boolean): void {
    const left = this.#events.slice(this.#at);
    const next = left.find((event) => event.kind === 'insn');
    if (!this.#isLost && isSure && next !== undefined) this.#differInPath(next.line, next.insn, String(next.insn), 'the end');
    if (this.#endedEarly !== undefined && hasEnd)
      this.#differInPath(this.#events.at(-1)?.line ?? 0, this.#endedEarly, 'the end', String(this.#endedEarly));
    for (const event of left) if ('state' in event && event.state !== undefined) this.#tally.linesLeft++;
    if (this.#pending !== undefined) this.#tally.linesLeft++;
  }

  #differInPath(line: number, insn: number, kernel: string, ours: string): void {
    const { program } = this.#options;
    this.#tally.add('path', false, () => ({ part: 'path', program, line, insn, what: 'the next instruction', kernel, ours }));
  }

  #takeInsn(m: Machine, event: Extract<LogEvent, { kind: 'insn' }>): void {
    if (event.insn !== m.insn) {
      this.#differInPath(event.line, m.insn, String(event.insn), String(m.insn));
      this.#isLost = true;
      return;
    }
    this.#tally.add('path', true, never);
    this.#at++;
    this.#pending = event.state === undefined ? undefined : { state: event.state, line: event.line, insn: event.insn };
  }

  #comparePending(m: Machine): void {
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending !== undefined) this.#compareWith(pending.state, SeenFrame.current(m, m.curframe), pending.insn, pending.line, false);
  }

  #compareFrames(m: Machine, pairs: readonly (readonly [what: string, frame: number])[]): void {
    if (this.#isLost || this.#skip > 0) return;
    for (const [what, frame] of pairs) {
      const at = this.#find((event) => event.kind === 'frame' && event.what === what);
      const event = this.#events[at + 1];
      if (at < 0 || event?.kind !== 'frame-state') return;
      this.#at = at + 2;
      this.#compare(event.state, m, frame, event.line, true);
    }
  }

  /** The next event of a kind on the path, before the next instruction; -1 when there is none. */
  #find(is: (event: LogEvent) => boolean): number {
    for (let at = this.#at; at < this.#events.length; at++) {
      const event = this.#events[at];
      if (event === undefined || event.kind === 'insn' || event.kind === 'branch' || event.kind === 'pruned') return -1;
      if (is(event)) return at;
    }
    return -1;
  }

  #compare(state: PrintedState, m: Machine, frame: number, line: number, isFull: boolean): void {
    this.#compareWith(state, SeenFrame.current(m, frame), m.insn, line, isFull);
  }

  #compareWith(state: PrintedState, seen: SeenFrame, insn: number, line: number, isFull: boolean): void {
    const { program, withoutMarks } = this.#options;
    compareState(state, seen, this.#renaming, { program, line, insn, isFull, withoutMarks }, this.#tally);
  }
}

function never(): never {
  throw new Error('no difference to tell');
}

/** Does an opcode go one way or the other? */
export function isConditionalJump(code: number): boolean {
  const cls = code & 7;
  const operation = code & 0xf0;
  return (cls === JMP || cls === JMP32) && operation !== JA && operation !== CALL && operation !== EXIT;
}
