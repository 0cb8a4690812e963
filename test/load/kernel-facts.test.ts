import { kernel } from '@kfuncspec/rules/6.1';
import { expect, it } from 'vitest';
import { kernelFacts } from '../../tools/load/kernel-facts.js';

it('takes the names of kptr tags from the spec', () => {
  expect(kernelFacts(kernel).kptrTags).toEqual({ unref: 'kptr', ref: 'kptr_ref' });
  const turned = { ...kernel, enumTexts: { field_kind: { kptr_unref: 'kptr_untrusted', kptr_ref: 'kptr' } } };
  expect(kernelFacts(turned).kptrTags).toEqual({ unref: 'kptr_untrusted', ref: 'kptr' });
});

it('knows which structures have a destructor, and leaves alone those that the spec does not know', () => {
  const { types } = kernelFacts(kernel);
  expect(types?.hasDestructor?.('prog_test_ref_kfunc')).toBe(true);
  expect(types?.hasDestructor?.('task_struct')).toBe(false);
  expect(types?.hasDestructor?.('of_some_module')).toBe(true);
});
