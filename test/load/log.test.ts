import { describe, expect, it } from 'vitest';
import { LogReader, type LogTrace, PrintedState, parseLog, parseLogStream, parsePrintedValue, pathTo } from '../../tools/load/log/index.js';

const LOG = `func#0 @0
0: R1=ctx(off=0,imm=0) R10=fp0
; int x = *p;
0: (79) r6 = *(u64 *)(r1 +0)          ; R1=ctx(off=0,imm=0) R6_w=scalar()
1: (15) if r6 == 0x0 goto pc+2        ; R6_w=scalar()
2: (b7) r0 = 0                        ; R0_w=0
3: (95) exit

from 1 to 4: R1=ctx(off=0,imm=0) R6=0 R10=fp0
4: R1=ctx(off=0,imm=0) R6=0 R10=fp0
; return y; @ prog.c:12
4: (bf) r0 = r2
R2 !read_ok
verification time 15 usec
stack depth 8+16
processed 6 insns (limit 1000000) max_states_per_insn 1 total_states 2 peak_states 3 mark_read 4
`;

function traces(text: string): readonly LogTrace[] {
  const result = parseLog(text);
  if (!result.ok) throw new Error(result.error.message);
  return result.value;
}

function only(text: string): LogTrace {
  const [trace, ...more] = traces(text);
  if (trace === undefined || more.length > 0) throw new Error(`${more.length + 1} traces`);
  return trace;
}

describe('a log', () => {
  const trace = only(LOG);

  it('gives steps, branches, the message and the statistics', () => {
    expect(trace.steps.map((step) => [step.insn, step.text, step.line])).toEqual([
      [0, 'r6 = *(u64 *)(r1 +0)', 4],
      [1, 'if r6 == 0x0 goto pc+2', 5],
      [2, 'r0 = 0', 6],
      [3, 'exit', 7],
      [4, 'r0 = r2', 12],
    ]);
    expect(trace.segments).toEqual([
      { start: 0, from: undefined },
      { start: 4, from: { insn: 1, to: 4, speculative: false } },
    ]);
    expect(trace).toMatchObject({ message: 'R2 !read_ok', insn: 4, functions: [0], hasStart: true, hasEnd: true });
    expect(trace.statistics).toEqual({
      processed: 6,
      limit: 1_000_000,
      maxStatesPerInsn: 1,
      totalStates: 2,
      peakStates: 3,
      markRead: 4,
      verificationMicroseconds: 15,
      stackDepth: [8, 16],
    });
    expect(trace.sources).toEqual([
      { step: 0, text: 'int x = *p;', file: undefined, fileLine: undefined },
      { step: 4, text: 'return y;', file: 'prog.c', fileLine: 12 },
    ]);
  });

  it('gives states as structures', () => {
    expect(trace.steps[0]?.after?.register(1)).toMatchObject({ base: 'ctx', fields: { off: 0, imm: 0n } });
    expect(trace.steps[4]?.before?.registers.map(({ number, live, value }) => [number, live, value.text])).toEqual([
      [1, '', 'ctx(off=0,imm=0)'],
      [6, '', '0'],
      [10, '', 'fp0'],
    ]);
  });

  it('gives the way to the last instruction', () => {
    expect(pathTo(trace).map((step) => trace.steps[step]?.insn)).toEqual([0, 1, 4]);
    expect(pathTo(trace, 3).map((step) => trace.steps[step]?.insn)).toEqual([0, 1, 2, 3]);
  });

  it('may come in pieces', async () => {
    const bytes = new TextEncoder().encode(LOG);
    const pieces = async function* () {
      for (let at = 0; at < bytes.length; at += 13) yield bytes.subarray(at, at + 13);
    };
    const streamed = await parseLogStream(pieces());
    expect(streamed.ok && streamed.value[0]?.steps.map((step) => step.text)).toEqual(trace.steps.map((step) => step.text));
  });
});

describe('whatever stands around a log', () => {
  const plain = only(LOG);
  const same = (text: string): void => {
    const trace = only(text);
    expect(trace.steps.map(({ insn, text }) => [insn, text])).toEqual(plain.steps.map(({ insn, text }) => [insn, text]));
    expect([trace.message, trace.statistics.processed, trace.segments]).toEqual([plain.message, 6, plain.segments]);
  };
  const prefixed = (prefix: (line: number) => string): string =>
    LOG.split('\n')
      .map((line, i) => prefix(i) + line)
      .join('\n');

  it.each<[string, (line: number) => string]>([
    ['the kernel’s time', (i) => `[   12.34567${i % 10}] `],
    ['a time', (i) => `2024-05-01T10:00:${10 + i}.123Z `],
    ['syslog', (i) => `Nov 22 13:43:${10 + i} host loader[12]: `],
    ['quoting', () => '> '],
    ['a tab', () => '\t'],
    ['an unknown logger', (i) => `lvl=info t=${100 + i} out|`],
  ])('%s', (_, prefix) => {
    same(prefixed(prefix));
  });

  it('a loader’s lines', () => {
    const text = `libbpf: prog 'foo': BPF program load failed: Permission denied
libbpf: prog 'foo': -- BEGIN PROG LOAD LOG --
${LOG}-- END PROG LOAD LOG --
libbpf: prog 'foo': failed to load: -13
libbpf: failed to load object 'x.bpf.o'
`;
    same(text);
    expect(only(text).program).toBe('foo');
  });

  it('Windows line ends', () => {
    same(LOG.replaceAll('\n', '\r\n'));
  });

  it('other programs’ logs', () => {
    const both = traces(
      `libbpf: prog 'a': -- BEGIN PROG LOAD LOG --\n${LOG}-- END PROG LOAD LOG --\nlibbpf: prog 'b': -- BEGIN PROG LOAD LOG --\n${LOG}-- END PROG LOAD LOG --\n`,
    );
    expect(both.map((trace) => [trace.program, trace.steps.length, trace.message])).toEqual([
      ['a', 5, 'R2 !read_ok'],
      ['b', 5, 'R2 !read_ok'],
    ]);
    expect(traces(LOG + LOG)).toHaveLength(2);
  });
});

describe('a log that was cut', () => {
  it('at its end still gives the message', () => {
    const cut = LOG.slice(0, LOG.indexOf('verification'));
    expect(only(cut)).toMatchObject({ message: 'R2 !read_ok', insn: 4, hasStart: true, hasEnd: false });
  });

  it('at its beginning still gives the way that is left', () => {
    const trace = only(LOG.slice(LOG.indexOf('scalar()\n2:')));
    expect(trace).toMatchObject({ message: 'R2 !read_ok', insn: 4, hasStart: false, hasEnd: true });
    expect(pathTo(trace).map((step) => trace.steps[step]?.insn)).toEqual([4]);
  });

  it('at any place never fails', () => {
    for (let at = 0; at <= LOG.length; at++) {
      for (const part of [LOG.slice(at), LOG.slice(0, at)]) {
        const result = parseLog(part);
        if (result.ok) for (const trace of result.value) pathTo(trace);
        else expect(result.error.message).toMatch(/^no verifier log/);
      }
    }
  });

  it('to nothing is no log', () => {
    expect(parseLog('')).toMatchObject({ ok: false });
    expect(parseLog('hello\nworld\n')).toMatchObject({ ok: false, error: { message: expect.stringMatching(/^no verifier log/) } });
  });
});

describe('lines', () => {
  const kinds = (text: string): string[] => {
    const reader = new LogReader();
    return [...reader.push(text), ...reader.end()].map((event) => event.kind);
  };
  it.each([
    ['12: safe', 'pruned'],
    ['from 5 to 9: safe', 'pruned'],
    ['from 5 to 9 (speculative execution): R0=0 R10=fp0', 'branch'],
    ['9:', 'state'],
    ['9: R0=1', 'state'],
    ['9: frame1: R0=1', 'state'],
    ['9: BUG_ld_00', 'insn'],
    ['caller:', 'frame'],
    ['to caller at 9:', 'frame'],
    [' frame1: R1=ctx(off=0,imm=0) R10=fp0', 'frame-state'],
    ['last_idx 9 first_idx 0', 'backtrack'],
    ['regs=2 stack=0 before 9: (67) r1 <<= 2', 'backtrack'],
    ['mark_precise: frame0: regs=r1 stack= before 4: (15) if r0 == 0x10 goto pc+2', 'backtrack'],
    ["parent didn't have regs=10 stack=0 marks: R0_w=0 R10=fp0", 'backtrack'],
    ['Validating f1() func#1...', 'note'],
    ['Func#1 is safe for any args that match its prototype', 'note'],
    ['frame 0: propagating r4', 'note'],
    ['invalid access to map value, value_size=48 off=1008 size=8', 'message'],
    ['12: <invalid CO-RE relocation>', 'insn'],
    ["func 'bpf_iter_task' arg0 has btf_id 91 type STRUCT 'bpf_iter_meta'", 'note'],
    ['old state: R0_w=0 R10=fp0', 'note'],
    ['SCC backedge (4,1)', 'analysis'],
    ['arg JOIN insn 4 -> 9 r1: _ + fp0-8 => fp0-8|fp0+0', 'analysis'],
    ['  7   4: .1........ (07) r1 += 8', 'listing'],
    ['    112: .1........ P (07) r1 += 8', 'listing'],
    ['(12 line(s) omitted)', 'gap'],
    ['Verification failed: Policy: Operation is not allowed', 'report'],
    ['libbpf: failed to load object', 'loader'],
  ])('%s', (line, kind) => {
    expect(kinds(line)).toEqual([kind]);
  });
});

describe('printed values', () => {
  it.each<[string, object]>([
    ['0', { base: 'scalar', constant: 0n, precise: false }],
    ['P-5', { base: 'scalar', constant: -5n, precise: true }],
    ['inv', { base: 'scalar', precise: false }],
    ['invP-3', { base: 'scalar', constant: -3n, precise: true }],
    ['inv(id=2,umax_value=15,var_off=(0x0; 0xf))', { base: 'scalar', fields: { id: 2, umax: 15n } }],
    ['insn(off=8)', { base: 'insn', fields: { off: 8 } }],
    ['mem(id=2,parent_id=1,sz=16)', { base: 'mem', fields: { parentId: 1, size: 16 } }],
    ['0xffffffff', { base: 'scalar', constant: 0xffffffffn }],
    ['fp-8', { base: 'fp', constant: -8n }],
    ['fp[1]-16', { base: 'fp', frame: 1, constant: -16n }],
    ['fp(off=0,smin=-8)', { base: 'fp', fields: { off: 0, smin: -8n } }],
    [
      'map_value_or_null(id=1,off=0,ks=8,vs=48,imm=0)',
      { base: 'map_value', orNull: true, fields: { id: 1, off: 0, keySize: 8, valueSize: 48, imm: 0n } },
    ],
    ['map_value(map=my.map,ks=4,vs=24,off=8)', { base: 'map_value', fields: { map: 'my.map', off: 8 } }],
    [
      'untrusted_ptr_or_null_prog_test_ref_kfunc(id=3,off=0,imm=0)',
      { flags: ['untrusted'], base: 'ptr', typeName: 'prog_test_ref_kfunc', orNull: true },
    ],
    ['ptr_prog_test_ref_kfunc(ref_obj_id=2,off=0,imm=0)', { base: 'ptr', typeName: 'prog_test_ref_kfunc', fields: { refObjId: 2 } }],
    ['percpu_rcu_ptr_foo()', { flags: ['percpu', 'rcu'], base: 'ptr', typeName: 'foo' }],
    ['ptr_', { base: 'ptr', orNull: false }],
    ['pkt(off=8,r=-2,imm=0)', { base: 'pkt', fields: { range: -2 } }],
    ['pkt(off=8,r=0xfffffffffffffffe)', { base: 'pkt', fields: { range: -2 } }],
    ['scalar(umax=255,var_off=(0x0; 0xff))', { fields: { umax: 255n, varOff: { value: 0n, mask: 0xffn } } }],
    ['scalar(smin=umin=umin32=2,smax=0x7fffffff00000000)', { fields: { smin: 2n, umin: 2n, u32Min: 2, smax: 0x7fffffff00000000n } }],
    ['scalar(s32_min=-1,u32_max=-2)', { fields: { s32Min: -1, u32Max: 0xfffffffe } }],
    ['scalar(id=3+8)', { fields: { id: 3, idPlus: 8 } }],
    ['map_value(off=0,ks=4,vs=8,imm=ffffffff)', { fields: { imm: 0xffffffffn } }],
    ['ptr_node(non_own_ref,off=24)', { fields: { nonOwningRef: true, off: 24 } }],
    ['map_value(off=0,ks=4,vs=8,imm=10)', { base: 'map_value', fields: { off: 0, imm: 16n } }],
    ['map_value(map=m,ks=4,vs=8,imm=10)', { base: 'map_value', fields: { map: 'm', imm: 10n } }],
    ['mystery(a=b,c)', { base: 'mystery', fields: { other: { a: 'b', c: '' } } }],
  ])('%s', (text, expected) => {
    expect(parsePrintedValue(text)).toMatchObject({ text, ...expected });
  });

  it('of a frame with its stack and references', () => {
    const state = new PrintedState(
      ' frame1: R1_w=ctx(off=0,imm=0) R10=fp0 fp-8_rw=mmmm???? fp-16=map_value fp-24=????5 fp-32=0 fp-40=00000000 fp-48=mmmmmm0x12 refs=2,4 cb what',
    );
    expect(state).toMatchObject({ frame: 1, refs: [2, 4], callback: 'cb', other: ['what'] });
    expect(state.registers.map(({ number, live }) => [number, live])).toEqual([
      [1, 'w'],
      [10, ''],
    ]);
    expect(state.stack.map(({ offset, live, bytes, value }) => [offset, live, bytes, value?.base, value?.constant])).toEqual([
      [-8, 'rw', 'mmmm????', undefined, undefined],
      [-16, '', undefined, 'map_value', undefined],
      [-24, '', '????', 'scalar', 5n],
      [-32, '', undefined, 'scalar', 0n],
      [-40, '', '00000000', undefined, undefined],
      [-48, '', 'mmmmmm', 'scalar', 0x12n],
    ]);
  });
});
