/** How much of recorded logs is understood, line by line, and what of each rejection is found again. */

import { kernel } from '@kfuncspec/rules/6.1';
import type { Insns } from '@kfuncspec/runtime/v1';
import { JA32 } from '../load/bpfasm/opcodes.js';
import { LogReader, type LogTrace, parseLog } from '../load/log/index.js';
import { culprits } from '../report/culprit.js';
import { logInsns } from '../report/log-insns.js';
import { logPath } from '../report/log-path.js';
import { type RuleBook, reasonOf } from '../report/log-reason.js';
import { isRejected } from '../report/log-report.js';
import { createMatcher } from '../report/match.js';
import { decode, isWide } from '../report/opcode.js';
import type { Path } from '../report/path.js';

const BOOK: RuleBook = { kernel, matcher: createMatcher(kernel.rules) };

export class LogCount {
  logs = 0;
  lines = 0;
  /** Lines that are neither of the log's own forms nor a message that a rule writes. */
  unknown = 0;
  /** Logs that show as many instructions as the kernel says that it visited; one is not shown when its state is why the program is refused. */
  counted = 0;
  whole = 0;
  rejected = 0;
  /** A rule of the spec writes the message. */
  rule = 0;
  /** Rejections at an instruction, and those of them with the whole path to it. */
  reached = 0;
  path = 0;
  /** Of these the ones whose message names a register, and those whose register is known there. */
  named = 0;
  register = 0;
}

/** Counts one log. */
export function countLog(count: LogCount, log: string): void {
  count.logs++;
  for (const event of eventsOf(log)) {
    count.lines++;
    if (event.kind === 'message' && BOOK.matcher.match(event.text).length === 0) count.unknown++;
  }
  const traces = parseLog(log, { events: true });
  if (!traces.ok) return;
  for (const trace of traces.value) {
    addVisits(count, trace);
    if (isRejected(trace)) addRejection(count, trace);
  }
}

function eventsOf(log: string) {
  const reader = new LogReader();
  return [...reader.push(log), ...reader.end()];
}

function addVisits(count: LogCount, { events, statistics, message }: LogTrace): void {
  const shown = events.filter(({ kind }) => kind === 'insn' || kind === 'pruned').length;
  // a log of level 4 has no instruction, whatever was visited
  if (statistics.processed === undefined || shown === 0) return;
  count.whole++;
  const hidden = message?.startsWith('infinite loop detected') === true ? 1 : 0;
  if (shown + hidden === statistics.processed) count.counted++;
}

function addRejection(count: LogCount, trace: LogTrace): void {
  count.rejected++;
  const { matches, message } = reasonOf(trace, [BOOK]);
  if (matches.length > 0) count.rule++;
  if (trace.insn === undefined) return;
  count.reached++;
  const { insns } = logInsns(trace);
  const path = logPath(trace, insns);
  if (isWhole(path, insns)) count.path++;
  const { main } = culprits(message, insns, null);
  if (main === null) return;
  count.named++;
  // where all is shown, what is not there was never set
  if (!path.truncated || path.after(path.length - 1, { frame: path.frame(path.length), index: main }) !== null) count.register++;
}

/** Does a path lead from the first instruction to the last along edges of the program? */
function isWhole(path: Path, insns: Insns): boolean {
  if (path.truncated) return false;
  for (let step = 0; step < path.length; step++) {
    const at = path.insn(step);
    const next = path.next(step);
    const behind = at + (isWide(insns, at) ? 2 : 1);
    const jump = at + 1 + ((insns.code[at] ?? 0) === JA32 ? (insns.imm[at] ?? 0) : (insns.off[at] ?? 0));
    const { kind } = decode(insns, at);
    // in a function of the program, a load from the packet may end it
    const anywhere = kind === 'packet' || kind === 'helper' || kind === 'kfunc' || kind === 'subprogram' || kind === 'exit';
    if (next !== behind && !anywhere && !((kind === 'branch' || kind === 'goto') && next === jump)) return false;
  }
  return true;
}
