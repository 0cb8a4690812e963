import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Program } from '@kfuncspec/runtime/v1';
import { type LogTrace, parseLog } from '../../tools/load/log/index.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { FACTS_6_1 } from '../load/facts.js';

interface Recorded {
  readonly name: string;
  readonly log: string;
  readonly expect: { readonly verdict: string; readonly insn: number; readonly message: string | null; readonly processed: number };
}

/** Random arithmetic, comparisons and pointers that move, and what Linux 6.1.192 said of it. */
export function recorded(): { row: Recorded; program: Program; json: string }[] {
  const loader = new ProgramJsonLoader(FACTS_6_1);
  const text = gunzipSync(readFileSync(new URL('../runtime/numbers/recorded-6.1.jsonl.gz', import.meta.url))).toString('utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((json) => {
      const program = loader.load(json);
      if (!program.ok) throw new Error(program.error.message);
      const row: Recorded = JSON.parse(json);
      return { row, program: program.value, json };
    });
}

/** The only trace of a log, with its events. */
export function traceOf(log: string): LogTrace {
  const traces = parseLog(log, { events: true });
  const [trace, ...more] = traces.ok ? traces.value : [];
  if (trace === undefined || more.length > 0) throw new Error(traces.ok ? `${more.length + 1} traces` : traces.error.message);
  return trace;
}
