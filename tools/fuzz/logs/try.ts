import type { Kernel } from '@kfuncspec/runtime/v1';
import { InputError, UsageError } from '../../cli/exit.js';
import { explainLog } from '../../cli/explain/file.js';
import { decodeText } from '../../load/decode-text.js';
import { type LogTrace, type PrintedState, parseLog, pathTo } from '../../load/log/index.js';
import type { ProgramJsonLoader } from '../../load/program-json.js';
import { replayLog } from '../../replay/replay-log.js';
import { replayJson } from '../../replay/report/json.js';
import { replayText } from '../../replay/report/text.js';
import { Summary } from '../../replay/summary.js';
import type { RuleBook } from '../../report/log-reason.js';
import { createStyle } from '../../report/style.js';
import { type Outcome, thrownAt } from '../run/report.js';

/** What logs are explained with, and what reads the programs that they are about. */
export interface Target {
  readonly books: readonly RuleBook[];
  readonly kernel: Kernel;
  readonly programs: ProgramJsonLoader;
}

const PLAIN = createStyle(false);
/** Letters that an answer may have for each of its log, and whatever that holds. */
const MOST_EACH = 4;
const ANY_ANSWER = 64 * 1024;
/** Letters of an answer that is not clean which are shown. */
const MOST_SHOWN = 2000;

/** Reads a log, explains it, and follows it with its program if there is one. Never throws. */
export function tryLog(bytes: Uint8Array, row: string | undefined, target: Target): Outcome {
  try {
    const text = decodeText(bytes);
    const { counts, answers } = read(text, row, target);
    const { ending, answer } = explain(text, target);
    const wrong = [answer, ...answers].find((answer) => !isClean(answer, text));
    return wrong === undefined ? { ending, counts } : { ending: 'message', what: JSON.stringify(wrong.slice(0, MOST_SHOWN)) };
  } catch (error) {
    return { ending: 'crash', what: thrownAt(error) };
  }
}

function explain(text: string, { books }: Target): { readonly ending: string; readonly answer: string } {
  try {
    const { text: answer, status } = explainLog('a.log', text, books, PLAIN);
    return { ending: status === 0 ? 'explained' : 'unknown', answer };
  } catch (error) {
    if (error instanceof InputError || error instanceof UsageError) return { ending: 'refused', answer: `${error.message}\n` };
    throw error;
  }
}

function isClean(answer: string, log: string): boolean {
  if (/[^\P{Cc}\n]|\p{Cs}/u.test(answer)) return false;
  if (answer.length > ANY_ANSWER + MOST_EACH * log.length) return false;
  return !/undefined|NaN|\[object/.test(answer) || /undefined|NaN|\[object/.test(log);
}

function read(text: string, row: string | undefined, { kernel, programs }: Target): { counts: Record<string, number>; answers: string[] } {
  const counts = { 'logs read': 0, steps: 0, 'states shown': 0, 'logs replayed': 0, 'logs that replay refuses': 0 };
  const answers: string[] = [];
  const traces = parseLog(text, { events: true });
  if (!traces.ok) return { counts, answers };
  counts['logs read'] = 1;
  const program = row === undefined ? undefined : programs.load(row);
  for (const trace of traces.value) {
    counts.steps += trace.steps.length;
    for (const state of statesOf(trace)) {
      counts['states shown']++;
      use(state);
    }
    checkTrace(trace);
    if (!program?.ok) continue;
    const summary = new Summary();
    summary.add('a.log', 'p', replayLog(kernel, program.value, trace));
    counts[summary.unusable.length > 0 ? 'logs that replay refuses' : 'logs replayed']++;
    JSON.parse(replayJson(summary, kernel.name));
    answers.push(replayText(summary, kernel.name, PLAIN));
  }
  return { counts, answers };
}

function statesOf({ events, steps }: LogTrace): PrintedState[] {
  const shown = events.flatMap((event) => ('state' in event && event.state !== undefined ? [event.state] : []));
  return [...shown, ...steps.flatMap(({ before, after }) => [before ?? [], after ?? []].flat())];
}

/** Asks a state all that it can be asked. */
function use(state: PrintedState): void {
  for (const { value } of [...state.registers, ...state.stack]) void value;
  void [state.frame, state.refs, state.callback, state.other];
}

/** What holds of every trace, whatever the log. */
function checkTrace(trace: LogTrace): void {
  const { steps, segments } = trace;
  const last = steps.length - 1;
  const path = pathTo(trace, last);
  if (path.some((step, i) => !(step >= 0 && step <= last) || (i > 0 && step <= (path[i - 1] ?? -1))))
    throw new Error('a path that is none');
  if (segments.some(({ start }, i) => start < (segments[i - 1]?.start ?? 0) || start > steps.length))
    throw new Error('segments out of order');
  for (const { insn } of steps) if (!Number.isSafeInteger(insn) || insn < 0) throw new Error(`instruction ${insn}`);
}
