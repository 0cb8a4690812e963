/** Explaining a file: a verifier's log, or a program that is judged first. */

import { decodeText } from '../../load/decode-text.js';
import { parseLog } from '../../load/log/index.js';
import { count, printable } from '../../report/layout.js';
import type { RuleBook } from '../../report/log-reason.js';
import { isRejected, logReport } from '../../report/log-report.js';
import type { Style } from '../../report/style.js';
import { type Input, readInput } from '../check/inputs.js';
import { EXIT, InputError } from '../exit.js';
import { type Explanation, explainMessage } from './words.js';

/** Programs of one log that are explained in full. */
const MOST_REPORTS = 200;

/** Explains what a file holds; `books` are the kernels that may know it, the one that was asked for first. */
export async function explainInput(input: Input, books: readonly RuleBook[], style: Style): Promise<Explanation> {
  return explainLog(input.file, decodeText(await readInput(input)), books, style);
}

/** Explains a log in memory. */
export function explainLog(file: string, text: string, books: readonly RuleBook[], style: Style): Explanation {
  if (text.trim() === '') throw new InputError(file, 'nothing but white space');
  const traces = parseLog(text);
  if (!traces.ok) {
    // someone may have kept nothing but the message
    const message = text.trim().includes('\n') || text.length > 2000 ? null : explainMessage(text, books, style);
    if (message === null) throw new InputError(file, traces.error.message);
    return message;
  }
  const rejected = traces.value.filter(isRejected);
  if (rejected.length === 0) {
    const finished = traces.value.every((trace) => trace.hasEnd);
    const what = finished ? 'the log shows no rejection' : 'the log ends before it says anything of a rejection';
    return {
      text: `${printable(file)}: ${what}, of ${count(traces.value.length, 'program')}\n`,
      status: finished ? EXIT.ok : EXIT.rejected,
    };
  }
  const reports = rejected.slice(-MOST_REPORTS).map((trace) => logReport(file, trace, books, style));
  const left = rejected.length - reports.length;
  const note = left > 0 ? `${count(left, 'earlier rejection')} in ${printable(file)} left out\n\n` : '';
  return {
    text: note + reports.map((report) => report.text).join('\n'),
    status: reports.every((report) => report.known) ? EXIT.ok : EXIT.rejected,
  };
}
