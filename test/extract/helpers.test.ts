import { describe, expect, it } from 'vitest';
import type { ArgType } from '../../generator/grammar/ast.js';
import { blocks, facts, helpers, kfuncs } from './spec-files.js';

const base = (type: ArgType): string => type.terms[0]?.name.text ?? '';
const has = (type: ArgType, modifier: string): boolean => type.terms.slice(1).some((t) => t.name.text === modifier);
const named = helpers.map((h) => [`${h.id} ${h.name.text} in ${h.programs[0]?.text ?? 'all'}`, h] as const);
const blockNames = (keyword: 'map' | 'program'): string[] => blocks.filter((b) => b.keyword === keyword).map((b) => b.name.text);

describe('helper prototypes of 6.1', () => {
  it('number every helper, and say which of them this kernel is built without', () => {
    const ids = new Set(helpers.map((h) => h.id));
    expect(Array.from({ length: 209 }, (_, i) => i + 1).filter((id) => !ids.has(id))).toEqual([]);
    // override_return, rc_repeat, rc_keydown and rc_pointer_rel
    expect(helpers.filter((h) => h.programs.some((p) => p.text === 'none')).map((h) => h.id)).toEqual([58, 77, 78, 92]);
  });

  it('give one number one name', () => {
    const names = new Map<number, string>();
    for (const h of helpers) expect(names.get(h.id) ?? h.name.text, String(h.id)).toBe(h.name.text) ?? names.set(h.id, h.name.text);
  });

  // check_arg_pair_ok: the kernel refuses a prototype that breaks this.
  it.each(named)('%s pairs memory with its size', (_, h) => {
    h.params.forEach(({ type }, i) => {
      const next = h.params[i + 1]?.type;
      const sized = next !== undefined && ['const_size', 'const_size_or_zero'].includes(base(next));
      if (base(type) === 'mem') expect(sized).toBe(!has(type, 'fixed'));
      else expect(sized).toBe(false);
    });
    expect(['const_size', 'const_size_or_zero']).not.toContain(h.params[0] && base(h.params[0].type));
  });

  // check_raw_mode_ok, and what check_func_arg takes for granted.
  it.each(named)('%s fills one memory at most and knows the map of a key or value', (_, h) => {
    expect(h.params.filter((p) => base(p.type) === 'mem' && has(p.type, 'uninit')).length).toBeLessThanOrEqual(1);
    expect(h.params.filter((p) => has(p.type, 'release')).length).toBeLessThanOrEqual(1);
    const map = h.params.findIndex((p) => base(p.type) === 'const_map_ptr');
    h.params.forEach((p, i) => {
      if (['map_key', 'map_value'].includes(base(p.type))) expect(map).toBeGreaterThanOrEqual(0);
      if (['map_key', 'map_value'].includes(base(p.type))) expect(i).toBeGreaterThan(map);
    });
  });

  // kptr_xchg takes and gives what its kptr points to; no other goes without a name.
  it.each(named)('%s names structures that the facts have', (_, h) => {
    for (const type of [...h.params.map((p) => p.type), h.returns]) {
      const term = type.terms[0];
      if (term?.name.text !== 'btf_id' || h.flags.some((f) => f.text === 'KPTR_XCHG')) continue;
      const name = term.argument?.kind === 'name' ? term.argument.name.text : '';
      expect(facts.find(`struct ${name}`), name).toBeDefined();
    }
  });

  it('change the packet only with the context as first argument', () => {
    const changing = helpers.filter((h) => h.flags.some((f) => f.text === 'CHANGES_PKT_DATA'));
    expect(changing.length).toBeGreaterThan(0);
    for (const h of changing) expect(h.params[0] && base(h.params[0].type), h.name.text).toBe('ctx');
  });
});

describe('names that helpers, kfuncs, maps and programs use of each other', () => {
  it('are program types', () => {
    const known = new Set([...blockNames('program'), 'none']);
    const used = [...helpers, ...kfuncs].flatMap((c) => c.programs.map((p) => p.text.split('/')[0] ?? ''));
    expect([...new Set(used)].filter((name) => !known.has(name))).toEqual([]);
  });

  it('are helpers', () => {
    const known = new Set(helpers.map((h) => h.name.text));
    const listed = blocks.flatMap((b) => b.properties.filter((p) => ['helpers', 'claims'].includes(p.key.text)).flatMap((p) => p.values));
    const names = listed.map((v) => (v.kind === 'name' ? v.name.text : ''));
    expect(names.filter((name) => !known.has(name))).toEqual([]);
  });

  it('are structures of the kernel', () => {
    const structs = blocks.flatMap((b) => b.properties.filter((p) => p.key.text === 'struct').flatMap((p) => p.values));
    const names = structs.map((v) => (v.kind === 'name' ? v.name.text : ''));
    expect(names.length).toBe(blockNames('map').length);
    expect(names.filter((name) => facts.find(`struct ${name}`) === undefined)).toEqual([]);
  });
});
