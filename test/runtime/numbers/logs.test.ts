import kernel from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { replayLog } from '../../../tools/replay/replay-log.js';
import { PARTS } from '../../../tools/replay/tally.js';
import { recorded, traceOf } from '../../replay/recorded.js';

/** Milliseconds: each of thousands of instructions is compared with its state. */
const PATIENCE = 240_000;

describe('arithmetic and comparisons at random', () => {
  it(
    'get the verdict of a 6.1 kernel, with the same registers and marks all the way',
    () => {
      let compared = 0;
      for (const { row, program } of recorded()) {
        const replayed = replayLog(kernel, program, traceOf(row.log), row.name);
        if (replayed.kind !== 'followed') throw new Error(`${row.name}: ${replayed.kind}`);
        const { verdict, tally } = replayed;
        expect(PARTS.flatMap((part) => tally.of(part).first ?? [])).toEqual([]);
        expect(tally.linesLeft, row.name).toBe(0);
        compared += tally.states;
        const { verdict: kind, processed, message, insn } = row.expect;
        expect(verdict, row.name).toMatchObject(kind === 'accept' ? { kind, processed } : { kind, processed, message, insn });
      }
      expect(compared).toBeGreaterThan(25_000);
    },
    PATIENCE,
  );
});
