import { describe, expect, it } from 'vitest';
import { culprits } from '../../tools/report/culprit.js';
import { heldFromText } from '../../tools/report/held-text.js';
import { type Provenance, provenance } from '../../tools/report/provenance.js';
import { type FakeStep, fakePath, insnsOf } from './fake-path.js';

const told = (from: Provenance): string[] => from.origins.map((origin) => `${origin.insn} ${origin.how}`);

describe('where a value came from', () => {
  it('follows copies, offsets, checks and the call that made it', () => {
    // 0: r1 = map, 2: call lookup, 3: if r0 == 0 goto +3, 4: r6 = r0, 5: r6 += 8, 6: r1 = r6
    const insns = insnsOf(
      '1811000000000000 0000000000000000 8500000001000000 1500030000000000 bf06000000000000 0706000008000000 bf61000000000000',
    );
    const path = fakePath({ R1: 'ctx(off=0,imm=0)', R10: 'fp0' }, [
      { insn: 0, next: 2, changes: { R1: 'map_ptr(off=0,ks=4,vs=16,imm=0)' } },
      { insn: 2, changes: { R0: 'map_value_or_null(id=1,off=0,ks=4,vs=16,imm=0)', R1: '?' } },
      { insn: 3, changes: { R0: 'map_value(off=0,ks=4,vs=16,imm=0)' } },
      { insn: 4, changes: { R6: 'map_value(off=0,ks=4,vs=16,imm=0)' } },
      { insn: 5, changes: { R6: 'map_value(off=8,ks=4,vs=16,imm=0)' } },
      { insn: 6, changes: { R1: 'map_value(off=8,ks=4,vs=16,imm=0)' } },
    ]);
    const from = provenance(path, insns, 5, { frame: 0, index: 1 });
    expect(told(from)).toEqual(['2 result', '3 tested', '4 copied', '5 changed', '6 copied']);
    expect(from.initial).toBeNull();
    expect(from.origins[1]?.taken).toBe(false);
  });

  it('follows a value through the stack, also by another register than r10', () => {
    // 0: r2 = r10, 1: r2 += -8, 2: *(u64 *)(r2 +0) = r1, 3: r7 = *(u64 *)(r10 -8)
    const insns = insnsOf('bfa2000000000000 07020000f8ffffff 7b12000000000000 79a7f8ff00000000');
    const path = fakePath({ R1: 'ctx(off=0,imm=0)', R10: 'fp0' }, [
      { insn: 0, changes: { R2: 'fp0' } },
      { insn: 1, changes: { R2: 'fp-8' } },
      { insn: 2, changes: { 'fp-8': 'ctx' } },
      { insn: 3, changes: { R7: 'ctx(off=0,imm=0)' } },
    ]);
    const from = provenance(path, insns, 3, { frame: 0, index: 7 });
    expect(told(from)).toEqual(['2 spilled', '3 filled']);
    expect(from.initial).toEqual({ frame: 0, index: 1 });
  });

  it('tells where an added number came from', () => {
    // 0: r2 = *(u32 *)(r1 +0), 1: r0 += r2
    const insns = insnsOf('6112000000000000 0f20000000000000');
    const path = fakePath({ R0: 'map_value(off=0,ks=4,vs=16,imm=0)', R1: 'ctx(off=0,imm=0)' }, [
      { insn: 0, changes: { R2: 'scalar(umax=4294967295,var_off=(0x0; 0xffffffff))' } },
      { insn: 1, changes: { R0: 'map_value(off=0,ks=4,vs=16,umax=4294967295,var_off=(0x0; 0xffffffff))' } },
    ]);
    const from = provenance(path, insns, 1, { frame: 0, index: 0 });
    expect(told(from)).toEqual(['1 changed']);
    expect(from.added).toHaveLength(1);
    expect(told(from.added[0] ?? from)).toEqual(['0 loaded']);
  });

  it('says when a call took the value back', () => {
    // 0: r6 = r0, 1: r1 = r0, 2: call kfunc, 3: r1 = r6
    const insns = insnsOf('bf06000000000000 bf01000000000000 8520000000000000 bf61000000000000');
    const object = 'ptr_nf_conn(ref_obj_id=2,off=0,imm=0)';
    const path = fakePath({ R0: object }, [
      { insn: 0, changes: { R6: object } },
      { insn: 1, changes: { R1: object } },
      { insn: 2, changes: { R6: 'scalar()', R1: '?', R0: '?' } },
      { insn: 3, changes: { R1: 'scalar()' } },
    ]);
    expect(told(provenance(path, insns, 3, { frame: 0, index: 1 }))).toEqual(['0 copied', '2 lost', '3 copied']);
  });

  it('goes into functions of the program and out of them', () => {
    // 0: call pc+1, 1: exit, 2: r0 = r1, 3: exit
    const insns = insnsOf('8510000001000000 9500000000000000 bf10000000000000 9500000000000000');
    const steps: FakeStep[] = [
      { insn: 0, next: 2, changes: { '1:R1': 'ctx(off=0,imm=0)' } },
      { insn: 2, frame: 1, changes: { '1:R0': 'ctx(off=0,imm=0)' } },
      { insn: 3, frame: 1, next: 1, changes: { R0: 'ctx(off=0,imm=0)', R1: '?' } },
    ];
    const path = fakePath({ R1: 'ctx(off=0,imm=0)' }, steps);
    const from = provenance(path, insns, 2, { frame: 0, index: 0 });
    expect(told(from)).toEqual(['0 passed', '2 copied', '3 returned']);
    expect(from.initial).toEqual({ frame: 0, index: 1 });
    expect(told(provenance(path, insns, 2, { frame: 0, index: 1 }))).toEqual(['3 lost']);
  });
});

describe('which register a message is about', () => {
  const insns = insnsOf('8520000000000000 7913080000000000 9500000000000000');

  it('is the one that it names, an argument by its register', () => {
    expect(culprits('arg#0 must have constant offset', insns, 0).main).toBe(1);
    expect(culprits('kernel function bpf_x args#1 expected pointer to STRUCT a but R2 has a pointer to STRUCT b', insns, 0)).toMatchObject({
      main: 2,
      others: [],
    });
    expect(culprits('R10 is invalid', insns, 0).main).toBe(10);
  });

  it('is an operand of the instruction when it names none', () => {
    expect(culprits('kptr access cannot have variable offset', insns, 1).main).toBe(1);
    expect(culprits('something', insns, 2).main).toBeNull();
    expect(culprits('something', insns, null).main).toBeNull();
  });

  it('is a reference that was acquired somewhere', () => {
    expect(culprits('Unreleased reference id=2 alloc_insn=7', insns, 2)).toMatchObject({ main: null, acquiredAt: 7 });
  });
});

describe('texts of a log', () => {
  it.each([
    ['map_value(off=8,ks=4,vs=32,imm=0)', { isScalar: false, isConstant: true, maybeNull: false }],
    ['map_value_or_null(id=1,off=0,ks=4,vs=24,imm=0)', { maybeNull: true }],
    ['untrusted_ptr_or_null_prog_test_ref_kfunc(id=2,off=0,imm=0)', { maybeNull: true }],
    ['ptr_nf_conn(ref_obj_id=4,off=0,imm=0)', { reference: 4 }],
    ['scalar(umax=4,var_off=(0x0; 0x7))', { isScalar: true, isConstant: false }],
    ['P5', { isScalar: true, isConstant: true }],
    ['scalar()', { isScalar: true, isConstant: false }],
    ['fp-8', { stack: { frame: 1, off: -8 }, isScalar: false }],
    ['fp[0]-16', { stack: { frame: 0, off: -16 } }],
    ['mmmm????', { isScalar: true, isUnset: false }],
  ])('reads %s', (text, expected) => {
    expect(heldFromText(text, 1)).toMatchObject(expected);
  });

  it('knows the offset in a map value', () => {
    expect(heldFromText('map_value(off=8,ks=4,vs=32,imm=10)', 0).mapValue).toEqual({ map: null, off: 24 });
    expect(heldFromText('map_value(off=0,ks=4,vs=24,umax=4,var_off=(0x0; 0x7))', 0).mapValue).toEqual({ map: null, off: null });
  });
});
