import { describe, expect, it } from 'vitest';
import { namesOf } from '../../tools/extract/object-names.js';
import { rootsOf, subset } from '../../tools/extract/subset.js';
import { BtfBuilder, KIND, parseBtf } from '../../tools/load/btf/index.js';
import { BtfWriter, intWord } from '../../tools/load/btf/write.js';
import type { ObjectFile } from '../../tools/load/elf/index.js';
import { kernelBtf, must, objectBytes, sample } from '../load/elf/objects.js';

/** What loading each program comes to, but for ids of the kernel's types. */
function outcomes(object: ObjectFile): Record<string, unknown> {
  const entries = object.programs.map(({ name, load }): [string, unknown] => {
    const code = load();
    return [name, code.ok ? { ...code.value.program, poisoned: code.value.poisoned } : code.error.message.replace(/vmlinux \[\d+\]/, '')];
  });
  return Object.fromEntries(entries.filter(([name]) => name !== 'type_ids'));
}

describe('a subset of BTF', () => {
  const kernel = kernelBtf('el');

  it('is enough for the objects that it was made for', () => {
    const bytes = subset(kernel, rootsOf(kernel, must(namesOf(objectBytes('sample', 'el')))));
    const small = must(parseBtf(bytes));
    expect(outcomes(sample('el', { targetBtf: small }))).toEqual(outcomes(sample('el', { targetBtf: kernel })));
  });

  it('has nothing that is not needed, and what is behind pointers without members', () => {
    const builder = new BtfBuilder();
    const int = builder.int('int', 4, true);
    const far = builder.struct('far', 4, [{ name: 'x', type: int, bitOffset: 0 }]);
    const near = builder.struct('near', 4, [{ name: 'y', type: int, bitOffset: 0 }]);
    builder.struct('other', 4, [{ name: 'z', type: int, bitOffset: 0 }]);
    builder.struct('wanted___old', 24, [
      { name: 'p', type: builder.ptr(far), bitOffset: 0 },
      { name: 'a', type: builder.array(near, 2), bitOffset: 64 },
    ]);
    const whole = must(parseBtf(builder.finish()));
    const small = must(parseBtf(subset(whole, rootsOf(whole, new Set(['wanted'])))));
    const found = (name: string): number => small.findByName(KIND.struct, name) ?? 0;
    expect(small.members(found('wanted___old')).map(({ name, bitOffset }) => [name, bitOffset])).toEqual([
      ['p', 0],
      ['a', 64],
    ]);
    expect(small.members(found('near')).map(({ name }) => name)).toEqual(['y']);
    expect(small.members(found('far'))).toEqual([]);
    expect(small.sizeOf(found('far'))).toBe(4);
    expect(found('other')).toBe(0);
  });

  it('has the sections of its variables, with those variables only', () => {
    const writer = new BtfWriter();
    const int = writer.type({ name: 'int', kind: KIND.int, vlen: 0, sizeOrType: 4 }, [intWord(1, 32)]);
    const variable = (name: string) => writer.type({ name, kind: KIND.var, vlen: 0, sizeOrType: int }, [1]);
    const [other, wanted] = [variable('other'), variable('wanted')];
    writer.type({ name: '.data..percpu', kind: KIND.datasec, vlen: 2, sizeOrType: 100 }, [other, 0, 4, wanted, 8, 4]);
    const whole = must(parseBtf(writer.finish(), { origin: 'kernel' }));
    const small = must(parseBtf(subset(whole, rootsOf(whole, new Set(['wanted']))), { origin: 'kernel' }));
    const section = small.findByName(KIND.datasec, '.data..percpu') ?? 0;
    expect(small.secVars(section).map(({ type, offset, size }) => [small.name(type), offset, size])).toEqual([['wanted', 8, 4]]);
    expect(small.findByName(KIND.var, 'other')).toBe(undefined);
  });
});
