import { kernel } from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../tools/report/finding.js';
import { errorResult, resultOf } from '../../tools/report/json.js';
import { fileUri, text } from '../../tools/report/sarif/location.js';
import { sarifRun, sarifText } from '../../tools/report/sarif/log.js';
import { sarifNotification, sarifResult } from '../../tools/report/sarif/result.js';
import { sarifRule } from '../../tools/report/sarif/rule.js';
import { checkedSarif, sarifProblems } from './sarif-rules.js';

const finding: Finding = {
  place: { file: 'src/my prog.bpf.c', line: 35, column: 3, snippet: '\tv->owned = p;' },
  functionName: 'helper_function',
  fingerprint: 'f00d',
  steps: [
    {
      place: { file: 'src/my prog.bpf.c', line: 30, column: null, snippet: null },
      insn: 4,
      functionName: 'prog',
      frame: 0,
      text: 'call bpf_map_lookup_elem#1: from map objects',
      state: { place: 'R0', held: 'map_value_or_null(id=1,off=0)' },
    },
  ],
};

const rejected = resultOf('prog.bpf.o', 'prog', {
  kind: 'reject',
  insn: 8,
  rule: 'check_map_access/kptr-size',
  message: 'kptr access size must be BPF_DW {odd}',
  errno: 13,
  processed: 9,
});

function written(): string {
  const results = [sarifResult(rejected, finding, '6.1')];
  const notifications = [sarifNotification(errorResult('broken.o', null, 'empty'))];
  const rules = kernel.rules.map(sarifRule);
  return sarifText([sarifRun({ kernel: '6.1', version: '0.1.0', results, notifications, rules, exitCode: 2, shard: null })]);
}

describe('a SARIF log', () => {
  it('keeps to the standard', () => {
    expect(sarifProblems(JSON.parse(written()))).toEqual([]);
  });

  it('says what the standard has a place for', () => {
    const [run] = checkedSarif(written()).runs;
    expect(run?.results[0]).toEqual({
      ruleId: 'check_map_access/kptr-size',
      ruleIndex: 0,
      level: 'error',
      message: { text: 'kptr access size must be BPF_DW {{odd}} (program prog, instruction 8, Linux 6.1, EACCES)' },
      locations: [
        {
          physicalLocation: {
            artifactLocation: { uri: 'src/my%20prog.bpf.c' },
            region: { startLine: 35, startColumn: 3, snippet: { text: '\tv->owned = p;' } },
          },
          logicalLocations: [{ name: 'helper_function', fullyQualifiedName: 'prog/helper_function', kind: 'function' }],
        },
      ],
      partialFingerprints: { 'kfuncspec/v1': 'f00d' },
      codeFlows: [
        {
          threadFlows: [
            {
              locations: [
                {
                  location: {
                    physicalLocation: { artifactLocation: { uri: 'src/my%20prog.bpf.c' }, region: { startLine: 30 } },
                    logicalLocations: [{ name: 'prog', fullyQualifiedName: 'prog', kind: 'function' }],
                    message: { text: '4: call bpf_map_lookup_elem#1: from map objects' },
                  },
                  nestingLevel: 0,
                  state: { R0: { text: 'map_value_or_null(id=1,off=0)' } },
                },
                {
                  location: {
                    physicalLocation: {
                      artifactLocation: { uri: 'src/my%20prog.bpf.c' },
                      region: { startLine: 35, startColumn: 3, snippet: { text: '\tv->owned = p;' } },
                    },
                    logicalLocations: [{ name: 'helper_function', fullyQualifiedName: 'prog/helper_function', kind: 'function' }],
                    message: { text: 'kptr access size must be BPF_DW {{odd}}' },
                  },
                  nestingLevel: 0,
                },
              ],
            },
          ],
        },
      ],
      properties: { verdict: 'reject', file: 'prog.bpf.o', program: 'prog', instruction: 8, errno: 13, processed: 9 },
    });
    expect(run?.invocations).toEqual([
      {
        executionSuccessful: false,
        exitCode: 2,
        toolExecutionNotifications: [
          {
            level: 'error',
            message: { text: 'empty' },
            locations: [{ physicalLocation: { artifactLocation: { uri: 'broken.o' }, region: { startLine: 1 } } }],
            properties: { file: 'broken.o', program: null, message: 'empty' },
          },
        ],
      },
    ]);
  });

  it('has no place for standard input', () => {
    const result = sarifResult({ ...rejected, file: '-' }, { ...finding, place: { ...finding.place, file: '-' }, steps: [] }, '6.1');
    expect(result.locations).toEqual([
      { logicalLocations: [{ name: 'helper_function', fullyQualifiedName: 'prog/helper_function', kind: 'function' }] },
    ]);
    expect(result.codeFlows).toBeUndefined();
  });

  it('has metadata for every rule of the spec', () => {
    const results = kernel.rules.map((rule) => sarifResult({ ...rejected, rule: rule.id }, finding, '6.1'));
    const rules = kernel.rules.map(sarifRule);
    const run = sarifRun({ kernel: '6.1', version: '0.1.0', results, notifications: [], rules, exitCode: 1, shard: null });
    expect(sarifProblems(JSON.parse(sarifText([run])))).toEqual([]);
    expect(run.tool.driver.rules).toHaveLength(new Set(kernel.rules.map(({ id }) => id)).size);
    for (const { id, help } of run.tool.driver.rules) expect(help?.text, id).toMatch(/spec\/\S+\.kf:\d+$/);
  });

  it('says that the inconclusive is no error', () => {
    const verdict = { kind: 'inconclusive', insn: null, rule: 'a/b', message: 'dynptrs', processed: 0 } as const;
    const result = sarifResult(resultOf('a.json', 'p', verdict), { ...finding, steps: [] }, '6.1');
    expect(result).toMatchObject({ level: 'warning', message: { text: 'not modelled: dynptrs (program p, Linux 6.1)' } });
  });
});

it.each([
  ['a.o', 'a.o'],
  ['./a/b c.o', 'a/b%20c.o'],
  ['../a.o', '../a.o'],
  ['/srv/ä#.o', 'file:///srv/%C3%A4%23.o'],
  ['C:\\x\\a.o', 'file:///C:/x/a.o'],
])('the file %s is the URI %s', (file, uri) => {
  expect(fileUri(file)).toBe(uri);
});

it('text that would be a placeholder or a link is neither', () => {
  expect(text('a {0} and [x](y)')).toEqual({ text: 'a {{0}} and [x\\](y)' });
});

it('the checks find what is wrong', () => {
  const right = JSON.parse(written());
  const [run] = right.runs;
  const [result] = run.results;
  const logWith = (change: object) => ({ ...right, runs: [{ ...run, results: [{ ...result, ...change }] }] });
  expect(sarifProblems(logWith({ level: 'fatal' }))).toHaveLength(1);
  expect(sarifProblems(logWith({ ruleIndex: 7 }))).toEqual(['check_map_access/kptr-size: not at its index']);
  expect(sarifProblems(logWith({ surprise: 1 }))).toEqual([expect.stringContaining('surprise')]);
  expect(sarifProblems(logWith({ message: { text: '{0}' } }))).toHaveLength(1);
  expect(sarifProblems({ ...right, version: '2.0.0' })).toHaveLength(1);
  expect(sarifProblems({ ...right, runs: [run, run] })).toEqual(['two runs with one id']);
});
