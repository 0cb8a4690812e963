import kernel from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { replayLog } from '../../tools/replay/replay-log.js';
import { Summary } from '../../tools/replay/summary.js';
import { PARTS } from '../../tools/replay/tally.js';
import { FACTS_6_1 } from '../load/facts.js';
import { goldenRows, hasGolden } from '../load/golden.js';
import { traceOf } from './recorded.js';

const PATIENCE = 240_000;

describe.runIf(hasGolden())('the selftests', () => {
  it(
    'have in their registers what the logs of a 6.1 kernel show, after every instruction, with all marks',
    () => {
      const loader = new ProgramJsonLoader(FACTS_6_1);
      const summary = new Summary();
      for (const { name, log, json } of goldenRows('6.1')) {
        const program = loader.load(json);
        if (log === undefined || !program.ok) continue;
        summary.add('golden', name, replayLog(kernel, program.value, traceOf(log), name));
      }
      const { tally, unjudged, unusable, followed } = summary;
      expect(PARTS.flatMap((part) => tally.of(part).first ?? [])).toEqual([]);
      expect([unjudged, unusable]).toEqual([[], []]);
      expect([tally.linesEqual, tally.statesEqual, tally.linesLeft]).toEqual([tally.lines, tally.states, 0]);
      expect(followed).toBeGreaterThan(1200);
      expect(tally.states).toBeGreaterThan(28_000);
      for (const part of PARTS) expect(tally.of(part).compared, part).toBeGreaterThan(1000);
    },
    PATIENCE,
  );
});
