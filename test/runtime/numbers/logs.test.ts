import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import kernel from '@kfuncspec/rules/6.1';
import { checkProgram, type Program, type Verdict } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { ProgramJsonLoader, parseLog } from '../../../tools/load/index.js';
import { FACTS_6_1 } from '../../load/facts.js';
import { goldenRows, hasGolden } from '../../load/golden.js';
import { Comparison } from './comparison.js';

/** Beyond this a log is one of the giant programs': the same few instructions over and over. */
const LONGEST_LOG = 300_000;
/** Milliseconds: each of thousands of instructions is compared with its state. */
const PATIENCE = 240_000;

const loader = new ProgramJsonLoader(FACTS_6_1);

/** Judges a program along its log. */
function follow(program: Program, log: string): { verdict: Verdict; comparison: Comparison } {
  const traces = parseLog(log);
  const trace = traces.ok ? traces.value[0] : undefined;
  if (trace === undefined) throw new Error('the log has nothing in it');
  const comparison = new Comparison(program, trace);
  return { verdict: checkProgram(kernel, program, { observer: comparison }), comparison };
}

interface Recorded {
  readonly name: string;
  readonly log: string;
  readonly expect: { readonly verdict: string; readonly insn: number; readonly message: string | null; readonly processed: number };
}

/** Random arithmetic, comparisons and pointers that move, and what Linux 6.1.192 said of it. */
function recorded(): { row: Recorded; program: Program }[] {
  const text = gunzipSync(readFileSync(new URL('./recorded-6.1.jsonl.gz', import.meta.url))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const program = loader.load(line);
      if (!program.ok) throw new Error(program.error.message);
      const row: Recorded = JSON.parse(line);
      return { row, program: program.value };
    });
}

describe('arithmetic and comparisons at random', () => {
  it(
    'get the verdict of a 6.1 kernel, with the same registers all the way',
    () => {
      let compared = 0;
      for (const { row, program } of recorded()) {
        const { verdict, comparison } = follow(program, row.log);
        expect(comparison.differences, row.name).toEqual([]);
        compared += comparison.compared;
        const { verdict: kind, processed, message, insn } = row.expect;
        expect(verdict, row.name).toMatchObject(kind === 'accept' ? { kind, processed } : { kind, processed, message, insn });
      }
      expect(compared).toBeGreaterThan(10_000);
    },
    PATIENCE,
  );
});

describe.runIf(hasGolden())('the selftests', () => {
  it(
    'have in their registers what the log of a 6.1 kernel shows, after every instruction',
    () => {
      const differences: string[] = [];
      let compared = 0;
      for (const row of goldenRows('6.1')) {
        if (row.log === undefined || row.log.length > LONGEST_LOG) continue;
        const program = loader.load(row.json);
        if (!program.ok || !parseLog(row.log).ok) continue;
        const { comparison } = follow(program.value, row.log);
        compared += comparison.compared;
        if (comparison.differences[0] !== undefined) differences.push(`${row.name}: ${comparison.differences[0]}`);
      }
      expect(differences).toEqual([]);
      expect(compared).toBeGreaterThan(20_000);
    },
    PATIENCE,
  );
});
