import type { Statistics } from './events.js';

const PROCESSED =
  /^processed ([0-9]+) insns(?: \(limit ([0-9]+)\) max_states_per_insn ([0-9]+) total_states ([0-9]+) peak_states ([0-9]+) mark_read ([0-9]+))?/;

/** What a line of a log's end says (print_verification_stats); undefined when it is none. */
export function readStatistics(text: string): Partial<Statistics> | undefined {
  const processed = PROCESSED.exec(text);
  if (processed !== null) {
    const [, count, limit, maxStates, total, peak, markRead] = processed;
    if (limit === undefined) return { processed: Number(count) };
    return {
      processed: Number(count),
      limit: Number(limit),
      maxStatesPerInsn: Number(maxStates),
      totalStates: Number(total),
      peakStates: Number(peak),
      markRead: Number(markRead),
    };
  }
  const depth = /^stack depth ([0-9]{1,6}(?:\+[0-9]{1,6})*)/.exec(text);
  if (depth !== null) return { stackDepth: (depth[1] ?? '').split('+').map(Number) };
  const time = /^verification time (?:([0-9]+)|<time>) usec/.exec(text);
  return time === null ? undefined : time[1] === undefined ? {} : { verificationMicroseconds: Number(time[1]) };
}
