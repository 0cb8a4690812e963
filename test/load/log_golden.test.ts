import { describe, expect, it } from 'vitest';
import { type LogTrace, type PrintedState, type PrintedValue, parseLog, pathTo } from '../../tools/load/log/index.js';
import { ProgramJsonLoader } from '../../tools/load/program_json.js';
import { FACTS_6_1 } from './facts.js';
import { goldenRows, hasGolden, objectRows } from './golden.js';

function only(log: string): LogTrace {
  const traces = parseLog(log);
  if (!traces.ok) throw new Error(traces.error.message);
  const [trace, ...others] = traces.value;
  if (trace === undefined || others.length > 0) throw new Error(`${traces.value.length} traces`);
  return trace;
}

function told(trace: LogTrace): object {
  return { message: trace.message ?? null, insn: trace.insn ?? null, processed: trace.statistics.processed };
}

/** What was recorded of a log; of an endless loop the last line, a state, was taken for the message. */
function recorded({ message, insn, processed }: { message: string | null; insn: number | null; processed: number | null }): object {
  return { message: message?.startsWith('old state:') ? expect.stringMatching(/^infinite loop detected/) : message, insn, processed };
}

function statesOf(trace: LogTrace): PrintedState[] {
  return trace.steps.flatMap((step) => [step.before, step.after]).filter((state) => state !== undefined);
}

const BASES = new Set(
  'scalar fp ctx map_ptr map_value map_key pkt pkt_meta pkt_end flow_keys sock sock_common tcp_sock tp_buffer xdp_sock ptr mem buf func dynptr_ptr arena'.split(
    ' ',
  ),
);

/** What a value holds that the parser has no place for; spilled dynptrs and iterators have names of their own. */
function unknownIn(value: PrintedValue): string[] {
  const known = BASES.has(value.base) || /^(?:dynptr|iter)_/.test(value.base);
  return [...(known ? [] : [`type ${value.text}`]), ...Object.keys(value.fields.other ?? {})];
}

describe.runIf(hasGolden()).each(['6.1', '6.12'])('golden logs of %s', (kernel) => {
  it('give message, instruction and count as recorded', () => {
    for (const { name, log, expect: expected } of goldenRows(kernel)) {
      if (log === undefined) continue;
      expect({ name, ...told(only(log)) }).toEqual({ name, ...recorded(expected) });
    }
  });

  it('of objects too', () => {
    for (const { object, program, log, insn, message, processed, verdict } of objectRows(kernel)) {
      if (log === undefined || verdict === 'error' || !log.includes('processed ')) continue;
      const trace = only(log);
      // what libbpf puts in place of an instruction that it could not make is one here, and was none for who recorded it
      const poisoned = trace.steps.at(-1)?.text.startsWith('<') === true;
      const ours = poisoned ? { ...told(trace), insn } : told(trace);
      expect({ object, program, ...ours }).toEqual({ object, program, ...recorded({ message, insn, processed }) });
    }
  });

  it('lead from the first instruction to the last along edges of the program', () => {
    const loader = new ProgramJsonLoader(FACTS_6_1);
    const broken: string[] = [];
    for (const { name, log, json } of goldenRows(kernel)) {
      const program = loader.load(json);
      if (log === undefined || !program.ok) continue;
      const trace = only(log);
      const { code, src, off } = program.value.insns;
      const path = pathTo(trace).map((step) => trace.steps[step]?.insn ?? -1);
      if (path.length > 0 && path[0] !== 0 && !log.includes('Validating')) broken.push(`${name}: begins at ${path[0]}`);
      for (const [i, from] of path.entries()) {
        const to = path[i + 1];
        // calls of functions and callbacks, and what comes back from them, go anywhere
        if (to === undefined || code[from] === 0x95 || code[from] === 0x85) continue;
        const next = from + (code[from] === 0x18 ? 2 : 1);
        const jump = from + 1 + (off[from] ?? 0);
        const ends = ((code[from] ?? 0) & 7) >= 5 && ((code[from] ?? 0) & 7) <= 6 ? [next, jump] : [next];
        if (!ends.includes(to)) broken.push(`${name}: ${from} to ${to} (${src[from]})`);
      }
    }
    expect(broken).toEqual([]);
  });

  it('hold no state that the parser does not know', () => {
    const unknown = new Set<string>();
    let values = 0;
    for (const log of [...goldenRows(kernel), ...objectRows(kernel)].flatMap((row) => (row.log === undefined ? [] : [row.log]))) {
      const traces = parseLog(log);
      if (!traces.ok) continue;
      for (const state of traces.value.flatMap(statesOf)) {
        for (const word of state.other) unknown.add(word);
        for (const { value } of [...state.registers, ...state.stack]) {
          if (value === undefined) continue;
          values++;
          for (const text of unknownIn(value)) unknown.add(text);
        }
      }
    }
    expect([...unknown].slice(0, 40)).toEqual([]);
    expect(values).toBeGreaterThan(90_000);
  });
});
