import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The example of the README, as somebody's web page has it: type-checked, bundled for browsers, and run with nothing of Node around it. */
const root = fileURLToPath(new URL('../..', import.meta.url));
// packages are found from below the workspace
mkdirSync(join(root, 'node_modules/.tests'), { recursive: true });
const page = mkdtempSync(join(root, 'node_modules/.tests/page-'));

interface Page {
  readonly judge: (file: Uint8Array, vmlinux?: Uint8Array) => string[];
}
let built: Page | undefined;

const read = (path: string) => new Uint8Array(readFileSync(join(root, path)));
const encode = (text: string) => new TextEncoder().encode(text);

beforeAll(async () => {
  const example = /```ts\n(.*?)```/s.exec(readFileSync(join(root, 'tools/load/README.md'), 'utf8'))?.[1] ?? '';
  writeFileSync(join(page, 'page.ts'), example);
  writeFileSync(join(page, 'package.json'), '{"type":"module"}');
  const outfile = join(page, 'bundle.js');
  await build({ entryPoints: [join(page, 'page.ts')], outfile, format: 'iife', globalName: 'page', platform: 'browser', bundle: true });
  // of what browsers have besides the language, this is all
  const browser: { page?: Page; TextDecoder: unknown; TextEncoder: unknown } = { TextDecoder, TextEncoder };
  runInNewContext(`${readFileSync(outfile, 'utf8')}; this.page = page;`, browser);
  built = browser.page;
});
afterAll(() => rmSync(page, { recursive: true }));

function judge(file: Uint8Array, vmlinux?: Uint8Array): string[] {
  if (built === undefined) throw new Error('there is no page');
  // arrays of another context are no arrays of this one
  return [...built.judge(file, vmlinux)];
}

test('type-checks under strict', () => {
  const options = ['--ignoreConfig', '--strict', '--exactOptionalPropertyTypes', '--noEmit', '--module', 'nodenext', '--target', 'es2023'];
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  expect(spawnSync(process.execPath, [tsc, ...options, 'page.ts'], { cwd: page, encoding: 'utf8' }).stdout).toBe('');
});

test('judges text', () => {
  expect(judge(read('test/samples/kptr-get-right.bpfasm'))).toEqual(['program: accepted']);
  expect(judge(read('test/samples/kptr-get-from-stack.bpfasm'))).toEqual(['program: arg#0 expected pointer to map value']);
});

test('judges program JSON', () => {
  const program = { format: 'kfuncspec/program@1', name: 'bare', progType: 'xdp', license: 'GPL', insns: '9500000000000000' };
  expect(judge(encode(JSON.stringify(program)))).toEqual(['bare: R0 !read_ok']);
});

test('judges objects, with the types of a kernel or without', () => {
  const object = read('test/load/elf/objects/sample.el.o');
  const vmlinux = read('test/programs/kernel-6.1.btf');
  expect(judge(object, vmlinux)).toContain("calls_missing: extern (func ksym) 'missing_kfunc': not found in kernel or module BTFs");
  expect(judge(object).find((line) => line.startsWith('offsets:'))).toMatch(/the facts of 6.1 lack .*: give the kernel's BTF/);
  expect(judge(object, object)).toEqual(['no BTF: the magic number eb9f is missing']);
});

test('reads logs, and says what it can not read', () => {
  expect(judge(encode('0: R1=ctx(off=0,imm=0) R10=fp0\n0: (b7) r0 = 0\n1: (95) exit\n'))).toEqual(['a log of 2 steps']);
  expect(judge(encode('what is this'))).toEqual(['neither program JSON nor .bpfasm text nor a verifier log']);
});
