import { kernel } from '@kfuncspec/rules/6.1';
import type { Verdict } from '@kfuncspec/runtime/v1';
import { describe, expect, test } from 'vitest';
import { changes } from '../../tools/parity/deviations.js';
import { compareObject, OBJECT_KINDS, type ObjectKind, type Ours } from '../../tools/parity/object-compare.js';
import { objectRow } from '../../tools/parity/object-rows.js';
import { compareRows, missingTable, objectTable } from '../../tools/parity/object-tally.js';

const accept: Verdict = { kind: 'accept', processed: 7 };
const reject: Verdict = { kind: 'reject', insn: 4, rule: 'insn_exit/leak', message: 'no', errno: 22, processed: 3 };
const inconclusive: Verdict = { kind: 'inconclusive', insn: null, rule: 'runtime/x', message: 'x', processed: 0 };

const accepted = { verdict: 'accept', stage: 'ok', errno: 0, insn: 9, message: null, processed: 7 };
const rejected = { verdict: 'reject', stage: 'verifier', errno: 22, insn: 4, message: 'no', processed: 3 };
const failed = (message: string) => ({ verdict: 'error', stage: 'object_load', errno: 2, insn: null, message, processed: null });
const unheard = { verdict: 'error', stage: 'prog_load_no_log', errno: 22, insn: null, message: '', processed: null };

const CASES: readonly (readonly [what: string, row: object, ours: Ours, kind: ObjectKind])[] = [
  ['both accept', accepted, { verdict: accept }, 'equal'],
  ['both accept, other counts', { ...accepted, processed: 8 }, { verdict: accept }, 'processed'],
  ['only we accept', rejected, { verdict: accept }, 'false accept'],
  ['only the kernel accepts', accepted, { verdict: reject }, 'false reject'],
  ['we give no answer', rejected, { verdict: inconclusive }, 'no answer'],
  ['both reject', rejected, { verdict: reject }, 'equal'],
  ['both reject, elsewhere', { ...rejected, insn: 5 }, { verdict: reject }, 'insn'],
  ['both reject, with other words', { ...rejected, message: 'never' }, { verdict: reject }, 'message'],
  ['the log is too large to show where', { ...rejected, insn: null }, { verdict: reject }, 'equal'],
  ['refused before the verifier began', unheard, { verdict: { ...reject, insn: null, message: '', processed: 0 } }, 'equal'],
  [
    'refused before the verifier began, for another reason',
    unheard,
    { verdict: { ...reject, message: '', insn: null, processed: 0, errno: 7 } },
    'errno',
  ],
  ['we accept what libbpf did not load', failed("extern 'a' (strong): not resolved"), { verdict: accept }, 'false accept'],
  ['neither loads it', failed("libbpf: extern 'a' (strong): not resolved\n"), { error: "extern 'a' (strong): not resolved" }, 'load error'],
  ['neither loads it, for other reasons', failed("extern 'a' (strong): not resolved"), { error: 'no such section' }, 'other reason'],
  ['no programs in it', failed('no programs (or libbpf crashed opening)'), { error: 'no programs in this object' }, 'load error'],
  [
    'the kernel refuses a map',
    failed('map m type 12: Invalid argument'),
    { error: "map 'm': the kernel refuses such a map: x" },
    'load error',
  ],
  [
    'the kernel refuses another map',
    failed('map n type 12: Invalid argument'),
    { error: "map 'm': the kernel refuses such a map: x" },
    'other reason',
  ],
  ["we can't load what the kernel judged", rejected, { error: 'no such section' }, 'not loaded'],
];

describe('a program of an object', () => {
  test.each(CASES)('%s', (_, row, ours, kind) => {
    expect(compareObject(objectRow({ object: 'a.bpf.o', program: 'p', section: 'xdp', ...row }), ours)).toBe(kind);
  });
  test('every kind has a case', () => expect([...new Set(CASES.map(([, , , kind]) => kind))].sort()).toEqual([...OBJECT_KINDS].sort()));
});

test('an instruction that libbpf took out of the log counts as the last one shown', () => {
  const log = '2: (18) r2 = 0x0\n; x = in->ptr;\n4: <invalid CO-RE relocation>\nfailed to resolve CO-RE relocation <byte_off> [5]\n';
  expect(objectRow({ ...rejected, insn: 2, log }).said?.insn).toBe(4);
  expect(objectRow({ ...rejected, insn: 2, log: '2: (95) exit\n' }).said?.insn).toBe(2);
});

describe('the table', () => {
  const row = (object: string, program: string | null, rest: object) => objectRow({ object, program, section: 'xdp', ...rest });
  const judged = (program: string | null, ours: Ours) => ({ program, section: program === null ? null : 'xdp', ours });
  const rule = kernel.rules.find(({ file }) => file === 'spec/instructions/exit.kf')?.id ?? '';
  const compared = [
    ...compareRows(
      [row('a.o', 'p', accepted), row('a.o', 'q', rejected), row('a.o', 'r', accepted), row('a.o', 's', accepted)],
      [
        judged('p', { verdict: accept }),
        judged('q', { verdict: { ...reject, rule } }),
        judged('r', { verdict: inconclusive }),
        judged('t', { verdict: accept }),
      ],
    ),
    ...compareRows([row('b.o', null, failed('libbpf: unrecognized'))], [judged('u', { error: 'unrecognized' })]),
    ...compareRows([row('c.o', 'v', rejected), row('c.o', 'w', accepted)], [judged(null, { error: 'no ELF' })]),
  ];

  test('names each row once, with what became of it', () => {
    expect(compared.map(({ name, kind }) => [name, kind])).toEqual([
      ['a.o:p', 'equal'],
      ['a.o:q', 'equal'],
      ['a.o:r', 'no answer'],
      ['a.o:s', 'not loaded'],
      ['b.o', 'load error'],
      ['c.o:v', 'not loaded'],
      ['c.o:w', 'not loaded'],
    ]);
  });

  test('counts by the file of the row that decided', () => {
    expect(objectTable(compared, kernel).map((line) => line.replace(/ {2,}/g, '  '))).toEqual([
      'decided in  judged  equal  verdict only  no answer  false rejects  false accepts',
      'accepted  1  1  0  0  0  0',
      'not in the spec  1  0  0  1  0  0',
      'spec/instructions/exit.kf  1  1  0  0  0  0',
      'in all  3  2  0  1  0  0',
      '',
      'not loaded, as with the kernel: 1 for the same reason, 0 for another; not loaded, but judged by the kernel: 3',
    ]);
  });

  test('says what is not modelled', () => expect(missingTable(compared)).toEqual(['     1  runtime/x', '          x']));
});

test('known deviations: a new one, one of another kind and a mended one are told apart', () => {
  const known = new Map([
    ['same', { kind: 'no answer', reason: 'r' }],
    ['changed', { kind: 'no answer', reason: 'r' }],
    ['mended', { kind: 'insn', reason: 'r' }],
  ]);
  const found = [
    { name: 'same', kind: 'no answer' },
    { name: 'changed', kind: 'false reject' },
    { name: 'new', kind: 'insn' },
  ];
  const { fresh, mended } = changes(found, known);
  expect(fresh.map(({ name }) => name)).toEqual(['changed', 'new']);
  expect(mended).toEqual(['mended']);
});
