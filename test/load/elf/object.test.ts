import { describe, expect, it } from 'vitest';
import { type KernelConfig, loadObject, parseKernelConfig } from '../../../tools/load/elf/index.js';
import { ProgramJsonLoader } from '../../../tools/load/program-json.js';
import { FACTS_6_1 } from '../facts.js';
import { codeOf, kernelBtf, must, type Order, objectBytes, sample, troubleOf } from './objects.js';

describe.each<Order>(['el', 'eb'])('an object (%s)', (order) => {
  const object = sample(order);

  it('knows its programs by their sections', () => {
    expect(object.license).toBe('GPL');
    expect(object.programs).toContainEqual(expect.objectContaining({ name: 'walks', section: 'tc' }));
    expect(object.programs.map(({ name }) => name)).not.toContain('twice');
    expect(codeOf(object, 'inner_map').program).toMatchObject({
      progType: 'xdp',
      expectedAttachType: 'xdp',
      attachTo: null,
      flags: [],
      license: 'GPL',
    });
    expect(codeOf(object, 'attached').program).toMatchObject({
      progType: 'tracing',
      expectedAttachType: 'trace_fentry',
      attachTo: 'hook_target',
      flags: ['sleepable'],
    });
  });

  it('is only read: its bytes, a Buffer, too, serve for another kernel', () => {
    const bytes = Buffer.from(objectBytes('sample', order));
    const load = () => must(loadObject(bytes, { facts: FACTS_6_1, targetBtf: kernelBtf(order) })).programs.map(({ load }) => load().ok);
    const first = load();
    expect(load()).toEqual(first);
    expect(bytes.equals(objectBytes('sample', order))).toBe(true);
  });

  it('appends subprograms in the order of their calls', () => {
    const { program } = codeOf(object, 'calls');
    expect(program.functions.map(({ offset, name, isGlobal }) => [offset, name, isGlobal])).toEqual([
      [0, 'calls', true],
      [15, 'shared', true],
      [21, 'twice', false],
    ]);
    const calls = [...program.insns.code.keys()].filter((i) => program.insns.code[i] === 0x85);
    expect(calls.map((at) => at + 1 + (program.insns.imm[at] ?? 0)).sort()).toEqual([15, 21, 21]);
  });

  it('gives callbacks by their place', () => {
    const { program } = codeOf(object, 'walks');
    const at = [...program.insns.code.keys()].find((i) => program.insns.code[i] === 0x18 && program.insns.src[i] === 4) ?? -1;
    const callback = program.functions.find(({ name }) => name === 'each');
    expect(at + 1 + (program.insns.imm[at] ?? 0)).toBe(callback?.offset);
  });

  it('makes maps of definitions in BTF', () => {
    expect(codeOf(object, 'takes').program.maps).toMatchObject([
      {
        name: 'table',
        type: 'hash',
        keySize: 4,
        valueSize: 16,
        maxEntries: 16,
        kptrs: [{ offset: 8, kind: 'ref', typeName: 'handle' }],
        hasBtf: true,
      },
    ]);
    expect(codeOf(object, 'inner_map').program.maps).toMatchObject([
      { name: 'outer.inner', type: 'array', valueSize: 8, inner: -1 },
      { name: 'outer', type: 'array_of_maps', keySize: 4, valueSize: 4, maxEntries: 4, inner: 0, hasBtf: false },
    ]);
  });

  it('makes arrays of sections of variables', () => {
    const maps = codeOf(object, 'calls').program.maps;
    expect(maps).toMatchObject([
      { name: '.bss', type: 'array', keySize: 4, valueSize: 8, maxEntries: 1, hasBtf: true },
      {
        name: '.rodata',
        valueSize: 4,
        flags: (1 << 7) | (1 << 10),
        frozen: true,
        hasBtf: true,
        // what a big-endian machine would read is not known here
        ...(order === 'el' ? { contents: Uint8Array.from([5, 0, 0, 0]) } : {}),
      },
    ]);
    expect(codeOf(object, 'reads_kconfig').program.maps).toMatchObject([{ name: '.kconfig', valueSize: 8, frozen: true, hasBtf: true }]);
  });

  it('names kfuncs, and tells what is not there', () => {
    expect(codeOf(object, 'takes').program.kfuncs).toEqual(['handle_get', 'handle_put']);
    expect(troubleOf(object, 'calls_missing')).toBe("extern (func ksym) 'missing_kfunc': not found in kernel or module BTFs");
    expect(troubleOf(object, 'calls_changed')).toMatch(
      /^extern \(func ksym\) 'changed_kfunc': func_proto \[\d+\] incompatible with vmlinux \[\d+\]$/,
    );
    expect(troubleOf(object, 'unknown_section')).toBe("missing BPF prog type, check ELF section name 'unheard/of'");
    expect(troubleOf(object, 'attached_nowhere')).toBe("failed to find kernel BTF type ID of 'nowhere_to_go': -3");
    expect(troubleOf(object, 'attached_to_nothing')).toMatch(/no BTF-based attach target/);
  });

  it('knows kfuncs of modules by name, and none of the kernel without its BTF', () => {
    const withModules = sample(order, { kfuncs: new Set(['missing_kfunc', 'handle_get', 'handle_put']) });
    expect(codeOf(withModules, 'calls_missing').program.kfuncs).toEqual(['missing_kfunc']);
    expect(codeOf(withModules, 'calls_changed').program.kfuncs).toEqual(['changed_kfunc']);
    expect(troubleOf(withModules, 'offsets')).toMatch(/^CO-RE relocation <byte_off> .* needs the BTF of the kernel \(--btf\)$/);
  });

  it('makes a call of a weak kfunc that is not there one that fails when it is reached', () => {
    const { program, poisoned } = codeOf(object, 'calls_weak');
    expect(poisoned).toEqual([{ insn: 1, kind: 'kfunc', message: "kfunc 'weak_kfunc' is referenced but wasn't resolved" }]);
    expect(program.insns.src[1]).toBe(0);
    const address = codeOf(object, 'asks_weak').program.insns;
    expect([...address.code].indexOf(0x18)).toBeGreaterThanOrEqual(0);
    expect(address.src[[...address.code].indexOf(0x18)]).toBe(0);
  });

  it('knows of the address of a symbol without a type only that it is one', () => {
    const { insns, unknownConstants } = codeOf(object, 'uses_untyped').program;
    expect(unknownConstants?.map((at) => [insns.code[at], insns.src[at], insns.imm[at]])).toEqual([[0x18, 0, 0]]);
    expect(codeOf(object, 'calls').program.unknownConstants).toBeUndefined();
  });

  it('tells the source of instructions', () => {
    const { source, lines, program } = codeOf(object, 'calls');
    expect(source[0]).toMatchObject({ insn: 0, file: './sample.c' });
    expect(source.map(({ text }) => text)).toContain('\treturn setting;');
    expect(lines).toHaveLength(program.insns.length);
    expect(lines.every((line) => line > 0)).toBe(true);
  });

  it('reads .kconfig from what it is given', () => {
    const mapOf = (kconfig?: KernelConfig) => codeOf(sample(order, { kconfig }), 'reads_kconfig').program.maps[0];
    const without = mapOf({ settings: new Map() });
    const known = mapOf(parseKernelConfig('# Linux/x86 6.1.192 Kernel Configuration\nCONFIG_HZ=250\n'));
    const contents = (bytes: number[]) => (order === 'el' ? Uint8Array.from(bytes) : undefined);
    const unknown = (from: number, to: number) => (order === 'el' ? [[from, to]] : undefined);
    expect([known?.contents, known?.unknownContents]).toEqual([contents([250, 0, 0, 0, 192, 1, 6, 0]), undefined]);
    expect([without?.contents, without?.unknownContents]).toEqual([contents([0, 0, 0, 0, 0, 0, 0, 0]), unknown(4, 8)]);
    expect(mapOf()?.unknownContents?.flat()).toEqual(order === 'el' ? [0, 4, 4, 8] : undefined);
  });

  // program JSON is little endian
  if (order === 'el')
    it('is the same program as JSON', () => {
      for (const name of ['calls', 'takes', 'inner_map', 'walks', 'offsets']) {
        const { program, json } = codeOf(object, name);
        const again = must(new ProgramJsonLoader(FACTS_6_1).fromValue(JSON.parse(JSON.stringify(json))));
        expect(again).toEqual(program);
      }
    });
});
