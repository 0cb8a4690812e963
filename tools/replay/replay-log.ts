/** Follows a log with the machine: the whole walk, or one path when the log shows only that. */

import { checkProgram, type Kernel, type Program, TraceWalk, type Verdict } from '@kfuncspec/runtime/v1';
import type { LogEvent, LogTrace } from '../load/log/index.js';
import { withConstantsOf } from './constants.js';
import { isConditionalJump, LogFollower } from './follower.js';
import { Tally } from './tally.js';

/** What came of following one log. */
export type Replayed =
  | {
      readonly kind: 'followed';
      /** Only the last path was shown (log level 1). */
      readonly onePath: boolean;
      readonly verdict: Verdict;
      readonly tally: Tally;
    }
  /** The log shows no instruction: the program was refused before its first, or the log has little more than the message. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'unusable'; readonly message: string };

/** Follows the log of a program; `trace` must have kept its events. */
export function replayLog(kernel: Kernel, judged: Program, trace: LogTrace, name = judged.name): Replayed {
  const other = otherProgram(judged, trace.events);
  if (other !== null) return { kind: 'unusable', message: other };
  const program = withConstantsOf(judged, trace.events);
  const visits = trace.events.filter(isVisit).length;
  if (visits === 0) return { kind: 'silent' };
  const { processed } = trace.statistics;
  // the last instruction is counted, but not shown, when its state is why the program is refused
  const missing = processed === undefined ? 0 : processed - visits;
  if (missing > 0 && !trace.events.some(isOfLevelTwo)) return followPath(kernel, program, trace, name);
  if (missing <= 1 && (trace.hasStart || processed !== undefined)) return followWalk(kernel, program, trace, name, 0);
  if (processed === undefined) {
    const message = 'the log has neither the beginning of the walk nor its end: where it begins can not be told';
    return { kind: 'unusable', message };
  }
  const [best] = [missing, missing - 1]
    .map((skip) => followWalk(kernel, program, trace, name, skip))
    .sort((a, b) => a.tally.of('path').equal - b.tally.of('path').equal || b.tally.differences - a.tally.differences)
    .reverse();
  return best ?? { kind: 'unusable', message: 'the log can not be followed' };
}

function isVisit({ kind }: LogEvent): boolean {
  return kind === 'insn' || kind === 'pruned';
}

/** Lines that only logs of level 2 have. */
function isOfLevelTwo({ kind }: LogEvent): boolean {
  return kind === 'branch' || kind === 'pruned' || kind === 'function' || kind === 'backtrack';
}

/** Why a log can't be this program's; null when it can. */
export function otherProgram({ insns, name }: Program, events: readonly LogEvent[]): string | null {
  for (const event of events) {
    if (event.kind !== 'insn' || event.opcode === undefined) continue;
    const code = insns.code[event.insn];
    if (code === event.opcode) continue;
    const ours = code === undefined ? `only ${insns.length} instructions` : `opcode ${hex(code)} there`;
    return `line ${event.line} shows instruction ${event.insn} with opcode ${hex(event.opcode)}, but program ${name || 'without a name'} has ${ours}`;
  }
  return null;
}

function hex(code: number): string {
  return `0x${code.toString(16).padStart(2, '0')}`;
}

function followWalk(
  kernel: Kernel,
  program: Program,
  trace: LogTrace,
  name: string,
  skip: number,
): Extract<Replayed, { kind: 'followed' }> {
  const tally = new Tally();
  const follower = new LogFollower(trace.events, tally, { program: name, skip, withoutMarks: false });
  const verdict = checkProgram(kernel, program, { observer: follower });
  follower.finish(verdict.kind !== 'inconclusive', trace.hasEnd);
  return { kind: 'followed', onePath: false, verdict, tally };
}

/** One path by itself: what precision and liveness are is decided by all paths, so these marks are left out. */
function followPath(kernel: Kernel, program: Program, trace: LogTrace, name: string): Replayed {
  const { code, off } = program.insns;
  const unclear = trace.steps.find(({ insn }) => isConditionalJump(code[insn] ?? 0) && off[insn] === 0);
  if (unclear !== undefined) {
    const message = `the log shows one path only, and not which way that goes at instruction ${unclear.insn}, a jump to the next one`;
    return { kind: 'unusable', message };
  }
  const tally = new Tally();
  const follower = new LogFollower(trace.events, tally, { program: name, skip: 0, withoutMarks: true });
  const walk = new TraceWalk(kernel, program, follower);
  for (const { insn } of trace.steps) if (!walk.step(insn)) break;
  const verdict = walk.end();
  follower.finish(verdict.kind !== 'inconclusive', false);
  return { kind: 'followed', onePath: true, verdict, tally };
}
