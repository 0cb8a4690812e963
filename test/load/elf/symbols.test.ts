import { describe, expect, it } from 'vitest';
import { type Btf, KIND, parseSplitBtf } from '../../../tools/load/btf/index.js';
import { loadObject } from '../../../tools/load/elf/index.js';
import { FACTS_6_1 } from '../facts.js';
import { codeOf, kernelBtf, must, type Order, objectBytes, troubleOf } from './objects.js';

const LD_IMM64 = 0x18;

describe.each<Order>(['el', 'eb'])('what an object says of the kernel and of its functions (%s)', (order) => {
  const kernel = kernelBtf(order);
  const object = must(loadObject(objectBytes('symbols', order), { facts: FACTS_6_1, targetBtf: kernel }));

  /** Immediates and source register of each ld_imm64. */
  function loads(name: string): [id: number, module: number, src: number][] {
    const { code, imm, src } = codeOf(object, name).program.insns;
    return [...code.keys()].filter((i) => code[i] === LD_IMM64).map((i) => [imm[i] ?? 0, imm[i + 1] ?? 0, src[i] ?? 0]);
  }

  const idOf = (kind: number, name: string) => kernel.findByName(kind, name) ?? 0;

  it('is what the BTF of the kernel says of a variable', () => {
    const { symbols = [] } = codeOf(object, 'takes_addresses').program;
    const ticks = {
      id: idOf(KIND.var, 'ticks'),
      module: 0,
      name: 'ticks',
      isVariable: true,
      isPercpu: true,
      type: { kind: 'int', name: 'int', size: 4 },
      isPlain: true,
    };
    expect(symbols).toContainEqual(ticks);
    expect(symbols).toContainEqual({
      ...ticks,
      id: idOf(KIND.var, 'idle_task'),
      name: 'idle_task',
      type: { kind: 'struct', name: 'task', size: kernel.sizeOrType(idOf(KIND.struct, 'task')) },
    });
    expect(symbols).toHaveLength(2);
    expect(loads('takes_addresses').sort()).toEqual(symbols.map(({ id }) => [id, 0, 3]).sort());
  });

  it('says which variables are no per-CPU ones, and which go by a typedef', () => {
    const { symbols = [] } = codeOf(object, 'takes_more').program;
    expect(symbols.map(({ name, isPercpu, isPlain, type }) => [name, isPercpu, isPlain, type.name]).sort()).toEqual([
      ['renamed_handle', true, false, 'handle_t'],
      ['the_task', false, true, 'task'],
      ['ticks', true, true, 'int'],
    ]);
  });

  it('says what is no variable, and gives what is not there the address 0', () => {
    expect(codeOf(object, 'takes_function').program.symbols).toMatchObject([{ name: 'handle_put', isVariable: false, isPercpu: false }]);
    expect(codeOf(object, 'takes_none').program.symbols).toBeUndefined();
    expect(loads('takes_none')).toEqual([[0, 0, 0]]);
  });

  it('needs the BTF of the kernel', () => {
    const without = must(loadObject(objectBytes('symbols', order), { facts: FACTS_6_1 }));
    expect(troubleOf(without, 'takes_addresses')).toMatch(/needs the BTF of the kernel/);
  });

  it('has the prototypes of functions, typedefs and modifiers stripped', () => {
    const int = { kind: 'int', name: '', size: 4 };
    const pointer = (pointee: object) => ({ kind: 'ptr', name: '', size: 8, pointee });
    const { functions } = codeOf(object, 'calls').program;
    expect(functions.find(({ name }) => name === 'sum')).toMatchObject({
      isGlobal: true,
      returns: int,
      params: [
        pointer({ kind: 'struct', name: 'pair', size: 8 }),
        pointer({ kind: 'fwd', name: 'somewhere', size: 0 }),
        pointer({ kind: 'void', name: '', size: 0 }),
        { ...int, size: 1 },
        pointer(int),
      ],
    });
    expect(functions.find(({ name }) => name === 'nothing')).toMatchObject({
      isGlobal: false,
      returns: { kind: 'void' },
      params: [int],
    });
    expect(functions.find(({ name }) => name === 'hidden')).toMatchObject({
      isGlobal: false,
      returns: { ...int, size: 8 },
      params: [pointer({ kind: 'func_proto', name: '', size: 0 })],
    });
  });
});

/** BTF of a module with one per-CPU variable, an int. */
function moduleWith(base: Btf, name: string): Btf {
  const int = base.findByName(KIND.int, 'int') ?? 0;
  const names = base.bytes.length - base.stringsStart;
  const section = names + name.length + 1;
  const variable = [names, KIND.var << 24, int, 1];
  const datasec = [section, (KIND.datasec << 24) | 1, 4, base.count, 0, 4];
  const types = [...variable, ...datasec];
  const strings = new TextEncoder().encode(`${name}\0.data..percpu\0`);
  const header = [0x0001eb9f, 24, 0, 4 * types.length, 4 * types.length, strings.length];
  const bytes = new Uint8Array(4 * (header.length + types.length) + strings.length);
  const view = new DataView(bytes.buffer);
  for (const [i, word] of [...header, ...types].entries()) view.setUint32(4 * i, word, true);
  bytes.set(strings, 4 * (header.length + types.length));
  return must(parseSplitBtf(base, bytes));
}

describe("a module's variables", () => {
  it('are told from the kernel’s by the second immediate', () => {
    const kernel = kernelBtf('el');
    const modules = [
      { name: 'other', btf: moduleWith(kernel, 'something_else') },
      { name: 'extra', btf: moduleWith(kernel, 'no_variable') },
    ];
    const object = must(loadObject(objectBytes('symbols', 'el'), { facts: FACTS_6_1, targetBtf: kernel, modules }));
    const { program } = codeOf(object, 'takes_none');
    expect(program.symbols).toMatchObject([{ name: 'no_variable', id: kernel.count, module: 2, isPercpu: true }]);
    const at = [...program.insns.code].indexOf(LD_IMM64);
    expect([program.insns.imm[at], program.insns.imm[at + 1]]).toEqual([kernel.count, 2]);
  });
});
