import { describe, expect, it } from 'vitest';
import { readFacts } from '../../generator/facts/read.js';
import { moduleBtf, vmlinuxBtf } from '../../tools/extract/kernel-btf.js';
import { factLines } from '../../tools/extract/lines.js';
import { readRoots, rootRequest } from '../../tools/extract/roots.js';
import { BtfBuilder } from '../../tools/load/btf/index.js';

/** far <- near <- root, an embedded struct with an array, an unnamed union, a function. */
function smallKernel(): Uint8Array {
  const btf = new BtfBuilder();
  const int = btf.int('int', 4, true);
  const far = btf.struct('far', 4, [{ name: 'x', type: int, bitOffset: 0 }]);
  const near = btf.struct('near', 8, [{ name: 'far', type: btf.ptr(far), bitOffset: 0 }]);
  const inner = btf.struct('inner', 8, [{ name: 'a', type: btf.array(int, 2), bitOffset: 0 }]);
  const union = btf.union('', 8, [
    { name: 'u', type: int, bitOffset: 0 },
    { name: 'v', type: btf.ptr(int), bitOffset: 0 },
  ]);
  btf.struct('root', 32, [
    { name: 'in', type: inner, bitOffset: 0 },
    { name: '', type: union, bitOffset: 64 },
    { name: 'near', type: btf.ptr(btf.typeTag('user', near)), bitOffset: 128 },
    { name: 'rows', type: btf.array(btf.ptr(far), 1), bitOffset: 192 },
  ]);
  btf.func('a_kfunc', int, [], false);
  return btf.finish();
}

const bytes = smallKernel();
const vmlinux = vmlinuxBtf(bytes);

function extracted(roots: string): readonly unknown[] {
  return factLines([vmlinux], readRoots(roots), new Set(['a_kfunc'])).lines;
}

describe('extracting facts', () => {
  it('writes a struct with what it embeds, and leaves opaque what lies behind a pointer', () => {
    expect(extracted('struct root 0')).toEqual([
      { btf: 'vmlinux', int: 'int', size: 4, encoding: 'signed' },
      { btf: 'vmlinux', struct: 'far', size: 4, opaque: true },
      { btf: 'vmlinux', struct: 'inner', size: 8, members: [['a', 0, 'int[2]']] },
      { btf: 'vmlinux', struct: 'near', size: 8, opaque: true },
      {
        btf: 'vmlinux',
        struct: 'root',
        size: 32,
        members: [
          ['in', 0, 'struct inner'],
          [
            '',
            64,
            {
              union: '',
              size: 8,
              members: [
                ['u', 0, 'int'],
                ['v', 0, 'int*'],
              ],
            },
          ],
          ['near', 128, 'struct near%user *'],
          ['rows', 192, 'struct far*[1]'],
        ],
      },
    ]);
  });

  it('goes as many pointers far as asked', () => {
    expect(extracted('struct root 1')).toContainEqual({ btf: 'vmlinux', struct: 'near', size: 8, members: [['far', 0, 'struct far*']] });
    expect(extracted('struct near 0')).toContainEqual({ btf: 'vmlinux', struct: 'far', size: 4, opaque: true });
  });

  it('keeps the id of a kfunc', () => {
    expect(extracted('func a_* 0')).toContainEqual({ btf: 'vmlinux', func: 'a_kfunc', id: expect.any(Number), params: [], returns: 'int' });
  });

  it('says what it did not find, and refuses roots that it can not read', () => {
    expect(factLines([vmlinux], [rootRequest('struct', 'nowhere', 0)], new Set()).missing).toEqual(['struct nowhere']);
    expect(() => readRoots('struct a 0\nstruct b')).toThrow("roots, line 2: expected KIND NAME DEPTH, found 'struct b'");
  });

  it('refuses what is no BTF with a word about which', () => {
    expect(() => vmlinuxBtf(new Uint8Array(4))).toThrow(/^vmlinux: /);
    expect(() => moduleBtf('broken', new Uint8Array(30), vmlinux)).toThrow(/^broken: /);
  });
});

describe('a module', () => {
  /** Split BTF: ids and string offsets go on behind the base's. */
  function splitBtf(): Uint8Array {
    const stringsEnd = new DataView(bytes.buffer).getUint32(20, true);
    const text = new TextEncoder().encode('far\0own\0x\0next\0');
    const far = vmlinux.types.findByName(4, 'far') ?? 0;
    const count = vmlinux.types.count;
    const words = [
      // struct far { int x }: another one than vmlinux's
      [stringsEnd, (4 << 24) | 1, 4, stringsEnd + 8, vmlinux.types.findByName(1, 'int') ?? 0, 0],
      [0, 2 << 24, far],
      // struct own { struct far x; vmlinux's far *next }
      [stringsEnd + 4, (4 << 24) | 2, 16, stringsEnd + 8, count, 0, stringsEnd + 10, count + 1, 64],
    ].flat();
    const out = new Uint8Array(24 + 4 * words.length + text.length);
    const view = new DataView(out.buffer);
    view.setUint16(0, 0xeb9f, true);
    view.setUint8(2, 1);
    view.setUint32(4, 24, true);
    view.setUint32(12, 4 * words.length, true);
    view.setUint32(16, 4 * words.length, true);
    view.setUint32(20, text.length, true);
    for (const [i, word] of words.entries()) view.setUint32(24 + 4 * i, word, true);
    out.set(text, 24 + 4 * words.length);
    return out;
  }

  const module = moduleBtf('m', splitBtf(), vmlinux);
  const { lines } = factLines([vmlinux, module], [rootRequest('struct', 'own', 1)], new Set());

  it('has its own types, and says where it means one of vmlinux', () => {
    expect(lines.filter((line) => line.btf === 'm')).toEqual([
      { btf: 'm', struct: 'far', size: 4, members: [['x', 0, 'int']] },
      {
        btf: 'm',
        struct: 'own',
        size: 16,
        members: [
          ['x', 0, 'struct far'],
          ['next', 64, 'vmlinux:struct far*'],
        ],
      },
    ]);
  });

  it('reads back as two different types of one name', () => {
    const header = { format: 'kfuncspec/facts@1', kernel: '6.1', btfs: ['vmlinux', 'm'] };
    const facts = readFacts([[header, ...lines].map((line) => JSON.stringify(line)).join('\n')]);
    const own = facts.types[facts.find('struct own') ?? 0];
    expect(own?.members[0]?.type).toBe(facts.findIn('m', 'struct far'));
    expect(facts.types[own?.members[1]?.type ?? 0]?.type).toBe(facts.findIn('vmlinux', 'struct far'));
    expect(facts.findIn('m', 'struct far')).not.toBe(facts.find('struct far'));
  });
});

describe('reading facts', () => {
  const header = (kernel: string) => JSON.stringify({ format: 'kfuncspec/facts@1', kernel, btfs: ['vmlinux'] });

  it('refuses another format, a dangling name and facts of different kernels', () => {
    expect(() => readFacts(['{"format":"else"}'])).toThrow('facts: the first line does not say kfuncspec/facts@1');
    expect(() => readFacts([`${header('6.1')}\n{"btf":"vmlinux","typedef":"a","type":"struct nowhere"}`])).toThrow(
      "facts: no line for 'struct nowhere' of vmlinux",
    );
    expect(() => readFacts([header('6.1'), header('6.12')])).toThrow('facts of 6.12 do not extend those of 6.1');
  });

  it('strips typedefs and const, keeps tags, and makes one type of what is built alike', () => {
    const lines = [
      { btf: 'vmlinux', int: 'int', size: 4 },
      { btf: 'vmlinux', typedef: 'number', type: 'int' },
      {
        btf: 'vmlinux',
        func: 'f',
        params: [
          ['a', 'const number*'],
          ['b', 'int*'],
          ['c', 'int%user *'],
          ['d', 'int[3][2]'],
        ],
        returns: 'void',
      },
    ];
    const facts = readFacts([[header('6.1'), ...lines.map((line) => JSON.stringify(line))].join('\n')]);
    const [a, b, c, d] = (facts.functions.get('f')?.params ?? []).map((p) => p.type);
    expect(a).toBe(b);
    expect(c).not.toBe(b);
    expect(facts.types[c ?? 0]?.tags).toEqual(['user']);
    expect(facts.types[d ?? 0]).toMatchObject({ kind: 'array', count: 2, size: 24 });
  });
});
