import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadInput, printProgram } from '../../tools/load/index.js';
import { pathTo } from '../../tools/load/log/index.js';
import { FACTS_6_1, UAPI_HELPERS } from './facts.js';
import { goldenRows, hasGolden } from './golden.js';

/** A generator that gives the same numbers on every run (mulberry32). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

const PIECES = [
  '0xffffffffffffffffffff',
  '-1',
  '{',
  '}',
  '"',
  '(',
  ')',
  '\n',
  ';',
  ':',
  '/',
  'map',
  'program',
  '9'.repeat(30),
  'R0=',
  'from 1 to 2:',
  '\0',
  '�',
  '💥',
];

/** Something like the input: bytes changed, pieces cut out, doubled, moved or put in. */
function mutate(input: Uint8Array, random: (below: number) => number): Uint8Array {
  let bytes = Uint8Array.from(input);
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(bytes.length + 1);
    const length = random(Math.min(40, bytes.length - at + 1));
    const front = bytes.subarray(0, at);
    const piece = bytes.subarray(at, at + length);
    const back = bytes.subarray(at + length);
    const put = new TextEncoder().encode(PIECES[random(PIECES.length)]);
    switch (random(6)) {
      case 0:
        bytes = Uint8Array.from([...front, random(256), ...back]);
        break;
      case 1:
        bytes = Uint8Array.from([...front, ...back]);
        break;
      case 2:
        bytes = Uint8Array.from([...front, ...piece, ...piece, ...back]);
        break;
      case 3:
        bytes = Uint8Array.from([...back, ...front]);
        break;
      case 4:
        bytes = Uint8Array.from([...front, ...put, ...back]);
        break;
      default:
        bytes = Uint8Array.from(front);
    }
  }
  return bytes;
}

/** Loads an input and uses what comes out; throws when a loader does, or gives an error that is not one line. */
function use(input: Uint8Array): void {
  const result = loadInput(input, { facts: FACTS_6_1, helpers: UAPI_HELPERS });
  const errors: string[] = [];
  if (result.kind === 'error') errors.push(result.error.message);
  if (result.kind === 'programs') {
    for (const { program } of result.programs) {
      if (!program.ok) errors.push(program.error.message);
      else printProgram(program.value, UAPI_HELPERS);
    }
  }
  if (result.kind === 'logs') {
    for (const trace of result.traces) {
      pathTo(trace);
      for (const step of trace.steps) for (const state of [step.before, step.after]) if (state !== undefined) void state.registers.length;
    }
  }
  for (const message of errors) if (!/^[^\n\r]{1,600}$/.test(message)) throw new Error(`not one line: ${message}`);
}

const RUNS = Number(process.env.FUZZ_RUNS ?? 400);

// Far above what any takes, far below what something quadratic would: the machine may be busy.
const LIMIT_MS = 20_000;

function fuzz(inputs: readonly Uint8Array[], seed: number): void {
  const random = numbers(seed);
  let slowest = 0;
  for (let run = 0; run < RUNS; run++) {
    const input = mutate(inputs[random(inputs.length)] ?? new Uint8Array(), random);
    const start = performance.now();
    use(input);
    slowest = Math.max(slowest, performance.now() - start);
  }
  expect(slowest).toBeLessThan(LIMIT_MS);
}

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('mutations never make a loader throw or hang', () => {
  const folder = new URL('../samples/', import.meta.url);
  const samples = readdirSync(folder)
    .filter((file) => file.endsWith('.bpfasm'))
    .map((file) => Uint8Array.from(readFileSync(new URL(file, folder))));

  it('of text', () => fuzz(samples, 1));

  it.runIf(hasGolden())('of program JSON', () => {
    const rows = goldenRows('6.1').filter((row) => row.json.length < 8000);
    const lines = rows.map(({ json }) => {
      const { log: _log, expect: _expect, ...program } = JSON.parse(json);
      return encode(JSON.stringify(program));
    });
    fuzz(lines, 2);
  });

  it.runIf(hasGolden())('of logs', () => {
    const logs = goldenRows('6.1').flatMap(({ log }) => (log === undefined || log.length > 8000 ? [] : [encode(log)]));
    fuzz(logs, 3);
  });
});

describe('inputs made to cost much', () => {
  it.each<[string, string]>([
    ['labels', `program xdp\n${'a'.repeat(100_000)}:\n${Array.from({ length: 50_000 }, (_, i) => `l${i}:`).join('')}\nexit`],
    ['kfuncs', `program xdp\n${Array.from({ length: 50_000 }, (_, i) => `call k${i}`).join('\n')}`],
    ['maps', `program xdp\n${Array.from({ length: 20_000 }, (_, i) => `map m${i} array key 4 value 8`).join('\n')}\nexit`],
    ['braces', `program xdp\nmap m array value ${'{'.repeat(200_000)}`],
    ['fields', `program xdp\nmap m array key 4 value { ${Array.from({ length: 70_000 }, (_, i) => `${i}: u8`).join(';')} }\nexit`],
    ['a long name', `program xdp\ngoto ${'x'.repeat(1_000_000)}`],
    ['a long number', `program xdp\nr0 = ${'9'.repeat(1_000_000)}`],
    ['quotes', `program xdp "${'\\"'.repeat(300_000)}`],
    ['a long line of a log', `0: R1=${'('.repeat(500_000)}\n0: (95) exit\n`],
    ['spaces in a log', `0: R1=ctx()${' '.repeat(500_000)}x\n0: (b7) r0 = 0${' '.repeat(500_000)};\n`],
    ['branches that lead nowhere', `0: (95) exit\n${'from 7 to 9: R0=1\n'.repeat(50_000)}`],
    ['branches to one step', `${'0: (15) if r0 == 0x0 goto pc+1\n1: (95) exit\nfrom 0 to 2: R0=1\n'.repeat(20_000)}`],
    ['nested JSON', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('%s take no more than a moment', (_, text) => {
    const start = performance.now();
    use(encode(text));
    expect(performance.now() - start).toBeLessThan(LIMIT_MS);
  });
});
