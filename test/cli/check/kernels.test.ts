/** Several kernels at once, with rules of one's own: a spec directory that declares another kernel. */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generate } from '../../../generator/index.js';
import { compileFile } from '../../../tools/programs/compile.js';
import { checkedSarif } from '../../report/sarif-rules.js';
import { type Ended, run as runIn } from '../command.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));

const programs = join(root, 'test/programs');

const PROGRAMS = `program sched_cls waits
  r1 = 5
  call bpf_test_wait
  r0 = 0
  exit
---
program sched_cls right
  r0 = 0
  exit
---
program sched_cls wrong
  exit
`;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kfuncspec-kernels-'));
  const spec = join(dir, 'spec');
  cpSync(join(root, 'test/cli/spec-next'), spec, { recursive: true });
  // nothing is known of its types: they are those of 6.1
  const facts = readFileSync(join(root, 'spec/facts/6.1/types.jsonl'), 'utf8');
  mkdirSync(join(spec, 'facts/6.13'), { recursive: true });
  writeFileSync(join(spec, 'facts/6.13/types.jsonl'), facts.replace('"kernel":"6.1"', '"kernel":"6.13"'));
  const { diagnostics } = generate({
    specDirs: [join(root, 'spec'), spec],
    outDir: join(dir, 'rules'),
    kernels: ['6.1', '6.13'],
    target: 'js',
  });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  writeFileSync(join(dir, 'p.bpfasm'), PROGRAMS);
  writeFileSync(join(dir, 'q.bpfasm'), 'program sched_cls\n  call bpf_test_wait\n');
  writeFileSync(join(dir, 'right.bpfasm'), 'program sched_cls\n  r0 = 0\n  exit\n');
}, 240_000);
afterAll(() => rmSync(dir, { recursive: true }));

const check = (...args: string[]): Ended => runIn(dir, ['check', '--rules', 'rules', '--kernel', '6.1', '--kernel', '6.13', ...args]);

describe('two kernels', () => {
  it('make a table, with the reports below it', () => {
    const { status, stdout } = check('p.bpfasm');
    expect(status).toBe(1);
    const [table = '', ...reports] = stdout.split('\n\n');
    expect(table).toMatchInlineSnapshot(`
      "         Linux 6.1  Linux 6.13
      p.bpfasm
        waits  rejected   accepted
        right  accepted   accepted
        wrong  rejected   rejected"
    `);
    expect(reports[0]).toMatch(/^rejected: kernel function bpf_test_wait is sleepable but the program is not\n.*Linux 6\.1, EINVAL/);
    // what both say is told once
    expect(stdout).toContain('program wrong, instruction 0, Linux 6.1 and 6.13, EACCES');
    expect(stdout.match(/^rejected: /gm)).toHaveLength(2);
    expect(stdout).toMatch(/\n6 verdicts: 3 accepted, 3 rejected\n$/);
  });

  it('make a table of what is not accepted with --quiet, and a line each', () => {
    expect(check('p.bpfasm', '--quiet').stdout).toMatchInlineSnapshot(`
      "         Linux 6.1  Linux 6.13
      p.bpfasm
        waits  rejected   accepted
        wrong  rejected   rejected

      p.bpfasm: waits: insn 1: reject on 6.1: kernel function bpf_test_wait is sleepable but the program is not
      p.bpfasm: wrong: insn 0: reject on 6.1: R0 !read_ok
      p.bpfasm: wrong: insn 0: reject on 6.13: R0 !read_ok
      "
    `);
    expect(check('right.bpfasm', '--quiet').stdout).toBe('');
  });

  it('make a table of C programs, each with its lines', () => {
    compileFile(programs, 'kptr.c', dir);
    const types = ['6.1', '6.13'].flatMap((version) => ['--btf', `${version}=${join(programs, 'kernel-6.1.btf')}`]);
    const named = ['xchg_right', 'store_to_referenced', 'kptr_get_leaks'].flatMap((name) => ['--program', name]);
    const { status, stdout, stderr } = check('kptr.bpf.o', ...types, ...named);
    expect(stderr).toBe('');
    expect(status).toBe(1);
    // from 6.4 on the tag `kptr_ref` means nothing, and there is no kptr_get
    expect(stdout.split('\n\n')[0]).toMatchInlineSnapshot(`
      "                       Linux 6.1  Linux 6.13
      kptr.bpf.o
        kptr_get_leaks       rejected   inconclusive
        xchg_right           accepted   rejected
        store_to_referenced  rejected   accepted"
    `);
    expect(stdout).toMatch(/^rejected: Unreleased reference .*\n.* Linux 6\.1, EINVAL\n {2}at \.\/kptr\.c:\d+ {2}}$/m);
    expect(stdout).toMatch(
      /^rejected: map 'values' has no valid kptr\n.* Linux 6\.13, EACCES\n {2}at \.\/kptr\.c:\d+ {2}p = bpf_kptr_xchg/m,
    );
    expect(stdout).toMatch(/^inconclusive: kfunc bpf_kfunc_call_test_kptr_get\n.* Linux 6\.13$/m);
  });

  it('make an array of reports', () => {
    expect(JSON.parse(check('p.bpfasm', '--format', 'json').stdout)).toMatchObject([
      { kernel: '6.1', results: [{ verdict: 'reject' }, { verdict: 'accept' }, { verdict: 'reject' }] },
      { kernel: '6.13', results: [{ verdict: 'accept' }, { verdict: 'accept' }, { verdict: 'reject' }] },
    ]);
  });

  it('make two runs of SARIF', () => {
    const { runs } = checkedSarif(check('p.bpfasm', '--format', 'sarif').stdout);
    expect(runs.map(({ properties, results }) => [properties.kernel, results.length])).toEqual([
      ['6.1', 2],
      ['6.13', 1],
    ]);
  });

  it('make annotations that name the kernel', () => {
    const { stdout } = check('p.bpfasm', '--format', 'github');
    expect(stdout.match(/^::error .*$/gm)).toEqual([
      expect.stringContaining('(program waits, instruction 1, Linux 6.1, EINVAL)'),
      expect.stringContaining('(program wrong, instruction 0, Linux 6.1, EACCES)'),
      expect.stringContaining('(program wrong, instruction 0, Linux 6.13, EACCES)'),
    ]);
  });

  it.each(['json', 'sarif'])('survive threads, shards and merge: %s', (format) => {
    const files = ['p.bpfasm', 'q.bpfasm', 'right.bpfasm', 'missing.o'];
    const whole = check(...files, '--format', format);
    expect(check(...files, '--format', format, '-j', '2')).toEqual(whole);
    for (const index of [1, 2]) {
      writeFileSync(join(dir, `${index}.${format}`), check(...files, '--format', format, '--shard', `${index}/2`).stdout);
    }
    expect(runIn(dir, ['merge', `1.${format}`, `2.${format}`])).toEqual(whole);
  });

  it('tell once what keeps a program from both', () => {
    expect(check('missing.o').stderr).toBe('kfuncspec: missing.o: no such file or directory\n');
  });
});
