/** `replay` as people run it. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = fileURLToPath(new URL('../../tools/bin/kfuncspec.js', import.meta.url));

/** r0 = 0; exit, and exit alone */
const GOOD = 'b7000000000000009500000000000000';
const BAD = '9500000000000000';
const STATISTICS = 'processed 2 insns (limit 1000000) max_states_per_insn 0 total_states 0 peak_states 0 mark_read 0\n';
const GOOD_LOG = `func#0 @0
0: R1=ctx(off=0,imm=0) R10=fp0
0: (b7) r0 = 0                        ; R0_w=0
1: (95) exit
${STATISTICS}`;
const BAD_LOG = `0: R1=ctx(off=0,imm=0) R10=fp0
0: (95) exit
R0 !read_ok
${STATISTICS.replace('2', '1')}`;
const ASM = `program socket_filter good
  r0 = 0
  exit
`;

let dir = '';
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'kfuncspec-replay-'));
  const write = (name: string, content: string | Uint8Array): void => writeFileSync(join(dir, name), content);
  write('good.json', program('good', GOOD));
  write('good.bpfasm', ASM);
  write('both.jsonl', `${program('good', GOOD)}\n${program('bad', BAD)}\n`);
  write('good.log', GOOD_LOG);
  write('other.log', GOOD_LOG.replace('R0_w=0', 'R0_w=1'));
  write('bad.log', BAD_LOG);
  write('two.log', loaded('good', GOOD_LOG) + loaded('bad', BAD_LOG));
  write('nothing.log', 'make: *** [all] Error 1\n');
  write('rows.jsonl', `${program('good', GOOD, GOOD_LOG)}\n${program('bad', BAD, BAD_LOG)}\n${program('none', GOOD)}\n`);
  write('rows.jsonl.gz', gzipSync(`${program('good', GOOD, GOOD_LOG)}\n`));
  write('wrong.jsonl', `${program('good', GOOD, GOOD_LOG)}\n${JSON.stringify({ name: 'alone', log: GOOD_LOG })}\n`);
});
afterAll(() => rmSync(dir, { recursive: true }));

function program(name: string, insns: string, log?: string): string {
  return JSON.stringify({ format: 'kfuncspec/program@1', name, progType: 'socket_filter', license: 'GPL', insns, log });
}

function loaded(name: string, log: string): string {
  const line = (text: string): string => `libbpf: prog '${name}': ${text}\n`;
  return `${line('BPF program load failed: Permission denied')}${line('-- BEGIN PROG LOAD LOG --')}${log}-- END PROG LOAD LOG --\n`;
}

function replay(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, 'replay', ...args], { cwd: dir, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('the exit status of replay', () => {
  it.each([
    [['good.log', '--program', 'good.json'], 0],
    [['good.log', '--program', 'good.bpfasm'], 0],
    [['good.log', '--program', 'both.jsonl'], 0],
    [['two.log', '--program', 'both.jsonl'], 0],
    [['rows.jsonl'], 0],
    [['rows.jsonl.gz'], 0],
    [['good.log', 'rows.jsonl', '--program', 'good.json', '--kernel', '6.1'], 0],
    [['other.log', '--program', 'good.json'], 1],
    [['good.log'], 2],
    [['bad.log', '--program', 'good.json'], 2],
    [['nothing.log', '--program', 'good.json'], 2],
    [['missing.log', '--program', 'good.json'], 2],
    [['good.log', '--program', 'missing.json'], 2],
    [['good.log', '--program', 'good.json', '--kernel', '1.0'], 2],
    [['wrong.jsonl'], 2],
  ])('of %j is %i', (args, status) => {
    const ran = replay(...args);
    expect(ran.status).toBe(status);
    if (status === 2) expect(ran.stderr).toMatch(/^kfuncspec: .+\n$/);
    else expect(ran.stderr).toBe('');
  });
});

describe('replay', () => {
  it('says what it compared, and what was equal', () => {
    expect(replay('rows.jsonl').stdout).toMatchInlineSnapshot(`
      "all equal: 2 logs followed with Linux 6.1
        1 row without a log

        What the logs show
                                                           compared  equal
          lines that show a state                                 3      3  100 %
          registers and stack slots, with all their marks         5      5  100 %
            registers                                             5      5  100 %
            marks of precision                                    1      1  100 %
            marks of liveness                                     5      5  100 %
            references held                                       3      3  100 %
            callbacks                                             3      3  100 %
            frames                                                3      3  100 %
            instructions of the path                              3      3  100 %
      "
    `);
  });

  it('shows the first difference of each kind', () => {
    expect(replay('other.log', '--program', 'good.json').stdout).toMatchInlineSnapshot(`
      "1 difference: 1 log followed with Linux 6.1

        What the logs show
                                                           compared  equal
          lines that show a state                                 2      1  50.00 %
          registers and stack slots, with all their marks         3      2  66.67 %
            registers                                             3      2  66.67 %
            marks of precision                                    1      1  100 %
            marks of liveness                                     3      3  100 %
            references held                                       2      2  100 %
            callbacks                                             2      2  100 %
            frames                                                2      2  100 %
            instructions of the path                              2      2  100 %

        The first difference of each kind
          register: R0  line 3, instruction 0, good
            the log  1
            ours     0
      "
    `);
  });

  it('asks for the program when there is none, and says why', () => {
    expect(replay('good.log').stderr).toMatchInlineSnapshot(`
      "kfuncspec: good.log: a log says nothing of its program's type, maps and their BTF: give the program with --program
      "
    `);
    expect(replay('wrong.jsonl').stderr).toMatchInlineSnapshot(`
      "kfuncspec: wrong.jsonl: alone: neither instructions nor the names of an object and a program in it
      "
    `);
    expect(replay('bad.log', '--program', 'good.json').stderr).toMatchInlineSnapshot(`
      "kfuncspec: bad.log: good: line 2 shows instruction 0 with opcode 0x95, but program good has opcode 0xb7 there
      "
    `);
  });

  it('writes JSON', () => {
    const { stdout } = replay('other.log', '--program', 'good.json', '--format', 'json');
    expect(JSON.parse(stdout)).toMatchInlineSnapshot(`
      {
        "format": "kfuncspec/replay@1",
        "kernel": "6.1",
        "lines": {
          "compared": 2,
          "equal": 1,
          "left": 0,
        },
        "logs": {
          "followed": 1,
          "onePath": 0,
          "silent": 0,
          "unjudged": 0,
          "unusable": 0,
          "withoutLog": 0,
        },
        "parts": [
          {
            "compared": 3,
            "equal": 2,
            "firstDifference": {
              "insn": 0,
              "kernel": "1",
              "line": 3,
              "ours": "0",
              "part": "register",
              "program": "good",
              "what": "R0",
            },
            "part": "register",
          },
          {
            "compared": 1,
            "equal": 1,
            "firstDifference": null,
            "part": "precise mark",
          },
          {
            "compared": 3,
            "equal": 3,
            "firstDifference": null,
            "part": "liveness mark",
          },
          {
            "compared": 2,
            "equal": 2,
            "firstDifference": null,
            "part": "references",
          },
          {
            "compared": 2,
            "equal": 2,
            "firstDifference": null,
            "part": "callback",
          },
          {
            "compared": 2,
            "equal": 2,
            "firstDifference": null,
            "part": "frame",
          },
          {
            "compared": 2,
            "equal": 2,
            "firstDifference": null,
            "part": "path",
          },
        ],
        "states": {
          "compared": 3,
          "equal": 2,
        },
        "unjudged": [],
        "unusable": [],
      }
    `);
  });

  it('counts what could be used even when something could not', () => {
    const { status, stdout } = replay('wrong.jsonl', '--format', 'json');
    expect(status).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ logs: { followed: 1, unusable: 1 }, lines: { compared: 2, equal: 2 } });
  });
});
