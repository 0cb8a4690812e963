import { describe, expect, it } from 'vitest';
import { type LogTrace, type PrintedFields, type PrintedState, type PrintedValue, parseLog } from '../../tools/load/log/index.js';
import { countLog, LogCount } from '../../tools/parity/log-count.js';
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

/** Where each name in parentheses stands in what was parsed. */
const FIELDS: Readonly<Record<string, (fields: PrintedFields) => bigint | number | undefined>> = {
  id: ({ id }) => id,
  ref_obj_id: ({ refObjId }) => refObjId,
  ref_id: ({ refObjId }) => refObjId,
  off: ({ off }) => off,
  r: ({ range }) => range,
  ks: ({ keySize }) => keySize,
  vs: ({ valueSize }) => valueSize,
  sz: ({ size }) => size,
  smin: ({ smin }) => smin,
  smax: ({ smax }) => smax,
  umin: ({ umin }) => umin,
  umax: ({ umax }) => umax,
  s32_min: ({ s32Min }) => s32Min,
  s32_max: ({ s32Max }) => s32Max,
  u32_min: ({ u32Min }) => u32Min,
  u32_max: ({ u32Max }) => u32Max,
  smin32: ({ s32Min }) => s32Min,
  smax32: ({ s32Max }) => s32Max,
  umin32: ({ u32Min }) => u32Min,
  umax32: ({ u32Max }) => u32Max,
  depth: ({ depth }) => depth,
};

/** Numbers of a value that were not read as they stand; told by a reading of their own, bit by bit. */
function misread({ text, fields }: PrintedValue): string[] {
  const wrong: string[] = [];
  for (const [, names = '', number = ''] of text.matchAll(/(?<=[(,])((?:[a-z0-9_]+=)+)(-?(?:0x[0-9a-f]+|[0-9]+))(?=[,)+-])/g)) {
    for (const name of names.split('=').slice(0, -1)) {
      const parsed = FIELDS[name]?.(fields);
      const bits = /32/.test(name) ? 32 : 64;
      const value = number.startsWith('-') ? -BigInt(number.slice(1)) : BigInt(number);
      if (name in FIELDS && (parsed === undefined || BigInt.asUintN(bits, BigInt(parsed)) !== BigInt.asUintN(bits, value)))
        wrong.push(`${name} of ${text}`);
    }
  }
  return wrong;
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

  it('show every instruction that was visited, and lead along the whole path to every rejection, with the register that is at fault', () => {
    const count = new LogCount();
    for (const { log } of [...goldenRows(kernel), ...objectRows(kernel)]) if (log !== undefined && log !== '') countLog(count, log);
    const { counted, whole, path, reached, register, named, unknown, lines } = count;
    expect({ counted, path, register }).toEqual({ counted: whole, path: reached, register: named });
    expect(reached).toBeGreaterThan(700);
    expect(named).toBeGreaterThan(390);
    // messages of what is not modelled
    expect(unknown / lines).toBeLessThan(0.01);
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
          for (const text of [...unknownIn(value), ...misread(value)]) unknown.add(text);
        }
        const shown = [...state.registers.map(({ number }) => `R${number}`), ...state.stack.map(({ offset }) => `fp${offset}`)];
        if (shown.join(' ') !== [...state.text.matchAll(/(?<= )(R[0-9]+|fp-[0-9]+)(?=[_=])/g)].map(([place]) => place).join(' '))
          unknown.add(state.text);
      }
    }
    expect([...unknown].slice(0, 40)).toEqual([]);
    expect(values).toBeGreaterThan(90_000);
  });
});
