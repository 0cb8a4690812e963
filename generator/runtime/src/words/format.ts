/** Questions about the format string that was read last. */
import type { Machine } from '../machine.js';

/** What stopped the reading: a value of the spec's `format_outcome`. */
export function format_outcome(m: Machine): number {
  return m.formatOutcome;
}
