import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { kernel } from '@kfuncspec/rules/6.1';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { peek, readAll } from '../../tools/cli/check/bytes.js';
import { findInputs } from '../../tools/cli/check/inputs.js';
import { type Found, Loaders } from '../../tools/cli/check/loaders.js';
import { readPrograms } from '../../tools/cli/check/read.js';
import { targetBtf } from '../../tools/cli/check/target-btf.js';
import { targetConfig } from '../../tools/cli/check/target-config.js';
import { objectBytes } from '../load/elf/objects.js';
import { fakeKernel } from './fake-kernel.js';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kfuncspec-read-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const program = (name: string): string =>
  JSON.stringify({
    format: 'kfuncspec/program@1',
    name,
    progType: 'socket_filter',
    license: 'GPL',
    insns: 'b7000000000000009500000000000000',
  });

/** Names of the programs in a file, or why there is none. */
async function read(file: string, content: string | Uint8Array): Promise<string[]> {
  const path = join(dir, file);
  writeFileSync(path, content);
  const [found] = findInputs([path]);
  if (!found || !('input' in found)) throw new Error('not found');
  const told: string[] = [];
  for await (const { name, line, load } of readPrograms(found.input, new Loaders([fakeKernel]))) {
    const loaded = load(0);
    const place = line === null ? '' : `${line}: `;
    told.push(place + (loaded.ok ? (name ?? '?') : loaded.error.message));
  }
  return told;
}

describe('reading programs', () => {
  it('takes JSON on one line and on several', async () => {
    expect(await read('one.json', program('one'))).toEqual(['one']);
    expect(await read('pretty.json', JSON.stringify(JSON.parse(program('pretty')), null, 2))).toEqual(['pretty']);
  });

  it('takes a line for a program, and a bad one spoils no other', async () => {
    expect(await read('some.jsonl', `${program('a')}\n\n{"format":\n${program('b')}\r\n${program('c')}`)).toEqual([
      '1: a',
      expect.stringMatching(/^3: not valid JSON/),
      '4: b',
      '5: c',
    ]);
  });

  it('takes the programs of an object, each with its own trouble', async () => {
    const told = await read('sample.o', objectBytes('sample', 'el'));
    expect(told).toContain('calls');
    expect(told).toContain('takes');
    expect(told).toContain("missing BPF prog type, check ELF section name 'unheard/of'");
    expect(told.filter((text) => text.includes("give the kernel's BTF (--btf)"))).not.toHaveLength(0);
  });

  it('unpacks gzip', async () => {
    expect(await read('some.jsonl.gz', gzipSync(`${program('a')}\n${program('b')}\n`))).toEqual(['1: a', '2: b']);
    expect((await read('broken.jsonl.gz', 'not gzip at all'))[0]).toMatch(/incorrect header check/);
  });

  it('finds out what a file without a known name holds', async () => {
    expect(await read('x', program('x'))).toEqual(['x']);
    expect(await read('y', `${program('x')}\n${program('y')}\n`)).toEqual(['1: x', '2: y']);
    expect(await read('z', JSON.stringify(JSON.parse(program('z')), null, 2))).toEqual(['z']);
  });

  it('says in one line why there is no program', async () => {
    expect(await read('empty.json', '')).toEqual(['empty']);
    expect(await read('blank.bpfasm', ' \n\t\n')).toEqual(['nothing but white space']);
    expect(await read('empty.jsonl', '\n')).toEqual(['no programs in it']);
    expect(await read('binary', Uint8Array.of(1, 2, 0, 3))).toEqual(['binary data, neither text nor JSON']);
    expect((await read('prog.o', Uint8Array.of(0x7f, 0x45, 0x4c, 0x46, 2, 1)))[0]).toMatch(/ELF file cut short/);
    expect(await read('fake.o', 'text')).toEqual(['no ELF object file']);
    for (const text of [
      'null',
      '[]',
      '"a"',
      '{}',
      '{"format":"kfuncspec/program@1"}',
      '{"format":"kfuncspec/program@1","progType":"xdp","insns":"00"}',
    ]) {
      const [message] = await read('bad.json', text);
      expect(message).toMatch(/\S/);
      expect(message).not.toMatch(/\n/);
    }
  });
});

describe('types of the kernel that programs are meant for', () => {
  const found = async (btf: string): Promise<Found | undefined> => {
    const loaders = new Loaders([kernel], targetBtf([btf], [kernel]));
    return (await loaders.assembly('program xdp\n  r0 = 0\n  exit\n', 'x'))[0];
  };

  it('come with programs of every form', async () => {
    const path = join(dir, 'types.o');
    writeFileSync(path, objectBytes('kernel', 'el'));
    const assembled = (await found(path))?.load(0);
    expect(assembled).toMatchObject({ ok: true });
    if (assembled?.ok !== true) return;
    const { typeTables } = assembled.value.program;
    expect(typeTables?.types[typeTables.structNamed('inner_parts')]?.members.map(({ name }) => name)).toEqual(['pad', 'deep']);
    expect(typeTables?.prototype('hook_target')?.params).toHaveLength(2);
  });

  it('spoil programs when they can not be read', async () => {
    expect((await found(join(dir, 'no types')))?.load(0)).toMatchObject({
      ok: false,
      error: { message: expect.stringMatching(/^--btf /) },
    });
  });
});

describe('finding inputs', () => {
  it('searches directories, in order, and leaves out what is no program', () => {
    const root = join(dir, 'tree');
    for (const sub of ['b', 'a', '.hidden', 'node_modules']) mkdirSync(join(root, sub), { recursive: true });
    for (const file of ['b/2.json', 'a/1.bpfasm', 'a/0.jsonl', 'a/readme.txt', '.hidden/x.json', 'node_modules/y.json', 'z.jsonl.gz'])
      writeFileSync(join(root, file), '');
    const found = findInputs([root]).map((one) => ('input' in one ? one.input.file.slice(root.length + 1) : one.problem.message));
    expect(found).toEqual(['a/0.jsonl', 'a/1.bpfasm', 'b/2.json', 'z.jsonl.gz']);
  });

  it('keeps going over what is not there', () => {
    const found = findInputs([join(dir, 'nowhere.json'), dir]);
    expect(found[0]).toMatchObject({ problem: { message: 'no such file or directory' } });
    expect(found.length).toBeGreaterThan(1);
  });

  it('takes standard input once', () => {
    expect(() => findInputs(['-', '-'])).toThrow(/once/);
  });
});

describe('bytes', () => {
  async function* chunks(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield Buffer.from(text);
  }

  it('are all there after a look at the beginning', async () => {
    for (const enough of ['a', 'c', 'never']) {
      const { head, rest } = await peek(chunks('ab', 'cd', '', 'ef'), (seen) => Buffer.from(seen).includes(enough), 100);
      expect(Buffer.from(head).includes(enough) || enough === 'never').toBe(true);
      expect(Buffer.from((await readAll(rest, 100)) ?? []).toString()).toBe('abcdef');
    }
  });

  it('are refused when there are too many', async () => {
    expect(await readAll(chunks('abc', 'def'), 5)).toBeNull();
    expect(Buffer.from((await readAll(chunks('abc', 'de'), 5)) ?? []).toString()).toBe('abcde');
    const { head } = await peek(chunks(), () => true, 5);
    expect(head).toHaveLength(0);
  });
});

describe('--btf', () => {
  const two = [fakeKernel, { ...fakeKernel, name: '6.99' }];

  it('belongs to a kernel', () => {
    expect(() => targetBtf(['x'], two)).toThrow(/of which kernel/);
    expect(() => targetBtf(['1.2=x'], two)).toThrow(/1\.2 isn't judged for/);
    expect(targetBtf([], two)(0)).toBeUndefined();
  });

  it('may be raw or stand in an ELF file, and is read when it is needed', () => {
    const path = join(dir, 'kernel.o');
    writeFileSync(path, objectBytes('kernel', 'el'));
    expect(targetBtf([path], [fakeKernel])(0)).toMatchObject({ ok: true });
    expect(targetBtf([`6.99=${path}`], two)(0)).toBeUndefined();
    expect(targetBtf([`6.99=${path}`], two)(1)).toMatchObject({ ok: true });
    expect(targetBtf([join(dir, 'none')], [fakeKernel])(0)).toMatchObject({
      error: { message: expect.stringMatching(/^--btf .*none: no such file/) },
    });
  });
});

describe('--kconfig', () => {
  it('is one file for a kernel, plain or compressed, and is read when it is needed', () => {
    const text = '# Linux/x86 6.1.192 Kernel Configuration\nCONFIG_HZ=250\n';
    writeFileSync(join(dir, 'config'), text);
    writeFileSync(join(dir, 'config.gz'), gzipSync(text));
    for (const file of ['config', 'config.gz'])
      expect(targetConfig([join(dir, file)], [fakeKernel])(0)).toEqual({
        ok: true,
        value: { settings: new Map([['CONFIG_HZ', '250']]), version: [6, 1, 192] },
      });
    expect(targetConfig([], [fakeKernel])(0)).toBeUndefined();
    expect(() => targetConfig(['a', 'b'], [fakeKernel])).toThrow(/several files/);
    expect(targetConfig([join(dir, 'none')], [fakeKernel])(0)).toMatchObject({
      error: { message: expect.stringMatching(/^--kconfig .*none: no such file/) },
    });
  });
});
