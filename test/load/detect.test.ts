import { describe, expect, it } from 'vitest';
import { detectKind } from '../../tools/load/detect.js';
import { loadInput } from '../../tools/load/load.js';
import { FACTS_6_1, UAPI_HELPERS } from './facts.js';
import { goldenRows, hasGolden } from './golden.js';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const load = (input: Uint8Array) => loadInput(input, { facts: FACTS_6_1, helpers: UAPI_HELPERS });

const JSON_PROGRAM = '{"format":"kfuncspec/program@1","progType":"xdp","insns":"9500000000000000"}';

describe('the kind of an input', () => {
  it.each([
    ['\x7fELF\x02\x01', 'elf'],
    ['', 'empty'],
    [' \n\t', 'empty'],
    ['a\0b', 'binary'],
    [JSON_PROGRAM, 'json'],
    [`${JSON_PROGRAM}\n`, 'json'],
    ['{\n  "format": 1\n}', 'json'],
    [`${JSON_PROGRAM}\n${JSON_PROGRAM}`, 'jsonl'],
    [`${JSON_PROGRAM}\nbroken`, 'jsonl'],
    ['// comment\nprogram xdp\nexit', 'bpfasm'],
    ['map m array key 4 value 8\nprogram xdp', 'bpfasm'],
    ['r0 = 0\nexit', 'bpfasm'],
    ['program xdp\n0: (b7) r0 = 0 ; R0_w=0\n', 'bpfasm'],
    ['0: R1=ctx(off=0,imm=0) R10=fp0\n0: (b7) r0 = 0', 'log'],
    ['libbpf: x\n0: (b7) r0 = 0                        ; R0_w=0\n', 'log'],
    ['2024 host: processed 5 insns (limit 1000000)', 'log'],
    ['0: (b7) r0 = 0\n', 'log'],
    ['The quick brown fox', 'unknown'],
  ])('%j', (text, kind) => {
    expect(detectKind(bytes(text))).toBe(kind);
  });

  it('is told by the first bytes of gzip, and garbage is binary', () => {
    expect(detectKind(Uint8Array.of(0x1f, 0x8b, 8))).toBe('gzip');
    expect(detectKind(Uint8Array.from({ length: 500 }, (_, i) => 128 + (i % 100)))).toBe('binary');
  });
});

describe('an input', () => {
  it('comes out as what it is', () => {
    expect(load(bytes(JSON_PROGRAM))).toMatchObject({ kind: 'programs', from: 'json', programs: [{ line: 1, program: { ok: true } }] });
    expect(load(bytes(`${JSON_PROGRAM}\n{}`))).toMatchObject({
      from: 'jsonl',
      programs: [{ program: { ok: true } }, { line: 2, program: { ok: false } }],
    });
    expect(load(bytes('program xdp x\nexit'))).toMatchObject({ from: 'bpfasm', programs: [{ name: 'x', program: { ok: true } }] });
    expect(load(bytes('0: (95) exit\nprocessed 1 insns'))).toMatchObject({ kind: 'logs', traces: [{ insn: 0 }] });
  });

  it.each([
    ['\x7fELF', 'ELF file cut short: 4 bytes, the header alone has 64'],
    ['', 'empty input'],
    ['\0', 'binary data that is no object file'],
    ['hello', 'neither program JSON nor .bpfasm text nor a verifier log'],
  ])('%j that can not be read says so', (text, message) => {
    expect(load(bytes(text))).toEqual({ kind: 'error', error: { message } });
  });

  it.runIf(hasGolden())('that is a golden log is a log', () => {
    for (const { name, log } of goldenRows('6.1')) if (log !== undefined) expect([name, detectKind(bytes(log))]).toEqual([name, 'log']);
  });
});
