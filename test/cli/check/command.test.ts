/** What `check` prints in each format, which programs it takes, and that threads and shards change nothing. */

import { once } from 'node:events';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedSarif } from '../../report/sarif-rules.js';
import { BAD, type Ended, GOOD, program, run as runIn, start } from '../command.js';

const OBJECTS = fileURLToPath(new URL('../../load/elf/objects/', import.meta.url));

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kfuncspec-check-'));
  for (const file of ['sample.el.o', 'sample.eb.o', 'kernel.el.o']) copyFileSync(join(OBJECTS, file), join(dir, file));
  writeFileSync(join(dir, 'good.json'), program('good', GOOD));
  writeFileSync(join(dir, 'bad.json'), program('bad', BAD));
  writeFileSync(join(dir, 'broken.o'), '\x7fELF and then nothing');
  writeFileSync(join(dir, 'both.jsonl'), `${program('one', GOOD)}\n${program('two', BAD)}\n\nno JSON\n`);
  writeFileSync(join(dir, 'text.bpfasm'), 'program socket_filter pq\n\n  exit\n');
  const lines = Array.from({ length: 300 }, (_, i) => program(`p${i}`, i % 3 === 0 ? BAD : GOOD));
  writeFileSync(join(dir, 'fleet.jsonl'), `${lines.join('\n')}\n`);
});
afterAll(() => rmSync(dir, { recursive: true }));

const run = (...args: string[]): Ended => runIn(dir, args);

/** Of all kinds, some of them no programs at all. */
const EVERYTHING = [
  'fleet.jsonl',
  'sample.el.o',
  'missing.o',
  'good.json',
  'broken.o',
  'sample.eb.o',
  'both.jsonl',
  'bad.json',
  'text.bpfasm',
  'sample.el.o',
];

describe('check --format sarif', () => {
  it('writes a log that keeps to the standard', () => {
    const { status, stdout } = run('check', ...EVERYTHING, '--btf', 'kernel.el.o', '--format', 'sarif');
    expect(status).toBe(2);
    const [log] = checkedSarif(stdout).runs;
    expect(log?.invocations).toMatchObject([{ executionSuccessful: false, exitCode: 2 }]);
    const verdicts = new Set(log?.results.map(({ level, properties }) => `${properties.verdict} ${level}`));
    expect(verdicts).toEqual(new Set(['reject error', 'inconclusive warning']));
  });

  it('points at the line of C when the object tells it, else at the line of the input', () => {
    const { stdout } = run('check', 'sample.el.o', 'text.bpfasm', 'both.jsonl', '--btf', 'kernel.el.o', '--format', 'sarif');
    const [log] = checkedSarif(stdout).runs;
    const placesOf = (name: string) =>
      log?.results.filter(({ properties }) => properties.program === name).map(({ locations }) => locations);
    expect(placesOf('walks')?.flat()).toMatchObject([
      {
        physicalLocation: {
          artifactLocation: { uri: 'sample.c' },
          region: { startLine: 88, snippet: { text: expect.stringContaining('twice') } },
        },
        logicalLocations: [{ name: 'each', fullyQualifiedName: 'walks/each' }],
      },
    ]);
    expect(placesOf('pq')?.flat()).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'text.bpfasm' }, region: { startLine: 3 } } },
    ]);
    expect(placesOf('two')?.flat()).toMatchObject([
      { physicalLocation: { artifactLocation: { uri: 'both.jsonl' }, region: { startLine: 2 } } },
    ]);
  });

  it('knows a fault again that has moved to another line', () => {
    writeFileSync(join(dir, 'before.bpfasm'), 'program socket_filter p\n  exit\n');
    writeFileSync(join(dir, 'after.bpfasm'), '// moved\n\nprogram socket_filter p\n  r1 = 0\n  exit\n');
    const [log] = checkedSarif(run('check', 'before.bpfasm', 'after.bpfasm', 'text.bpfasm', '--format', 'sarif').stdout).runs;
    const [before, after, other] = log?.results.map(({ partialFingerprints }) => JSON.stringify(partialFingerprints)) ?? [];
    expect(after).toBe(before);
    expect(other).not.toBe(before);
  });

  it('writes a run without results when all is well', () => {
    const { status, stdout } = run('check', 'good.json', '--format', 'sarif');
    expect(status).toBe(0);
    expect(checkedSarif(stdout).runs).toMatchObject([{ results: [], invocations: [{ executionSuccessful: true, exitCode: 0 }] }]);
  });
});

describe('check --format github', () => {
  it('writes an annotation for each program that was not accepted', () => {
    const { status, stdout } = run('check', 'good.json', 'text.bpfasm', 'broken.o', 'both.jsonl', '--format', 'github');
    expect(status).toBe(2);
    expect(stdout.split('\n')).toEqual([
      '::error file=text.bpfasm,line=3,title=check_src/not-readable::R0 !read_ok (program pq, instruction 0, Linux 6.1, EACCES)',
      expect.stringMatching(/^::error file=broken\.o,title=can not be judged::./),
      '::error file=both.jsonl,line=2,title=check_src/not-readable::R0 !read_ok (program two, instruction 0, Linux 6.1, EACCES)',
      expect.stringMatching(/^::error file=both\.jsonl,title=can not be judged::line 4: not valid JSON/),
      '6 programs: 2 accepted, 2 rejected, 2 unusable',
      '',
    ]);
  });

  it('warns of what is inconclusive, at its line of C', () => {
    const { stdout, status } = run('check', 'sample.el.o', '--program', 'takes', '--btf', 'kernel.el.o', '--format', 'github');
    expect(status).toBe(1);
    expect(stdout).toMatch(/^::warning file=sample\.c,line=111,(col=\d+,)?title=runtime\/kfunc::not modelled: kfunc handle_get /);
  });
});

describe('which programs are judged', () => {
  const names = (...args: string[]): unknown[] => {
    const report: unknown = JSON.parse(run('check', 'sample.el.o', '--btf', 'kernel.el.o', '--format', 'json', ...args).stdout);
    const results = typeof report === 'object' && report !== null && 'results' in report ? report.results : [];
    return Array.isArray(results) ? results.map(({ program }) => program) : [];
  };

  it.each([
    [['-p', 'walks'], ['walks']],
    [
      ['-p', 'calls*'],
      ['calls', 'calls_missing', 'calls_weak', 'calls_changed'],
    ],
    [
      ['-p', 'w?lks', '-p', 'takes'],
      ['walks', 'takes'],
    ],
    [['-s', 'xdp'], ['inner_map']],
    [
      ['-s', 'fentry*/hook_target', '-p', 'a*'],
      ['attached', 'absent_field'],
    ],
  ])('with %j: %j', (args, expected) => {
    expect(new Set(names(...args))).toEqual(new Set(expected));
  });

  it.each([
    [['-p', 'wakls'], "no program is named 'wakls'. Did you mean walks?"],
    [['-p', 'walks', '-s', 'xpd'], "no program stands in a section 'xpd'. Did you mean xdp"],
    [['-p', 'nothing*like_it'], "no program is named 'nothing*like_it'."],
  ])('but %j matches nothing', (args, message) => {
    const { status, stderr } = run('check', 'sample.el.o', '--btf', 'kernel.el.o', '--quiet', ...args);
    expect(status).toBe(2);
    expect(stderr).toContain(message);
    expect(stderr.split('\n').filter((line) => line.includes(message))).toHaveLength(1);
  });
});

describe('threads', () => {
  it.each(['json', 'sarif', 'github', 'text'])('change nothing about %s', (format) => {
    const args = ['check', ...EVERYTHING, '--btf', 'kernel.el.o', '--format', format];
    const alone = run(...args, '--jobs', '1');
    expect(run(...args, '--jobs', '3')).toEqual(alone);
    expect(alone.status).toBe(2);
    expect(alone.stdout.length).toBeGreaterThan(1000);
  });

  it('leave standard input where it is', () => {
    const { stdout, status } = runIn(dir, ['check', 'good.json', '-', 'bad.json', '-j', '2', '--format', 'json'], {
      input: program('piped', GOOD),
    });
    expect(status).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ results: [{ file: 'good.json' }, { file: '-', program: 'piped' }, { file: 'bad.json' }] });
  });

  it('find the names that were asked for', () => {
    expect(run('check', ...EVERYTHING, '-j', '2', '-q', '-p', 'p4').stderr).not.toContain('no program is named');
    expect(run('check', ...EVERYTHING, '-j', '2', '-q', '-p', 'p301').stderr).toContain("no program is named 'p301'. Did you mean ");
  });

  it.each(['0', '-1', 'many', '1.5', '257'])('are not %s', (count) => {
    const { status, stderr } = run('check', 'good.json', '--jobs', count);
    expect(status).toBe(2);
    expect(stderr).toContain('It must be a number from 1 to 256.');
  });

  it('end at once when they are interrupted', async () => {
    const child = start(dir, ['check', ...Array.from({ length: 400 }, () => 'fleet.jsonl'), '-j', '2', '--quiet']);
    child.stdout?.resume();
    let stderr = '';
    child.stderr?.on('data', (piece: Buffer) => {
      stderr += piece.toString();
    });
    await once(child.stdout ?? child, 'data');
    const begin = performance.now();
    child.kill('SIGINT');
    const [code, signal] = await once(child, 'exit');
    // a shell tells both as 130
    expect(code === 130 || signal === 'SIGINT').toBe(true);
    expect(performance.now() - begin).toBeLessThan(2000);
    expect(stderr).toBe('');
  });
});

describe('shards', () => {
  const whole = (...args: string[]): Ended => run('check', ...EVERYTHING, '--btf', 'kernel.el.o', ...args);

  const shard = (index: number, count: number, format: string, ...args: string[]): string => {
    const file = `${index}-of-${count}.${format}`;
    writeFileSync(join(dir, file), whole('--format', format, '--shard', `${index}/${count}`, ...args).stdout);
    return file;
  };

  it.each([
    ['json', 1],
    ['json', 4],
    ['sarif', 3],
  ])('of %s, %i of them, join into what one run writes', (format, count) => {
    const files = Array.from({ length: count }, (_, i) => shard(i + 1, count, format));
    const merged = run('merge', ...files.reverse());
    const one = whole('--format', format);
    expect(merged.stdout).toBe(one.stdout);
    expect(merged.status).toBe(one.status);
    expect(merged.stderr).toBe(one.stderr);
  });

  it('that are missing, double or not of one run are told', () => {
    const [a, b] = [shard(1, 3, 'json'), shard(2, 3, 'json')];
    const other = shard(1, 2, 'json');
    writeFileSync(join(dir, 'less.json'), run('check', 'good.json', '--format', 'json', '--shard', '3/3').stdout);
    writeFileSync(join(dir, 'plain.json'), run('check', 'good.json', '--format', 'json').stdout);
    writeFileSync(join(dir, 'one.sarif'), run('check', 'good.json', '--format', 'sarif').stdout);
    const told = (...files: string[]): string => {
      const { status, stdout, stderr } = run('merge', ...files);
      expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
      return stderr;
    };
    expect(told(a, b)).toBe('kfuncspec: shard 3/3 is missing\n');
    expect(told(a)).toBe('kfuncspec: shards 2/3 and 3/3 are missing\n');
    expect(told(a, b, a)).toBe(`kfuncspec: shard 1/3 is there twice: ${a} and ${a}\n`);
    expect(told(a, other)).toBe(`kfuncspec: ${other}: a shard of 2, the others are of 3\n`);
    expect(told(a, b, 'less.json')).toMatch(/^kfuncspec: less\.json: other inputs than those of /);
    expect(told(a, b, 'plain.json')).toBe('kfuncspec: plain.json: a report of a whole run among those of shards\n');
    expect(told(a, 'one.sarif')).toBe('kfuncspec: one.sarif: a sarif report among json ones\n');
    expect(told(a, 'bad.json')).toMatch(/^kfuncspec: bad\.json: no report/);
    expect(told('nowhere.json')).toBe('kfuncspec: nowhere.json: no such file or directory\n');
    expect(told('text.bpfasm')).toMatch(/^kfuncspec: text\.bpfasm: not valid JSON/);
  });

  it('know together what none of them has', () => {
    const files = [1, 2].map((index) => shard(index, 2, 'json', '--program', 'walks', '--program', 'nobody'));
    const { status, stderr } = run('merge', ...files);
    expect(status).toBe(2);
    expect(stderr).toMatch(/kfuncspec: no program is named 'nobody'\.\n$/);
    expect(stderr).not.toContain("'walks'");
  });

  it('join reports of whole runs, too, in the order given', () => {
    writeFileSync(join(dir, 'good.report'), run('check', 'good.json', '--format', 'json').stdout);
    writeFileSync(join(dir, 'bad.report'), run('check', 'bad.json', '--format', 'json').stdout);
    const { status, stdout } = run('merge', 'good.report', 'bad.report');
    expect(status).toBe(1);
    expect(stdout).toBe(run('check', 'good.json', 'bad.json', '--format', 'json').stdout);
  });

  it.each(['3/2', '0/2', 'x', '1'])('are not %s', (text) => {
    const { status, stderr } = run('check', 'good.json', '--shard', text);
    expect(status).toBe(2);
    expect(stderr).toMatch(/^kfuncspec: --shard .*give it as K\/N.*\n$/);
  });
});
