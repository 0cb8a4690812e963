/** The report of `replay` for machines. */

import type { Summary } from '../summary.js';
import { PARTS } from '../tally.js';

const FORMAT = 'kfuncspec/replay@1';

/** One JSON object and a line end. */
export function replayJson(summary: Summary, kernel: string): string {
  const { tally, followed, onePath, silent, withoutLog, unjudged, unusable } = summary;
  const parts = PARTS.flatMap((part) => {
    const { compared, equal, first } = tally.of(part);
    return compared === 0 ? [] : [{ part, compared, equal, firstDifference: first ?? null }];
  });
  const report = {
    format: FORMAT,
    kernel,
    logs: { followed, onePath, silent, withoutLog, unjudged: unjudged.length, unusable: unusable.length },
    lines: { compared: tally.lines, equal: tally.linesEqual, left: tally.linesLeft },
    states: { compared: tally.states, equal: tally.statesEqual },
    parts,
    unjudged,
    unusable,
  };
  return `${JSON.stringify(report)}\n`;
}
