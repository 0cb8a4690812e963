import type { KernelSymbol, PlainType, Program } from '@kfuncspec/runtime/v1';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AssembledProgram, assemble, printProgram } from '../../tools/load/bpfasm/index.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { programToJson } from '../../tools/load/program-source.js';
import { FACTS_6_1, UAPI_HELPERS } from './facts.js';

const OPTIONS = { facts: FACTS_6_1, helpers: UAPI_HELPERS };

function one(text: string): AssembledProgram {
  const [entry] = assemble(text, OPTIONS);
  if (entry?.program.ok !== true) throw new Error(entry?.program.ok === false ? entry.program.error.message : 'nothing');
  return entry.program.value;
}

function error(text: string): string {
  const [entry] = assemble(text, OPTIONS);
  return entry?.program.ok === false ? entry.program.error.message : 'taken';
}

const identifier = fc.stringMatching(/^[a-z_][a-z0-9_]{0,8}$/);
const size = fc.nat(0xffffffff);
const int = fc.constantFrom(1, 2, 4, 8, 16).map((bytes): PlainType => ({ kind: 'int', name: '', size: bytes }));
const composite = fc
  .tuple(fc.constantFrom('struct', 'union'), fc.oneof(identifier, fc.constant('')), size)
  .map(([kind, name, bytes]): PlainType => ({ kind, name, size: bytes }));
const enumeration = fc.constantFrom(1, 2, 4, 8).map((bytes): PlainType => ({ kind: 'enum', name: '', size: bytes }));
const float = fc.constantFrom(2, 4, 8, 12, 16).map((bytes): PlainType => ({ kind: 'float', name: '', size: bytes }));
const forward = identifier.map((name): PlainType => ({ kind: 'fwd', name, size: 0 }));
const unsized = fc.constantFrom('void', 'func_proto').map((kind): PlainType => ({ kind, name: '', size: 0 }));
const opaquePointer: PlainType = { kind: 'ptr', name: '', size: 8 };
const array = fc.nat(4096).map((bytes): PlainType => ({ kind: 'array', name: '', size: bytes }));
const pointer = fc
  .oneof(int, composite, enumeration, float, forward, unsized, array, fc.constant(opaquePointer))
  .map((pointee): PlainType => ({ kind: 'ptr', name: '', size: 8, pointee }));
const parameter = fc.oneof(int, composite, enumeration, float, pointer, pointer);

/** The BTF of a program that came as text is new: its ids are none of the text's. */
const withoutIds = (program: Program): Program => ({ ...program, functions: program.functions.map((f) => ({ ...f, btfId: 0 })) });

describe('prototypes', () => {
  it('survive being printed and read, as text and as program JSON', () => {
    const { program } = one('program xdp "p"\nr0 = 0\nexit\nr0 = 0\nexit');
    const func = fc.record({
      name: identifier,
      isGlobal: fc.boolean(),
      returns: fc.oneof(int, pointer, enumeration, fc.constant<PlainType>({ kind: 'void', name: '', size: 0 })),
      params: fc.array(parameter, { maxLength: 7 }),
    });
    fc.assert(
      fc.property(func, func, (first, second) => {
        const functions = [
          { ...first, offset: 0, btfId: 0 },
          { ...second, offset: 2, btfId: 0 },
        ];
        const wanted = { ...program, functions };
        const text = printProgram(wanted, UAPI_HELPERS);
        if (!text.ok) throw new Error(text.error.message);
        expect(withoutIds(one(text.value).program)).toEqual(wanted);
        const json = programToJson(wanted, FACTS_6_1.kptrTags);
        if (!json.ok) throw new Error(json.error.message);
        const again = new ProgramJsonLoader(FACTS_6_1).fromValue(json.value);
        if (!again.ok) throw new Error(again.error.message);
        expect(withoutIds(again.value)).toEqual(wanted);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['func f global (', 'line 2, column 16: expected a type such as int or struct, but the line ends'],
    ['func f global (int', "line 2, column 19: expected ',', but the line ends"],
    ['func f global (intt)', /^line 2, column 16: 'intt' is no type: expected u8/],
    ['func f globl', "line 2, column 8: 'globl': expected static, global, a type such as int, (, or named"],
    ['func f (struct s size 4294967296 *)', "line 2, column 23: a size in bytes '4294967296' is larger than 4294967295"],
  ])('%s', (text, expected) => {
    const message = error(`program xdp\n${text}\nexit`);
    if (typeof expected === 'string') expect(message).toBe(expected);
    else expect(message).toMatch(expected);
  });
});

describe('symbols of the kernel', () => {
  const HEADER = 'ksym runqueues percpu struct rq size 3264 id 38003\n';

  it('are declared for one program or for all, and named by ld_imm64', () => {
    const { program, json } = one(`${HEADER}program xdp\nksym f function id 7 module 2\nr1 = ksym[runqueues]\nr2 = ksym[f]\nexit`);
    expect([...program.insns.imm]).toEqual([38003, 0, 7, 2, 0]);
    expect([...program.insns.src]).toEqual([3, 0, 3, 0, 0]);
    expect(json.insns).toBe('1831000073940000' + '0000000000000000' + '1832000007000000' + '0000000002000000' + '9500000000000000');
    expect(program.symbols).toEqual([
      {
        id: 7,
        module: 2,
        name: 'f',
        isVariable: false,
        isPercpu: false,
        isPlain: true,
        type: { kind: 'void', name: '', size: 0 },
      },
      {
        id: 38003,
        module: 0,
        name: 'runqueues',
        isVariable: true,
        isPercpu: true,
        isPlain: true,
        type: { kind: 'struct', name: 'rq', size: 3264 },
      },
    ]);
    expect(one(`${HEADER}program xdp\nexit`).program.symbols).toBeUndefined();
  });

  it('survive being printed and read', () => {
    const named = fc.oneof(int, pointer, array, enumeration).chain((type) => identifier.map((name): PlainType => ({ ...type, name })));
    const symbol: fc.Arbitrary<KernelSymbol> = fc.record({
      id: fc.nat(200_000),
      module: fc.nat(3),
      name: identifier,
      isVariable: fc.boolean(),
      isPercpu: fc.boolean(),
      isPlain: fc.boolean(),
      type: fc.oneof(named, composite),
    });
    const symbols = fc.uniqueArray(symbol, { minLength: 1, maxLength: 3, selector: ({ name }) => name });
    const { program } = one('program xdp "p"\nr1 = btf_id[7]\nr0 = 0\nexit');
    fc.assert(
      fc.property(symbols, (list) => {
        const imm = program.insns.imm.slice();
        imm[0] = list[0]?.id ?? 0;
        imm[1] = list[0]?.module ?? 0;
        const wanted = { ...program, insns: { ...program.insns, imm }, symbols: list };
        const text = printProgram(wanted, UAPI_HELPERS);
        if (!text.ok) throw new Error(text.error.message);
        expect(withoutIds(one(text.value).program)).toEqual(wanted);
      }),
    );
  });

  it.each([
    ['r1 = ksym[runqueue]', "line 3, column 11: unknown ksym 'runqueue'; did you mean 'runqueues'?"],
    ['ksym runqueues int', "line 3, column 6: ksym 'runqueues' is there already"],
    ['ksym other percpuu int', "line 3, column 12: 'percpuu': expected percpu, typedef, function, a type such as int, id or module"],
  ])('%s', (text, expected) => {
    expect(error(`${HEADER}program xdp\n${text}\nexit`)).toBe(expected);
  });
});
