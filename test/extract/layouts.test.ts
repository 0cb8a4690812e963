import type { BtfType } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { facts } from './spec-files.js';

const composites = facts.types.flatMap((type, index) => (type.kind === 'struct' || type.kind === 'union' ? [{ type, index }] : []));
const at = (index: number): BtfType => facts.types[index] ?? facts.types[0] ?? expect.fail('no types');

describe('layouts of 6.1', () => {
  it('keep every member inside, in order', () => {
    const wrong = composites.flatMap(({ type }) =>
      type.members.flatMap((member, i) => {
        const bits = member.bitSize || at(member.type).size * 8;
        const before = type.members[i - 1]?.bitOffset ?? 0;
        return member.bitOffset < before || member.bitOffset + bits > type.size * 8 ? [`${type.name}.${member.name}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  it('put the members of a union at its start', () => {
    const wrong = composites.flatMap(({ type }) =>
      type.kind === 'union' ? type.members.filter((m) => m.bitOffset !== 0).map((m) => `${type.name}.${m.name}`) : [],
    );
    expect(wrong).toEqual([]);
  });

  it('let no members of a struct overlap', () => {
    const wrong = composites.flatMap(({ type }) => {
      let end = 0;
      return type.kind === 'union'
        ? []
        : type.members.flatMap((m) => {
            const overlaps = m.bitOffset < end;
            end = m.bitOffset + (m.bitSize || at(m.type).size * 8);
            return overlaps ? [`${type.name}.${m.name}`] : [];
          });
    });
    expect(wrong).toEqual([]);
  });

  it('point to types that exist', () => {
    for (const type of facts.types) {
      expect(facts.types[type.type]).toBeDefined();
      for (const member of type.members) expect(facts.types[member.type]).toBeDefined();
    }
  });

  it('have no members where they are opaque, and hardly a struct has none otherwise', () => {
    const bare = composites.filter(({ type }) => type.size > 0 && type.members.length === 0);
    const known = bare.filter(({ index }) => !facts.opaque.has(index)).map(({ type }) => type.name);
    expect(facts.opaque.size).toBe(bare.length - known.length);
    // Nothing but unnamed bit fields, which BTF leaves out.
    expect(known).toEqual(['bpf_dynptr', 'bpf_timer']);
  });

  it('know what kfuncs take and give, whole', () => {
    const pointees = [...facts.functions.values()]
      .filter((f) => f.id !== undefined)
      .flatMap((f) => [...f.params.map((p) => p.type), f.returns]);
    const structs = pointees.map((index) => (at(index).kind === 'ptr' ? at(index).type : index));
    expect(structs.filter((index) => facts.opaque.has(index)).map((index) => at(index).name)).toEqual([]);
  });

  it('are those of the selftests’ structures', () => {
    const ref = at(facts.find('struct prog_test_ref_kfunc') ?? 0);
    const shape = ref.members.map((m) => [m.name, m.bitOffset, at(m.type).kind, at(m.type).size]);
    expect(ref.size).toBe(32);
    expect(shape).toEqual([
      ['a', 0, 'int', 4],
      ['b', 32, 'int', 4],
      ['memb', 64, 'struct', 8],
      ['next', 128, 'ptr', 8],
      ['cnt', 192, 'struct', 4],
    ]);
    expect(at(at(ref.members[3]?.type ?? 0).type)).toBe(ref);
  });

  it('tell a module’s own types from vmlinux’s', () => {
    const own = facts.findIn('oracle_kf', 'struct ok_obj') ?? 0;
    expect(facts.btfs[facts.typeBtf[own] ?? 0]).toBe('oracle_kf');
    expect(facts.findIn('oracle_kf', 'struct sock')).toBe(facts.find('struct sock'));
    expect(facts.findIn('vmlinux', 'struct ok_obj')).toBeUndefined();
  });
});
