import { describe, expect, it } from 'vitest';
import { type Btf, KIND, parseSplitBtf } from '../../../tools/load/btf/index.js';
import { loadInput } from '../../../tools/load/load.js';
import { FACTS_6_1, UAPI_HELPERS } from '../facts.js';
import { codeOf, kernelBtf, must, objectBytes, sample, troubleOf } from './objects.js';

const kernel = kernelBtf('el');

/** BTF of a module with one function of an int that returns an int. */
function moduleWith(base: Btf, func: string): Uint8Array {
  const int = base.findByName(KIND.int, 'int') ?? 0;
  const names = base.bytes.length - base.stringsStart;
  const types = [0, (KIND.func_proto << 24) | 1, int, 0, int, names, (KIND.func << 24) | 1, base.count];
  const strings = new TextEncoder().encode(`${func}\0`);
  const bytes = new Uint8Array(24 + 4 * types.length + strings.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0001eb9f, true);
  for (const [i, word] of [24, 0, 4 * types.length, 4 * types.length, strings.length, ...types].entries())
    view.setUint32(4 + 4 * i, word, true);
  bytes.set(strings, 24 + 4 * types.length);
  return bytes;
}

describe('types of modules', () => {
  const module = must(parseSplitBtf(kernel, moduleWith(kernel, 'missing_kfunc')));

  it("go on where the kernel's end", () => {
    expect(module.count).toBe(kernel.count + 2);
    expect(module.name(kernel.count + 1)).toBe('missing_kfunc');
    expect(module.name(1)).toBe(kernel.name(1));
  });

  it('have kfuncs', () => {
    const object = sample('el', { targetBtf: kernel, modules: [{ name: 'extra', btf: module }] });
    expect(codeOf(object, 'calls_missing').program.kfuncs).toEqual(['missing_kfunc']);
    expect(codeOf(object, 'takes').program.kfuncs).toEqual(['handle_get', 'handle_put']);
    const wrong = must(parseSplitBtf(kernel, moduleWith(kernel, 'handle_new')));
    expect(troubleOf(sample('el', { targetBtf: kernel, modules: [{ name: 'extra', btf: wrong }] }), 'calls_missing')).toMatch(
      /not found in kernel or module BTFs/,
    );
  });

  it('may be damaged', () => {
    const bytes = moduleWith(kernel, 'missing_kfunc');
    for (let at = 0; at < bytes.length; at++) {
      const changed = bytes.slice();
      changed[at] = 0xff;
      const parsed = parseSplitBtf(kernel, changed);
      if (!parsed.ok) expect(parsed.error.message).toMatch(/BTF/);
    }
    expect(parseSplitBtf(kernel, bytes.subarray(0, 20))).toMatchObject({ ok: false });
  });
});

describe('an object among other inputs', () => {
  it('gives its programs', () => {
    const input = loadInput(objectBytes('sample', 'el'), { facts: FACTS_6_1, helpers: UAPI_HELPERS, targetBtf: kernel });
    if (input.kind !== 'programs') throw new Error('no programs');
    expect(input.from).toBe('object');
    expect(input.programs.find(({ name }) => name === 'calls_weak')).toMatchObject({
      section: 'tc',
      line: 0,
      program: { ok: true },
      poisoned: [{ insn: 1 }],
    });
    expect(input.programs.find(({ name }) => name === 'calls_missing')).toMatchObject({ program: { ok: false } });
  });
});
