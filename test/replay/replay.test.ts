import kernel from '@kfuncspec/rules/6.1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LogTrace, pathTo } from '../../tools/load/log/index.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { Renaming } from '../../tools/replay/renaming.js';
import { type Replayed, replayLog } from '../../tools/replay/replay-log.js';
import { PARTS, type Part, type Tally } from '../../tools/replay/tally.js';
import { FACTS_6_1 } from '../load/facts.js';
import { recorded, traceOf } from './recorded.js';

const rows = recorded();
const [refused] = rows.filter(({ row }) => row.expect.verdict === 'reject' && row.log.includes('\nfrom ') && row.log.includes('marks: '));
const [accepted] = rows.filter(({ row }) => row.expect.verdict === 'accept' && row.log.includes('safe'));
if (refused === undefined || accepted === undefined) throw new Error('no such recordings');

function replay({ program }: (typeof rows)[number], log: string): Extract<Replayed, { kind: 'followed' }> {
  const replayed = replayLog(kernel, program, traceOf(log));
  if (replayed.kind !== 'followed') throw new Error(replayed.kind === 'unusable' ? replayed.message : replayed.kind);
  return replayed;
}

const differing = (tally: Tally): Part[] => PARTS.filter((part) => tally.of(part).first !== undefined);

describe('a log that is not what the machine does', () => {
  // each replaces the first that fits by something else
  it.each<[Part, RegExp, string]>([
    ['register', /R1=ctx\(off=0,imm=0\)/, 'R1=ctx(off=8,imm=0)'],
    ['liveness mark', / R0_w=/, ' R0_rw='],
    ['liveness mark', / R0_w=/, ' R0='],
    ['precise mark', /R([0-9])(_[rw]+)?=P/, 'R$1$2='],
    ['references', /(R10=fp0.*)\n/, '$1 refs=7\n'],
    ['callback', /(R10=fp0.*)\n/, '$1 cb\n'],
    ['frame', /0: R1=/, '0: frame1: R1='],
    ['what is set', /(from [0-9]+ to [0-9]+:.*) R10=fp0/, '$1'],
    ['register', /(from [0-9]+ to [0-9]+:.*) R10=fp0/, '$1 R10=fp-8'],
    ['path', /\n2: \(/, '\n3: ('],
  ])('differs in its %s', (part, found, put) => {
    const log = refused.row.log.replace(found, put);
    expect(log).not.toBe(refused.row.log);
    // another number of an instruction is another program's, where the opcodes are not the same
    const replayed = replayLog(kernel, refused.program, traceOf(log));
    if (replayed.kind === 'unusable') expect(part).toBe('path');
    else expect(replayed.kind === 'followed' ? differing(replayed.tally) : []).toContain(part);
  });

  it('tells the first difference of each kind with its place', () => {
    const { tally } = replay(refused, refused.row.log.replace('R1=ctx(off=0,imm=0)', 'R1=ctx(off=8,imm=0)'));
    expect(tally.of('register').first).toMatchObject({
      insn: 0,
      what: 'R1',
      kernel: 'ctx(off=8,imm=0)',
      ours: 'ctx(off=0,imm=0)',
    });
    expect(tally.linesEqual).toBe(tally.lines - 1);
    expect(tally.statesEqual).toBe(tally.states - 1);
  });

  it('is another program’s when an opcode differs', () => {
    const log = accepted.row.log.replace(/\n([0-9]+): \(b7\)/, '\n$1: (85)');
    expect(replayLog(kernel, accepted.program, traceOf(log))).toMatchObject({
      kind: 'unusable',
      message: expect.stringContaining('opcode 0x85'),
    });
  });

  it('ends before the machine does, or after it', () => {
    const lines = accepted.row.log.split('\n');
    const last = lines.findLastIndex((line) => /^[0-9]+: \(/.test(line));
    const shorter = [...lines.slice(0, last), ...lines.filter((line) => line.startsWith('processed '))].join('\n');
    expect(differing(replay(accepted, shorter).tally)).toContain('path');
    const longer = lines.toSpliced(last + 1, 0, lines[last] ?? '').join('\n');
    expect(differing(replay(accepted, longer).tally)).toContain('path');
  });
});

describe('a log that is a part of one', () => {
  it('may be cut at its end', () => {
    for (const share of [0.1, 0.35, 0.6, 0.9]) {
      const { log } = accepted.row;
      const cut = log.slice(0, log.lastIndexOf('\n', log.length * share));
      const { tally } = replay(accepted, cut);
      expect(differing(tally)).toEqual([]);
      expect(tally.lines).toBeGreaterThan(0);
    }
  });

  it('may be cut at its beginning, when it has its end', () => {
    const candidates = rows.filter(({ row }) => row.log.length > 5000).slice(0, 12);
    let compared = 0;
    for (const one of candidates) {
      for (const share of [0.15, 0.4, 0.8]) {
        const { log } = one.row;
        const { tally } = replay(one, log.slice(log.indexOf('\n', log.length * share) + 1));
        expect(
          PARTS.flatMap((part) => tally.of(part).first ?? []),
          one.row.name,
        ).toEqual([]);
        compared += tally.states;
      }
    }
    expect(compared).toBeGreaterThan(2000);
  });

  it('can not be followed without beginning and end', () => {
    const { log } = accepted.row;
    const middle = log.slice(log.indexOf('\n', log.length * 0.3) + 1, log.indexOf('\n', log.length * 0.6));
    expect(replayLog(kernel, accepted.program, traceOf(middle))).toMatchObject({
      kind: 'unusable',
      message: expect.stringMatching(/neither/),
    });
  });

  it('may be of level 1: the last path alone', () => {
    let compared = 0;
    for (const one of rows.filter(({ row }) => row.log.includes('\nfrom '))) {
      const replayed = replayLog(kernel, one.program, traceOf(levelOne(traceOf(one.row.log))));
      if (replayed.kind !== 'followed' || !replayed.onePath) continue;
      expect(
        PARTS.flatMap((part) => replayed.tally.of(part).first ?? []),
        one.row.name,
      ).toEqual([]);
      expect(replayed.tally.of('liveness mark').compared).toBe(0);
      compared += replayed.tally.states;
    }
    expect(compared).toBeGreaterThan(2000);
  });

  it('may show no instruction', () => {
    const log =
      'func#0 @0\nlast insn is not an exit or jmp\nprocessed 0 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n';
    expect(replayLog(kernel, accepted.program, traceOf(log))).toEqual({ kind: 'silent' });
  });
});

describe('a constant that only who loaded the program knew', () => {
  // r1 = ? ll; r0 = r1; exit
  const insns = '18010000000000000000000000000000bf100000000000009500000000000000';
  const json = JSON.stringify({ format: 'kfuncspec/program@1', name: 'addresses', progType: 'socket_filter', license: 'GPL', insns });
  const program = new ProgramJsonLoader(FACTS_6_1).load(json);
  const log = (value: string): string => `0: R1=ctx(off=0,imm=0) R10=fp0
0: (18) r1 = 0x<addr>${value === '' ? '' : `                     ; R1_w=${value}`}
2: (bf) r0 = r1                       ; R0_w=${value === '' ? 'scalar(id=1)' : value} R1_w=${value === '' ? 'scalar(id=1)' : value}
3: (95) exit
processed 3 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
`;

  it.each(['-2071834400', '5', '9223372036854775807', ''])('is taken from the log: %s', (value) => {
    if (!program.ok) throw new Error(program.error.message);
    const replayed = replayLog(kernel, { ...program.value, unknownConstants: [0] }, traceOf(log(value)));
    if (replayed.kind !== 'followed') throw new Error(replayed.kind);
    expect(replayed.verdict.kind).toBe('accept');
    expect(differing(replayed.tally)).toEqual([]);
    expect(replayed.tally.lines).toBe(value === '' ? 2 : 3);
  });
});

/** What a log of level 1 has of a log of level 2: the way to its last instruction, without a branch's own line. */
function levelOne(trace: LogTrace): string {
  const lines = pathTo(trace).flatMap((index, i, path) => {
    const step = trace.steps[index];
    if (step === undefined) return [];
    const { insn, before, text } = step;
    // behind a jump stands what it left on the side that was walked first
    const after = path[i + 1] === index + 1 ? step.after : undefined;
    const code = trace.events.find((event) => event.kind === 'insn' && event.insn === insn);
    const opcode = code?.kind === 'insn' ? (code.opcode ?? 0).toString(16).padStart(2, '0') : '00';
    return [
      ...(before === undefined ? [] : [`${insn}:${before.text}`]),
      `${insn}: (${opcode}) ${text}${after === undefined ? '' : ` ;${after.text}`}`,
    ];
  });
  return `${lines.join('\n')}\nprocessed ${trace.statistics.processed} insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n`;
}

describe('ids', () => {
  it('may be others, as long as equal ones stay equal', () => {
    const renaming = new Renaming();
    expect(renaming.sameText('map_value_or_null(id=3,off=0)', 'map_value_or_null(id=7,off=0)')).toBe(true);
    expect(renaming.sameText('scalar(id=3)', 'scalar(id=7)')).toBe(true);
    expect(renaming.sameText('scalar(id=4)', 'scalar(id=7)')).toBe(false);
    expect(renaming.sameText('scalar(id=3)', 'scalar(id=8)')).toBe(false);
    expect(renaming.sameText('ptr_(id=5,ref_obj_id=5)', 'ptr_(id=6,ref_obj_id=9)')).toBe(false);
    expect(renaming.sameText('scalar(id=3)', 'scalar()')).toBe(false);
    expect(renaming.sameList([3], [7])).toBe(true);
    expect(renaming.sameList([3, 11], [7, 7])).toBe(false);
  });

  it('are the same under every renaming that is one', () => {
    const ids = fc.array(fc.integer({ min: 1, max: 8 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(ids, fc.shuffledSubarray([1, 2, 3, 4, 5, 6, 7, 8], { minLength: 8 }), fc.nat(), (theirs, permutation, at) => {
        const ours = theirs.map((id) => permutation[id - 1] ?? 0);
        expect(new Renaming().sameList(theirs, ours)).toBe(true);
        // one id that becomes another breaks it, when it is there twice
        const place = at % theirs.length;
        const broken = ours.toSpliced(place, 1, 9);
        expect(new Renaming().sameList(theirs, broken)).toBe(theirs.filter((id) => id === theirs[place]).length === 1);
      }),
    );
  });

  it('of a whole log', () => {
    const renamed = accepted.row.log.replace(/\bid=([0-9]+)/g, (_, id) => `id=${Number(id) + 100}`);
    expect(renamed).not.toBe(accepted.row.log);
    expect(differing(replay(accepted, renamed).tally)).toEqual([]);
  });
});
