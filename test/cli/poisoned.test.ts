/** Reports of what loaders spoiled: the reason is theirs, and so is the advice. */

import { kernel } from '@kfuncspec/rules/6.1';
import { describe, expect, it } from 'vitest';
import { judge } from '../../tools/cli/check/judge.js';
import { pageOf } from '../../tools/cli/check/page.js';
import { loadObject } from '../../tools/load/elf/index.js';
import { kernelFacts } from '../../tools/load/index.js';
import { codeOf, kernelBtf, must, objectBytes } from '../load/elf/objects.js';

const object = must(loadObject(objectBytes('sample', 'el'), { facts: kernelFacts(kernel), targetBtf: kernelBtf('el') }));

function report(name: string): { readonly rule: string | undefined; readonly text: string } {
  const code = codeOf(object, name);
  const { program, poisoned } = code;
  const judgement = judge(kernel, program, poisoned);
  if (!('verdict' in judgement) || judgement.verdict.kind === 'accept') throw new Error(`${name} is not refused`);
  const { verdict } = judgement;
  const judged = { kernel, verdict, loaded: { program, poisoned, source: () => code.source } };
  return { rule: verdict.rule, text: pageOf('sample.o', judged, verdict, [], false) };
}

describe('a program that a loader spoiled', () => {
  it('in a CO-RE relocation', () => {
    const { rule, text } = report('absent_field');
    expect(rule).toBe('loader/relocation');
    expect(text).toMatch(/^rejected: failed to resolve CO-RE relocation <byte_off> \[\d+\] struct task\.absent /);
    expect(text).toContain('return ((struct task *)ctx[0])->absent;');
    expect(text).toMatch(/\n {2}> {2}1 {2}<invalid CO-RE relocation>\n/);
    expect(text).toContain('bpf_core_field_exists()');
    expect(text).not.toMatch(/helper|Registers|\.kf:/);
  });

  it('in a call of a weak kfunc', () => {
    const { rule, text } = report('calls_weak');
    expect(rule).toBe('loader/kfunc');
    expect(text).toMatch(/^rejected: kfunc 'weak_kfunc' is referenced but wasn't resolved\n/);
    expect(text).toContain('<invalid kfunc call>');
    expect(text).toContain('bpf_ksym_exists()');
    expect(text).not.toMatch(/Registers|\.kf:/);
  });

  it('is told apart from what the verifier refuses', () => {
    const { program } = codeOf(object, 'calls_weak');
    const judgement = judge(kernel, program);
    expect(judgement).toMatchObject({ verdict: { kind: 'reject', rule: 'named_helper_call/no-helper' } });
  });
});
