import type { ProgramMap } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { disassembler } from '../../tools/report/disassemble.js';
import { Names } from '../../tools/report/names.js';
import { type ReportInput, reportText } from '../../tools/report/report.js';
import { createStyle } from '../../tools/report/style.js';
import { fakeKernel } from './fake-kernel.js';
import { fakePath, fakeProgram, insnsOf } from './fake-path.js';

const plain = createStyle(false);

const map: ProgramMap = {
  name: 'objects',
  type: 'array',
  keySize: 4,
  valueSize: 24,
  maxEntries: 1,
  flags: 0,
  inner: -1,
  spinLock: -1,
  timer: -1,
  kptrs: [
    { offset: 0, kind: 'unref', typeName: 'prog_test_ref_kfunc' },
    { offset: 8, kind: 'ref', typeName: 'prog_test_ref_kfunc' },
  ],
  hasBtf: true,
};

// 0: r1 = map[objects], 2: r2 = r10, 3: call lookup, 4: if r0 == 0 goto +5, 5: r1 = r0, 6: r2 = 0, 7: call kfunc, 8: if r0 == 0 goto +1, 9: exit, 10: exit
const insns = insnsOf(
  '1811000000000000 0000000000000000 bfa2000000000000 8500000001000000 1500050000000000 bf01000000000000 b702000000000000 8520000000000000 1500010000000000 9500000000000000 9500000000000000',
);

function input(rest: Partial<ReportInput> = {}): ReportInput {
  const found = 'map_value(off=0,ks=4,vs=24,imm=0)';
  return {
    kernel: fakeKernel,
    file: 'samples/wrong.bpfasm',
    program: fakeProgram(insns, { name: 'wrong_offset', maps: [map], kfuncs: ['bpf_test_kptr_get'] }),
    verdict: {
      kind: 'reject',
      insn: 7,
      rule: 'map_value@ref_kptr_off/no-kptr',
      message: 'arg#0 no referenced kptr at map value offset=0',
      errno: 22,
      processed: 7,
    },
    path: fakePath({ R1: 'ctx(off=0,imm=0)', R10: 'fp0' }, [
      { insn: 0, next: 2, changes: { R1: 'map_ptr(off=0,ks=4,vs=24,imm=0)' } },
      { insn: 2, changes: { R2: 'fp0' } },
      { insn: 3, changes: { R0: 'map_value_or_null(id=1,off=0,ks=4,vs=24,imm=0)', R1: '?', R2: '?' } },
      { insn: 4, changes: { R0: found } },
      { insn: 5, changes: { R1: found } },
      { insn: 6, changes: { R2: '0' } },
    ]),
    inner: [],
    asked: null,
    lines: null,
    names: new Names(fakeKernel, [map], []),
    disassemble: disassembler(fakeKernel),
    ...rest,
  };
}

describe('a report', () => {
  it('of a wrong argument', () => {
    expect(reportText(input(), plain)).toMatchInlineSnapshot(`
      "rejected: arg#0 no referenced kptr at map value offset=0
        in samples/wrong.bpfasm, program wrong_offset, instruction 7, Linux 6.1, EINVAL

            4  if r0 == 0x0 goto pc+5
            5  r1 = r0
            6  r2 = 0
        >   7  call bpf_test_kptr_get
            8  if r0 == 0x0 goto pc+1
            9  exit
           10  exit

        Registers
          >  R1  pp  map_value(off=0,ks=4,vs=24,imm=0)
             R2  a   0

        Where R1 came from
          3  call bpf_map_lookup_elem#1  from map objects     R0=map_value_or_null(id=1,off=0,ks=4,vs=24,imm=0)
          4  if r0 == 0x0 goto pc+5      not taken: not NULL  R0=map_value(off=0,ks=4,vs=24,imm=0)
          5  r1 = r0                                          R1=map_value(off=0,ks=4,vs=24,imm=0)

        A value of array map objects, 24 bytes
          >   0  8 bytes  unreferenced kptr to struct prog_test_ref_kfunc  <- R1, offset 0
              8  8 bytes  referenced kptr to struct prog_test_ref_kfunc
             16  8 bytes  plain data

        What would be accepted
          look the map value up, check it for NULL, and pass its address plus the offset of a field tagged
          as referenced kptr.

        Rule map_value@ref_kptr_off/no-kptr (spec/constraints/kptr_get.kf:7)
          Only an offset where a referenced kptr begins is one.
      "
    `);
  });

  it('of a leak', () => {
    const object = 'ptr_prog_test_ref_kfunc(ref_obj_id=2,off=0,imm=0)';
    // 0: call kfunc, 1: r6 = r0, 2: r6 = 0, 3: r0 = 0, 4: exit
    const program = fakeProgram(insnsOf('8520000000000000 bf06000000000000 b706000000000000 b700000000000000 9500000000000000'), {
      kfuncs: ['bpf_test_kptr_get'],
    });
    const path = fakePath({}, [
      { insn: 0, changes: { R0: object } },
      { insn: 1, changes: { R6: object } },
      { insn: 2, changes: { R6: '0' } },
      { insn: 3, changes: { R0: '0' } },
    ]);
    const verdict = {
      kind: 'reject',
      insn: 4,
      rule: 'references/leak',
      message: 'Unreleased reference id=2 alloc_insn=0',
      errno: 22,
      processed: 5,
    } as const;
    expect(reportText(input({ program, path, verdict }), plain)).toMatchInlineSnapshot(`
      "rejected: Unreleased reference id=2 alloc_insn=0
        in samples/wrong.bpfasm, program fake, instruction 4, Linux 6.1, EINVAL

           1  r6 = r0
           2  r6 = 0
           3  r0 = 0
        >  4  exit

        The reference id=2
          0  call bpf_test_kptr_get  acquired here                       R0=ptr_prog_test_ref_kfunc(ref_obj_id=2,off=0,imm=0)
          3  r0 = 0                  the last copy, in R0, is lost here

        Rule references/leak (spec/references.kf:3)
      "
    `);
  });

  it('of what is not modelled', () => {
    const verdict = { kind: 'inconclusive', insn: 3, rule: 'dynptr/not-modelled', message: 'dynptrs', processed: 3 } as const;
    expect(reportText(input({ verdict, path: null }), plain)).toMatchInlineSnapshot(`
      "inconclusive: dynptrs
        in samples/wrong.bpfasm, program wrong_offset, instruction 3, Linux 6.1
        This is not modelled, so neither accept nor reject can be said.

           0  r1 = map[objects]
           2  r2 = r10
        >  3  call bpf_map_lookup_elem#1
           4  if r0 == 0x0 goto pc+5
           5  r1 = r0
           6  r2 = 0

        What would help
          give the BTF of the kernel.

        Rule dynptr/not-modelled (spec/d.kf:5)
      "
    `);
  });

  it('of a program that was refused as a whole', () => {
    const verdict = {
      kind: 'reject',
      insn: null,
      rule: 'program/unknown',
      message: 'cannot call kernel function from \u001b[31mnon-GPL',
      errno: 22,
      processed: 0,
    } as const;
    expect(reportText(input({ verdict, path: null, inner: ['the inner reason'] }), plain)).toMatchInlineSnapshot(`
      "rejected: cannot call kernel function from \\u{1b}[31mnon-GPL
        in samples/wrong.bpfasm, program wrong_offset, Linux 6.1, EINVAL
        because the inner reason

        Rule program/unknown
      "
    `);
  });
});
