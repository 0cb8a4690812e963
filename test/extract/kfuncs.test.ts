import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { facts, kfuncs, typeText } from './spec-files.js';

interface GoldenKfunc {
  readonly name: string;
  readonly module: string;
  readonly flags: readonly string[];
  readonly params: readonly { readonly name: string; readonly type: string }[];
  readonly returns: string;
  readonly btfId: number;
  readonly progTypes: readonly string[];
}

const golden = new URL('../../../shared/golden/6.1/kfuncs.json', import.meta.url);
/** Not a flag of the kernel's: which of two registrations a function has. */
const OURS = 'DESTRUCTOR';

const bare = (type: string): string => type.replace(/\b(?:struct|union|enum) /g, '');

describe.skipIf(!existsSync(golden))('kfuncs of 6.1 as recorded from the kernel', () => {
  const { kfuncs: recorded }: { kfuncs: GoldenKfunc[] } = JSON.parse(readFileSync(golden, 'utf8'));

  it('names them all, and no others', () => {
    expect(kfuncs.map((k) => k.name.text).sort()).toEqual(recorded.map((k) => k.name).sort());
  });

  it.each(recorded.map((k) => [k.name, k] as const))('%s', (name, kernel) => {
    const declared = kfuncs.find((k) => k.name.text === name);
    expect(declared).toBeDefined();
    if (!declared) return;
    expect(declared.module?.text ?? 'vmlinux').toBe(kernel.module);
    expect(declared.flags.map((f) => f.text).filter((f) => f !== OURS)).toEqual(kernel.flags);
    expect(declared.params.map((p) => [p.name.text, typeText(p.type)])).toEqual(kernel.params.map((p) => [p.name, bare(p.type)]));
    expect(typeText(declared.returns)).toBe(bare(kernel.returns));
    expect(declared.programs.map((p) => p.text)).toEqual([...new Set(kernel.progTypes.map((p) => p.split('/')[0]))]);
    expect(facts.functions.get(name)?.id).toBe(kernel.btfId);
  });
});

describe('kfunc declarations', () => {
  it.each(kfuncs.map((k) => [k.name.text, k] as const))('%s has the prototype that its BTF says', (name, declared) => {
    const fact = facts.functions.get(name);
    expect(fact?.btf).toBe(declared.module?.text ?? 'vmlinux');
    const spaced = (type: string): string => bare(type).replace(/(\*+)$/, ' $1');
    expect(fact?.params.map((p) => [p.name, spaced(p.text)])).toEqual(declared.params.map((p) => [p.name.text, typeText(p.type)]));
    expect(spaced(fact?.returnsText ?? '')).toBe(typeText(declared.returns));
  });
});
