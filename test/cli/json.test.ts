import { describe, expect, it } from 'vitest';
import { errorResult, JsonReport, resultOf } from '../../tools/report/json.js';

const reject = { kind: 'reject', insn: 7, rule: 'a/b', message: 'no', errno: 22, processed: 9 } as const;

function written(kernels: readonly string[], fill: (report: JsonReport) => void): unknown {
  const pieces: string[] = [];
  const report = new JsonReport(kernels, (text) => pieces.push(text));
  fill(report);
  report.end();
  return JSON.parse(pieces.join(''));
}

describe('the JSON report', () => {
  it('has the fields that the design gives it', () => {
    const report = written(['6.1'], (r) => {
      r.add(0, resultOf('a.json', 'one', { kind: 'accept', processed: 3 }));
      r.add(0, resultOf('a.json', 'two', reject));
      r.add(0, resultOf('a.json', 'three', { kind: 'inconclusive', insn: null, rule: 'x/y', message: 'dynptrs', processed: 0 }));
      r.add(0, errorResult('b.json', null, 'empty'));
    });
    expect(report).toEqual({
      format: 'kfuncspec/report@1',
      kernel: '6.1',
      results: [
        { file: 'a.json', program: 'one', verdict: 'accept', errno: 0, insn: null, rule: null, message: null, processed: 3 },
        { file: 'a.json', program: 'two', verdict: 'reject', errno: 22, insn: 7, rule: 'a/b', message: 'no', processed: 9 },
        {
          file: 'a.json',
          program: 'three',
          verdict: 'inconclusive',
          errno: null,
          insn: null,
          rule: 'x/y',
          message: 'dynptrs',
          processed: 0,
        },
        { file: 'b.json', program: null, verdict: 'error', errno: null, insn: null, rule: null, message: 'empty', processed: null },
      ],
    });
  });

  it('is an array for several kernels', () => {
    const one = resultOf('a', 'p', reject);
    const report = written(['6.1', '6.12'], (r) => {
      r.add(0, one);
      r.add(1, resultOf('a', 'p', { kind: 'accept', processed: 1 }));
      r.add(0, one);
      r.add(1, one);
    });
    expect(report).toMatchObject([
      { kernel: '6.1', results: [{ verdict: 'reject' }, { verdict: 'reject' }] },
      { kernel: '6.12', results: [{ verdict: 'accept' }, { verdict: 'reject' }] },
    ]);
  });

  it('is whole without any result', () => {
    expect(written(['6.1'], () => {})).toEqual({ format: 'kfuncspec/report@1', kernel: '6.1', results: [] });
    expect(written(['6.1', '6.12'], () => {})).toHaveLength(2);
  });
});
