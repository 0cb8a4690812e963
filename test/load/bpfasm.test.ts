import { readdirSync, readFileSync } from 'node:fs';
import { emptyInsns, type Program, unpackInsns } from '@kfuncspec/runtime/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssembledProgram, assemble, type BpfasmEntry, insnText, printProgram } from '../../tools/load/bpfasm/index.js';
import { FACTS_6_1, UAPI_HELPERS } from './facts.js';

const OPTIONS = { facts: FACTS_6_1, helpers: UAPI_HELPERS };

function entries(text: string): BpfasmEntry[] {
  return assemble(text, OPTIONS);
}

function one(text: string): AssembledProgram {
  const [entry] = entries(text);
  if (entry?.program.ok !== true) throw new Error(entry?.program.ok === false ? entry.program.error.message : 'nothing');
  return entry.program.value;
}

function error(text: string): string {
  const [entry] = entries(text);
  return entry?.program.ok === false ? entry.program.error.message : 'taken';
}

/** Hexadecimal digits of the instructions of a body. */
function code(body: string): string {
  return one(`program sched_cls\n${body}`).json.insns;
}

describe('instructions', () => {
  it.each([
    ['r2 = r10', 'bfa2000000000000'],
    ['r2 += -8', '07020000f8ffffff'],
    ['w1 = -1', 'b4010000ffffffff'],
    ['r1 s>>= 3', 'c701000003000000'],
    ['r3 = -r3', '8703000000000000'],
    ['r1 s/= r2', '3f21010000000000'],
    ['r1 = (s8)r2', 'bf21080000000000'],
    ['r1 = be32 r1', 'dc01000020000000'],
    ['r1 = bswap64 r1', 'd701000040000000'],
    ['*(u64 *)(r10 -8) = r1', '7b1af8ff00000000'],
    ['*(u8 *)(r1) = 5', '7201000005000000'],
    ['r0 = *(u64 *)(r1 +16)', '7910100000000000'],
    ['r0 = *(s8 *)(r1 + 1)', '9110010000000000'],
    ['r0 = *(u32 *)skb[12]', '200000000c000000'],
    ['r0 = *(u8 *)skb[r7 + -5]', '50700000fbffffff'],
    ['lock *(u64 *)(r10 -8) += r1', 'db1af8ff00000000'],
    ['r1 = atomic64_fetch_add((u64 *)(r10 -8), r1)', 'db1af8ff01000000'],
    ['r0 = atomic_cmpxchg((u32 *)(r10 -4), r0, r2)', 'c32afcfff1000000'],
    ['r5 = atomic64_xchg((u64 *)(r1 +0), r5)', 'db510000e1000000'],
    ['if r0 == 0x0 goto pc+2', '1500020000000000'],
    ['if w1 s> 0xffffffff goto pc-1', '6601ffffffffffff'],
    ['if r1 & r2 goto pc+0', '4d21000000000000'],
    ['goto pc-3', '0500fdff00000000'],
    ['gotol pc+5', '0600000005000000'],
    ['may_goto pc+1', 'e500010000000000'],
    ['call bpf_map_lookup_elem#1', '8500000001000000'],
    ['call map_lookup_elem', '8500000001000000'],
    ['call unknown#4711', '8500000067120000'],
    ['call #5', '8500000005000000'],
    ['call pc+3', '8510000003000000'],
    ['call kernel-function#0', '8520000000000000'],
    ['call bpf_new_kfunc', '8520000000000000'],
    ['r1 = 0x1122334455667788', '1801000088776655' + '0000000044332211'],
    ['r1 = 5 ll', '1801000005000000' + '0000000000000000'],
    ['r1 = -1 ll', '18010000ffffffff' + '00000000ffffffff'],
    ['r1 = btf_id[7]', '1831000007000000' + '0000000000000000'],
    ['r2 = subprog[+4]', '1842000004000000' + '0000000000000000'],
    ['exit', '9500000000000000'],
    ['raw "ff12345678000000"', 'ff12345678000000'],
    ['0: (b7) r0 = 0 ; R0_w=0', 'b700000000000000'],
    ['; a comment\n// another\n  exit // and one', '9500000000000000'],
  ])('%s', (text, hex) => {
    expect(code(text)).toBe(hex);
  });

  it('resolve labels, also of functions, and those behind the last instruction', () => {
    expect(code('start: if r1 > 5 goto end\n  call sub\n  goto start\nsub: exit\nend:')).toBe(
      '2501030005000000' + '8510000001000000' + '0500fdff00000000' + '9500000000000000',
    );
  });

  it('name maps and places in their values', () => {
    const { program } = one(
      'program xdp\nmap a array key 4 value 8\nmap b hash key 8 value 16 entries 2\nr1 = map[b]\nr2 = map[a][0]+4\nexit',
    );
    expect([...program.insns.imm]).toEqual([1, 0, 0, 4, 0]);
    expect([...program.insns.src]).toEqual([1, 0, 2, 0, 0]);
    expect(program.maps.map((map) => [map.name, map.type, map.keySize, map.valueSize, map.maxEntries])).toEqual([
      ['a', 'array', 4, 8, 1],
      ['b', 'hash', 8, 16, 2],
    ]);
  });
});

describe('the header', () => {
  it('says all that a program needs', () => {
    const { program } = one(`
      program tracing "the name"
      license "Dual BSD/GPL"
      attach trace_fentry to bpf_fentry_test1
      flags sleepable, any_alignment
      map inner array key 4 value { 0: kptr foo; 8: kptr_ref struct bar owned, 16: u32[3] } size 40
      map outer array_of_maps key 4 value 4 entries 5 inner inner
      map locked hash key { 0: u64; 8: u32 } flags no_prealloc value {
        0: spin_lock   // the lock
        8: timer t
      } named "other.name"
      func main global int
        r0 = 0
        exit
      func sub static void (struct pair size 8 *, u8, ptr *, struct "" size 4 *, void) named "other"
        exit
    `);
    const plain = (kind: string, size: number, name = '') => ({ kind, name, size });
    const pointer = (pointee: object) => ({ ...plain('ptr', 8), pointee });
    expect(program).toMatchObject({
      name: 'the name',
      progType: 'tracing',
      license: 'Dual BSD/GPL',
      expectedAttachType: 'trace_fentry',
      attachTo: 'bpf_fentry_test1',
      flags: ['sleepable', 'any_alignment'],
      functions: [
        { offset: 0, name: 'main', isGlobal: true, returns: plain('int', 4), params: [] },
        {
          offset: 2,
          name: 'other',
          isGlobal: false,
          returns: plain('void', 0),
          params: [
            pointer(plain('struct', 8, 'pair')),
            plain('int', 1),
            pointer(plain('ptr', 8)),
            pointer(plain('struct', 4)),
            plain('void', 0),
          ],
        },
      ],
    });
    const [inner, outer, locked] = program.maps;
    expect(inner?.kptrs).toEqual([
      { offset: 0, kind: 'unref', typeName: 'foo' },
      { offset: 8, kind: 'ref', typeName: 'bar' },
    ]);
    expect([
      inner?.valueSize,
      outer?.inner,
      outer?.hasBtf,
      locked?.spinLock,
      locked?.timer,
      locked?.keySize,
      locked?.valueSize,
      locked?.flags,
    ]).toEqual([40, 0, false, 0, 8, 16, 24, 1]);
    expect(locked?.name).toBe('other.name');
  });

  it('in front of the first program holds for all of them, and each has only the maps that it uses', () => {
    const text =
      'license MIT\nmap m array key 4 value 8\nprogram xdp a\nexit\nprogram sched_cls b\nr1 = map[m]\nexit\n--- next\nprogram xdp\nexit';
    const programs = assemble(text, { ...OPTIONS, defaultName: 'file' });
    expect(
      programs.map((p) => [
        p.name,
        p.line,
        p.program.ok && p.program.value.program.license,
        p.program.ok && p.program.value.program.maps.length,
      ]),
    ).toEqual([
      ['a', 3, 'MIT', 0],
      ['b', 5, 'MIT', 1],
      ['file #3', 9, 'MIT', 0],
    ]);
  });

  it('with a mistake in one program leaves the others', () => {
    expect(entries('program xdp\nexit\nprogram xdp\nr0 = \n---\nprogram xdp\nexit').map((p) => p.program.ok)).toEqual([true, false, true]);
  });

  it('tells which line each slot comes from', () => {
    expect([...one('program xdp\n\nr1 = 0x5\n\nexit').lines]).toEqual([3, 3, 5]);
  });
});

describe('mistakes', () => {
  const P = 'program xdp\n';
  it.each([
    ['', 'line 1, column 1: no program in this text'],
    ['exit', "line 1, column 1: the first line must be 'program' with a type, such as 'program sched_cls'"],
    ['program', 'line 1, column 8: expected a program type such as sched_cls, but the line ends'],
    [`${P}`, 'line 1, column 1: a program without instructions'],
    [`${P}rO = 1`, "line 2, column 1: expected an instruction, found 'rO'"],
    [`${P}r0 = r16`, "line 2, column 6: 'r16' is nothing that can be loaded"],
    [`${P}r0 = 1 2`, "line 2, column 8: unexpected '2'"],
    [`${P}r0 = 5000000000`, "line 2, column 6: 5000000000 doesn't fit 32 bits: write 'll' behind it to load 64"],
    [`${P}r0 += 0x100000000`, "line 2, column 7: 4294967296 doesn't fit 32 bits"],
    [`${P}r0 = w1`, 'line 2, column 6: both registers must be of one width'],
    [`${P}r0 = *(u64 *)(r1 +40000)`, "line 2, column 18: offset 40000 doesn't fit 16 bits"],
    [`${P}r0 = *(u63 *)(r1 +4)`, "line 2, column 8: 'u63' is no size: expected u8, u16, u32 or u64"],
    [`${P}goto nowhere`, "line 2, column 6: unknown label 'nowhere'"],
    [`${P}out: goto outt`, "line 2, column 11: unknown label 'outt'; did you mean 'out'?"],
    [`${P}a: a: exit`, "line 2, column 4: label 'a' is there already"],
    [`${P}r0: exit`, "line 2, column 1: 'r0' can't be a label"],
    [`${P}r1 = map[m]\nexit`, "line 2, column 10: unknown map 'm'"],
    [`${P}map mine array key 4 value 8\nr1 = map[mien]`, "line 3, column 10: unknown map 'mien'; did you mean 'mine'?"],
    [`${P}map m array key 4 value 8\nmap m hash`, "line 3, column 5: map 'm' is there already"],
    [`${P}map m array keys 4`, "line 2, column 13: a map has no property 'keys'"],
    [`${P}map m array key 4 value { 0: u65 }`, /^line 2, column 30: unknown type 'u65': expected u8, /],
    [`${P}map m array key 4 value { 0: u64; 4: u32 }`, 'line 2, column 35: the field at 4 begins before the one in front of it ends (8)'],
    [`${P}map m array key 4 value { 0: u64\nexit`, /^line 3, column 1: expected the offset of a field, or }, found 'exit'/],
    [`${P}map m array key 4 value {`, "line 2, column 25: '{' is not closed"],
    [
      `${P}map m array key 8 value 8\nexit`,
      'line 1: maps[0]: the kernel refuses such a map: the key of a map of type array has 4 bytes, not 8',
    ],
    [`${P}map much_too_long_a_name array key 4 value 8`, /^line 2, column 5: the kernel takes no map name/],
    [`${P}flags fast`, /^line 2, column 7: unknown flag 'fast': expected strict_alignment, /],
    [`${P}call bpf_map_lookup_elem#2`, 'line 2, column 6: bpf_map_lookup_elem is helper 1, not 2'],
    [`${P}1: (b7) r0 = 0`, 'line 2, column 1: this is instruction 0, the text says 1'],
    [`${P}0: (bf) r0 = 0`, 'line 2, column 1: this has the opcode b7, the text says bf'],
    [`${P}0: R1=ctx(off=0,imm=0) R10=fp0`, /^line 2, column 1: /],
    [`${P}raw "95"`, 'line 2, column 5: expected 16 hexadecimal digits in quotes'],
    [`${P}r0 = "`, "line 2, column 6: unexpected '\"'"],
    [`${P}r0 = \u0007`, "line 2, column 6: unexpected '\\u{7}'"],
  ])('%j', (text, expected) => {
    if (typeof expected === 'string') expect(error(text)).toBe(expected);
    else expect(error(text)).toMatch(expected);
  });

  it('in a name of a kfunc show when the kernel’s kfuncs are known', () => {
    const [entry] = assemble('program xdp\ncall bpf_ct_realease', { ...OPTIONS, kfuncs: new Set(['bpf_ct_release', 'bpf_ct_insert']) });
    expect(entry?.program).toMatchObject({
      error: { message: "line 2, column 6: no helper, kfunc or label 'bpf_ct_realease'; did you mean 'bpf_ct_release'?" },
    });
  });
});

const slot = fc.record({
  code: fc.nat(255),
  regs: fc.nat(255),
  off: fc.integer({ min: -4, max: 4 }),
  imm: fc.oneof(fc.integer({ min: -3, max: 300 }), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
});
const REAL_CODES = [
  0x07, 0x0f, 0xb7, 0xbf, 0x61, 0x79, 0x7a, 0x7b, 0x85, 0x95, 0x05, 0x15, 0x1d, 0xdb, 0x20, 0x50, 0x18, 0xd4, 0xdc, 0x87, 0xa6, 0xbc,
];
const likely = fc.record({
  code: fc.constantFrom(...REAL_CODES),
  regs: fc.nat(255),
  off: fc.integer({ min: -4, max: 4 }),
  imm: fc.integer({ min: -3, max: 255 }),
});

function programOf(slots: readonly { code: number; regs: number; off: number; imm: number }[]): Program {
  const insns = emptyInsns(slots.length);
  for (const [i, { code, regs, off, imm }] of slots.entries()) {
    insns.code[i] = code;
    insns.dst[i] = regs & 15;
    insns.src[i] = regs >> 4;
    insns.off[i] = off;
    insns.imm[i] = imm;
  }
  for (let i = 0; i < insns.length; i++) {
    // references to maps and kfuncs are checked by every loader
    if (insns.code[i] === 0x18 && (insns.src[i] === 1 || insns.src[i] === 2)) insns.imm[i] = 0;
    if (insns.code[i] === 0x85 && insns.src[i] === 2) insns.imm[i] = (insns.imm[i] ?? 0) & 3;
    if (insns.code[i] === 0x18) i++;
  }
  return { ...one('program xdp "p"\nmap m array key 4 value 8\nkfunc k\nkfunc -\nkfunc k\nkfunc j\nexit').program, insns };
}

describe('any instructions', () => {
  it('survive being printed and read', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(slot, likely, likely), { minLength: 1, maxLength: 30 }), (slots) => {
        const program = programOf(slots);
        const text = printProgram(program, UAPI_HELPERS);
        if (!text.ok) throw new Error(text.error.message);
        expect(one(text.value).program).toEqual(program);
      }),
      { numRuns: 1500 },
    );
  });

  it('have a text', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 8, maxLength: 16 }), (bytes) => {
        expect(insnText(unpackInsns(bytes), 0)).toMatch(/^[ -~]+$/);
      }),
    );
  });
});

describe('samples', () => {
  const folder = new URL('../samples/', import.meta.url);
  it.each(readdirSync(folder).filter((file) => file.endsWith('.bpfasm')))('%s', (file) => {
    const text = readFileSync(new URL(file, folder), 'utf8');
    expect(entries(text).every((entry) => entry.program.ok)).toBe(true);
    expect(text).toMatch(/^\/\/ .+\n\/\/ Linux 6\.1: (?:accept|reject, errno [0-9]+, instruction [0-9]+: .+)\n/);
  });
});
