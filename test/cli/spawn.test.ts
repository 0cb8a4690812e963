/** The built command as people run it. */

import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BAD, BIN, type Circumstances, type Ended, GOOD, program, run as runIn, start } from './command.js';

const ESCAPE = '\u001b[';

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kfuncspec-cli-'));
  writeFileSync(join(dir, 'good.json'), program('good', GOOD));
  writeFileSync(join(dir, 'bad.json'), program('bad', BAD));
  writeFileSync(join(dir, 'both.jsonl'), `${program('one', GOOD)}\n${program('two', BAD)}\n`);
});
afterAll(() => rmSync(dir, { recursive: true }));

function run(args: readonly string[], circumstances: Circumstances = {}): Ended {
  return runIn(dir, args, circumstances);
}

/** Trouble is told in one line, without a stack trace. */
function expectOneLine(stderr: string): void {
  expect(stderr).toMatch(/^kfuncspec: .+\n$/);
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stderr).not.toContain('internal error');
}

describe('the exit status of check', () => {
  it.each([
    [['good.json'], 0],
    [['bad.json'], 1],
    [['good.json', 'bad.json'], 1],
    [['both.jsonl', '--program', 'one'], 0],
    [['both.jsonl', '--program', 'two'], 1],
    [['good.json', 'missing.json'], 2],
    [['bad.json', 'missing.json'], 2],
  ])('of %j is %i', (files, status) => {
    expect(run(['check', ...files]).status).toBe(status);
  });
});

describe('check', () => {
  it('reports what was rejected, with rule and instruction', () => {
    const { stdout, stderr } = run(['check', 'bad.json', '--kernel', '6.1']);
    expect(stdout).toContain('rejected: R0 !read_ok');
    expect(stdout).toContain('program bad, instruction 0, Linux 6.1, EACCES');
    expect(stdout).toMatch(/Rule \S+\/\S+ \(spec\/\S+\.kf:\d+\)/);
    expect(stderr).toBe('');
  });

  it('writes JSON that holds every program, also those that could not be read', () => {
    const { status, stdout, stderr } = run(['check', 'both.jsonl', 'missing.json', 'good.json', '--format', 'json']);
    expect(status).toBe(2);
    expectOneLine(stderr);
    const report: unknown = JSON.parse(stdout);
    expect(report).toMatchObject({
      format: 'kfuncspec/report@1',
      kernel: '6.1',
      results: [
        { file: 'both.jsonl', program: 'one', verdict: 'accept', errno: 0, insn: null, rule: null, message: null, processed: 2 },
        { file: 'both.jsonl', program: 'two', verdict: 'reject', errno: 13, insn: 0, message: 'R0 !read_ok', processed: 1 },
        { file: 'missing.json', program: null, verdict: 'error', message: 'no such file or directory' },
        { file: 'good.json', program: 'good', verdict: 'accept' },
      ],
    });
  });

  it('reads standard input', () => {
    expect(run(['check', '-'], { input: program('piped', GOOD) })).toMatchObject({ status: 0, stdout: expect.stringContaining('piped') });
    expect(run(['check', '-', '--format', 'json'], { input: `${program('a', GOOD)}\n${program('b', BAD)}\n` }).status).toBe(1);
    const empty = run(['check', '-'], { input: '' });
    expect(empty.status).toBe(2);
    expectOneLine(empty.stderr);
  });

  it('searches directories', () => {
    mkdirSync(join(dir, 'tree', 'deep'), { recursive: true });
    writeFileSync(join(dir, 'tree', 'deep', 'x.json'), program('x', GOOD));
    writeFileSync(join(dir, 'tree', 'notes.txt'), 'not a program');
    expect(run(['check', 'tree'])).toMatchObject({ status: 0, stdout: expect.stringContaining(join('tree', 'deep', 'x.json')) });
    mkdirSync(join(dir, 'empty'), { recursive: true });
    const empty = run(['check', 'empty']);
    expect(empty.status).toBe(2);
    expectOneLine(empty.stderr);
  });

  it('says with --quiet only what was not accepted, one line each', () => {
    const { stdout, status } = run(['check', 'both.jsonl', '--quiet']);
    expect(status).toBe(1);
    expect(stdout).toBe('both.jsonl: two: insn 0: reject on 6.1: R0 !read_ok\n');
    expect(run(['check', 'good.json', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each([
    ['nothing', ''],
    ['text', 'hello\n'],
    ['cut JSON', '{"format":"kfuncspec/program@1","name":"x","ins'],
    ['other JSON', '{"a":1}'],
    ['a list', '[1,2]'],
    ['an odd number of digits', program('odd', 'b70')],
    ['half an instruction', program('half', 'b7000000')],
    ['no instructions', program('none', '')],
    ['no hexadecimal digits', program('zz', 'zz'.repeat(8))],
    ['bytes', '\u0000\u0001\u0002'],
  ])('refuses %s, one line for each file', (name, content) => {
    const files = ['json', 'bpfasm', 'jsonl', 'bin'].map((kind) => `${name}.${kind}`);
    for (const file of files) writeFileSync(join(dir, file), content);
    const { status, stderr, stdout } = run(['check', ...files, '--format', 'json']);
    expect(status).toBe(2);
    const lines = stderr.split('\n').slice(0, -1);
    expect(lines).toHaveLength(files.length);
    lines.forEach((line, i) => {
      expectOneLine(`${line}\n`);
      expect(line).toContain(files[i]);
    });
    expect(JSON.parse(stdout)).toMatchObject({ results: files.map((file) => ({ file, verdict: 'error' })) });
  });

  it('lists the kernels when one is not known', () => {
    const { status, stderr } = run(['check', 'good.json', '--kernel', '9.9']);
    expect(status).toBe(2);
    expectOneLine(stderr);
    expect(stderr).toMatch(/unknown kernel '9\.9'.*6\.1/);
  });

  it('offers the name that was meant', () => {
    const { status, stderr } = run(['check', 'both.jsonl', '--program', 'tow']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/no program is named 'tow'\. Did you mean two\?/);
  });
});

it('the report in the README is what the tool prints', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { stdout } = runIn(root, ['check', 'test/samples/kptr-get-result-leaks.bpfasm', '--kernel', '6.1']);
  const shown = stdout.replace(/^(?=.)/gm, '    ');
  expect(readFileSync(join(root, 'README.md'), 'utf8')).toContain(shown);
});

describe('what nobody meant', () => {
  it('is escaped where a name from elsewhere is printed, also with --quiet', () => {
    writeFileSync(join(dir, 'name.json'), program('a\nb\u001b[31m', BAD));
    const { stdout } = run(['check', 'name.json', '--quiet']);
    expect(stdout).toMatch(/^name\.json: a\\u\{a\}b\\u\{1b\}\[31m: .*\n$/);
  });

  it('is passed over where an editor put a byte order mark in front of JSON', () => {
    writeFileSync(join(dir, 'mark.json'), `\ufeff${program('marked', GOOD)}`);
    writeFileSync(join(dir, 'mark.jsonl'), `\ufeff${program('marked', GOOD)}\n`);
    expect(run(['check', 'mark.json', 'mark.jsonl', '--quiet'])).toEqual({ status: 0, stdout: '', stderr: '' });
  });

  it.each(['--btf', '--kconfig'])('is said once when the file of %s is missing', (option) => {
    const { status, stdout, stderr } = run(['check', 'good.json', 'bad.json', option, 'nowhere']);
    expect({ status, stdout, stderr }).toEqual({
      status: 2,
      stdout: '',
      stderr: `kfuncspec: ${option} nowhere: no such file or directory\n`,
    });
  });

  it('is an unsuitable directory of rules', () => {
    const { status, stderr } = run(['check', 'good.json', '--rules', '.']);
    expect(status).toBe(2);
    expect(stderr).toBe('kfuncspec: --rules .: no generated kernel in it, such as 6.1/index.js\n');
  });

  it('is another kernel than the one that was asked for', () => {
    expect(run(['check', 'good.json', '--kernel', '6.12']).stderr).not.toContain('Did you mean');
  });

  it('is an explanation of a directory', () => {
    const { status, stderr } = run(['explain', dir]);
    expect(status).toBe(2);
    expect(stderr).toContain('a directory');
  });

  it('is a map of a type that the kernel lacks: nothing can be said of it', () => {
    const map = { name: 'm', type: 'no_such_type', keySize: 4, valueSize: 8, maxEntries: 1, flags: 0, inner: null, btf: null };
    const insns = `18110000000000000000000000000000${GOOD}`;
    writeFileSync(join(dir, 'map.json'), JSON.stringify({ ...JSON.parse(program('m', insns)), maps: [map] }));
    const { status, stdout } = run(['check', 'map.json', '--quiet']);
    expect(status).toBe(1);
    expect(stdout).toContain('inconclusive on 6.1: maps of type no_such_type');
  });

  it.runIf(existsSync('/dev/full'))('is a full disk', () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [BIN, 'check', 'good.json'], {
      cwd: dir,
      encoding: 'utf8',
      stdio: ['ignore', full, 'pipe'],
    });
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toBe('kfuncspec: standard output: no space left on the device\n');
  });
});

describe('explain', () => {
  const LOG = `func#0 @0
0: R1=ctx(off=0,imm=0) R10=fp0
0: (79) r2 = *(u64 *)(r1 +0)          ; R1=ctx(off=0,imm=0) R2_w=scalar()
1: (61) r0 = *(u32 *)(r2 +0)
R2 invalid mem access 'scalar'
processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0
`;

  it('reads a log, also one with other lines around it', () => {
    writeFileSync(join(dir, 'verifier.log'), LOG);
    const { status, stdout } = run(['explain', 'verifier.log']);
    expect(status).toBe(0);
    expect(stdout).toContain("rejected: R2 invalid mem access 'scalar'");
    expect(stdout).toContain('in verifier.log:5, instruction 1');
    expect(stdout).toContain('r2 = *(u64 *)(r1 +0)');
    const piped = run(['explain', '-'], {
      input: `libbpf: prog 'p': BPF program load failed: Permission denied\n-- BEGIN PROG LOAD LOG --\n${LOG}-- END PROG LOAD LOG --\n`,
    });
    expect(piped).toMatchObject({ status: 0, stdout: expect.stringContaining("R2 invalid mem access 'scalar'") });
  });

  it('shows an unknown message as it stands', () => {
    const { status, stdout } = run(['explain', '-'], { input: LOG.replace(/R2 invalid.*/, 'the moon is too close') });
    expect(status).toBe(1);
    expect(stdout).toContain('the moon is too close');
    expect(stdout).toContain('shown as it stands');
  });

  it('answers from the spec alone', () => {
    expect(run(['explain', "R2 invalid mem access 'scalar'"])).toMatchObject({ status: 0, stdout: expect.stringContaining('Rule ') });
    expect(run(['explain', 'bpf_ct_release'])).toMatchObject({ status: 0, stdout: expect.stringContaining('RELEASE') });
    expect(run(['explain', 'bpf_ct_relase'])).toMatchObject({ status: 1, stdout: expect.stringContaining('bpf_ct_release') });
  });

  it('reports a program as check does', () => {
    expect(run(['explain', 'bad.json'])).toMatchObject({ status: 0, stdout: expect.stringContaining('rejected: R0 !read_ok') });
  });

  it.each([['missing.log'], ['empty.log'], ['prose.log']])('refuses %s in one line', (file) => {
    writeFileSync(join(dir, 'empty.log'), '');
    writeFileSync(join(dir, 'prose.log'), 'Once upon a time\nthere was no log.\n');
    const { status, stderr } = run(['explain', file]);
    expect(status).toBe(2);
    expectOneLine(stderr);
  });
});

describe('fmt', () => {
  const UGLY = 'const   MAX=512\n';

  it('formats standard input and files', () => {
    const { status, stdout } = run(['fmt', '-'], { input: UGLY });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'const MAX = 512\n' });
    writeFileSync(join(dir, 'ugly.kf'), UGLY);
    expect(run(['fmt', '--check', 'ugly.kf'])).toMatchObject({ status: 1, stdout: expect.stringContaining('not formatted: ugly.kf') });
    expect(readFileSync(join(dir, 'ugly.kf'), 'utf8')).toBe(UGLY);
    expect(run(['fmt', 'ugly.kf']).status).toBe(0);
    expect(run(['fmt', '--check', 'ugly.kf']).status).toBe(0);
  });

  it('shows what does not parse, and leaves it as it is', () => {
    writeFileSync(join(dir, 'broken.kf'), 'const = \n');
    const { status, stderr } = run(['fmt', 'broken.kf']);
    expect(status).toBe(2);
    expect(stderr).toMatch(/broken\.kf:1:\d+/);
    expect(stderr).toContain('1 error');
    expect(readFileSync(join(dir, 'broken.kf'), 'utf8')).toBe('const = \n');
  });

  it('says when there is nothing to format', () => {
    const { status, stderr } = run(['fmt', 'nowhere']);
    expect(status).toBe(2);
    expectOneLine(stderr);
  });
});

describe('generate', () => {
  it('names the file that is wrong, also in a directory called spec as the base is', () => {
    mkdirSync(join(dir, 'spec'), { recursive: true });
    writeFileSync(join(dir, 'spec', 'own.kf'), 'kfunc oops(\n');
    expect(run(['generate', 'spec', '--out', 'out']).stderr).toContain(' --> spec/own.kf:1:12\n');
    rmSync(join(dir, 'spec'), { recursive: true });
  });

  it('shows what is wrong with a spec, and writes nothing', () => {
    mkdirSync(join(dir, 'wrong-spec'), { recursive: true });
    writeFileSync(join(dir, 'wrong-spec', 'a.kf'), 'constraint c(reg) fails EINVAL {\n  require reg.tpye is scalar else x "x"\n}\n');
    const { status, stderr } = run(['generate', 'wrong-spec', '--out', 'out']);
    expect(status).toBe(2);
    expect(stderr).toContain('wrong-spec/a.kf:2:');
    expect(stderr).toContain('^');
    expect(existsSync(join(dir, 'out'))).toBe(false);
  });

  it.each([
    [['generate', 'nowhere', '--out', 'out']],
    [['generate', 'wrong-spec']],
    [['generate', '--check', '--watch', '--out', 'out']],
    [['check', 'good.json', '--rules', 'nowhere']],
    [['check', 'good.json', '--rules', '.']],
  ])('refuses %j in one line', (args) => {
    mkdirSync(join(dir, 'wrong-spec'), { recursive: true });
    const { status, stderr } = run(args);
    expect(status).toBe(2);
    expectOneLine(stderr);
  });
});

describe('colour', () => {
  it('is only for terminals, unless it is asked for', () => {
    expect(run(['check', 'bad.json']).stdout).not.toContain(ESCAPE);
    expect(run(['check', 'bad.json'], { env: { FORCE_COLOR: '1' } }).stdout).toContain(ESCAPE);
    expect(run(['check', 'bad.json'], { env: { FORCE_COLOR: '1', NO_COLOR: '1' } }).stdout).not.toContain(ESCAPE);
    expect(run(['check', 'bad.json', '--no-color'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(ESCAPE);
    expect(run(['check', 'bad.json', '--format', 'json'], { env: { FORCE_COLOR: '1' } }).stdout).not.toContain(ESCAPE);
  });
});

describe('the command line', () => {
  it('tells its version and how to use it', () => {
    expect(run(['--version']).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    for (const args of [['--help'], ...['check', 'explain', 'replay', 'merge', 'generate', 'fmt'].map((command) => [command, '--help'])]) {
      const { status, stdout } = run(args);
      expect(status).toBe(0);
      expect(stdout).toContain('Examples:');
      expect(stdout).toContain('Exit status');
      for (const line of stdout.split('\n')) expect(line.length, line).toBeLessThanOrEqual(105);
    }
  });

  it.each([[[]], [['chek']], [['check']], [['check', '--formt', 'json', 'x']], [['check', '--format', 'yaml', 'x']], [['explain']]])(
    'ends with 2 for %j',
    (args) => {
      const { status, stdout, stderr } = run(args);
      expect(status).toBe(2);
      expect(stdout + stderr).not.toMatch(/\n\s+at /);
    },
  );

  it('offers the command that was meant', () => {
    expect(run(['chek']).stderr).toContain('Did you mean check?');
  });
});

describe('the world around', () => {
  it('may stop reading', async () => {
    const many = Array.from({ length: 20_000 }, (_, i) => program(`p${i}`, GOOD)).join('\n');
    writeFileSync(join(dir, 'many.jsonl'), many);
    const child = start(dir, ['check', 'many.jsonl', '--format', 'json']);
    let stderr = '';
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    child.stdout?.once('data', () => child.stdout?.destroy());
    const [code] = await once(child, 'exit');
    expect(stderr).toBe('');
    expect(code).toBe(141);
  });

  it('may interrupt', async () => {
    const child = start(dir, ['check', '-']);
    let stderr = '';
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'exit');
    // a shell tells both as 130
    expect(code === 130 || signal === 'SIGINT').toBe(true);
    expect(stderr).toBe('');
  });
});
