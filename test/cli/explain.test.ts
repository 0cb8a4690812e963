import { describe, expect, it } from 'vitest';
import { explainWords } from '../../tools/cli/explain/words.js';
import { createMatcher } from '../../tools/report/match.js';
import { createStyle } from '../../tools/report/style.js';
import { fakeKernel } from './fake-kernel.js';

const explain = (words: string): { readonly text: string; readonly status: number } =>
  explainWords(words, [{ kernel: fakeKernel, matcher: createMatcher(fakeKernel.rules) }], createStyle(false));

describe('explaining out of the spec alone', () => {
  it('a kfunc', () => {
    const { text, status } = explain('bpf_test_kptr_get');
    expect(status).toBe(0);
    expect(text).toMatchInlineSnapshot(`
      "  struct prog_test_ref_kfunc *bpf_test_kptr_get(struct prog_test_ref_kfunc **pp, int a)

        Linux 6.1, spec/kfuncs/test_run.kf:12

        Takes a reference out of a map.

        Arguments
          pp  struct prog_test_ref_kfunc **  a pointer into a map value, at the constant offset of a
                                             referenced kptr to struct prog_test_ref_kfunc
          a   int                            a number

        Returns
          a reference to struct prog_test_ref_kfunc, or NULL: it must be checked, and released

        Flags
          ACQUIRE
          KPTR_GET  kptr_get(arg0: map_value@ref_kptr_off, ...)
            Since 5.19, gone in 6.4.

        May be called from
          sched_cls and tracing
      "
    `);
  });

  it('a message, with the values in it', () => {
    expect(explain('arg#0 no referenced kptr at map value offset=24').text).toMatchInlineSnapshot(`
      "  arg#0 no referenced kptr at map value offset=24
                                                     ^^

        Rule map_value@ref_kptr_off/no-kptr (spec/constraints/kptr_get.kf:7), EINVAL
          Only an offset where a referenced kptr begins is one.

        What would be accepted
          look the map value up, check it for NULL, and pass its address plus the offset of a field tagged
          as referenced kptr.
      "
    `);
  });

  it('a table, by its name', () => {
    const { text, status } = explain('map_value@ref_kptr_off');
    expect(status).toBe(0);
    expect(text).toMatch(/^ {2}Table map_value@ref_kptr_off \(spec\/constraints\/kptr_get\.kf\)$/m);
    expect(text).toMatch(/^ +no-kptr +EINVAL +arg#0 no referenced kptr at map value offset=…$/m);
  });

  it('a message that several rules write', () => {
    const { text } = explain('arg#0 must have constant offset');
    expect(text).toContain('2 rules say this');
    expect(text).toContain('Rule arg/not-const (spec/a.kf:3), EINVAL');
    expect(text).toContain('Rule other/not-const (spec/b.kf:9), EINVAL');
  });

  it('a rule, a flag, a helper', () => {
    expect(explain('map_value@ref_kptr_off/no-kptr').text).toContain('arg#0 no referenced kptr at map value offset=…');
    expect(explain('KF_KPTR_GET').text).toMatchInlineSnapshot(`
      "  KPTR_GET  kptr_get(arg0: map_value@ref_kptr_off, ...)
          Since 5.19, gone in 6.4.

        spec/flags.kf:4

        Carried by
          bpf_test_kptr_get
      "
    `);
    expect(explain('bpf_map_lookup_elem').text).toContain('not modelled');
  });

  it('a message as a loader tells it', () => {
    const plain = explain('arg#0 no referenced kptr at map value offset=24').text;
    const told = 'load program: invalid argument: 11: (85) call bpf_test_kptr_get#9: arg#0 no referenced kptr at map value offset=24';
    expect(explain(`${told} (40 line(s) omitted)`)).toEqual({ text: plain, status: 0 });
    expect(explain(`libbpf: prog 'main': ${plain.split('\n')[0]?.trim()}`).text).toBe(plain);
  });

  it('says when it does not know a message, and shows it as it stands', () => {
    const { text, status } = explain('the frobnicator is unhappy about R1');
    expect(status).toBe(1);
    expect(text).toContain('the frobnicator is unhappy about R1');
    expect(text).toContain('not known');
    expect(explain('bad \u001b[31m message here').text).not.toContain('\u001b');
  });

  it('offers the name that was meant', () => {
    expect(explain('bpf_test_kptr_gte')).toMatchObject({ status: 1, text: expect.stringContaining('Did you mean bpf_test_kptr_get?') });
  });

  it('does not take a file that is not there for a message', () => {
    for (const file of ['verifier.log', 'logs/one', './x.jsonl']) expect(() => explain(file)).toThrow(/no such file/);
  });

  it('does not trip over names of objects', () => {
    for (const name of ['constructor', '__proto__', 'toString']) expect(explain(name).status).toBe(1);
  });
});
