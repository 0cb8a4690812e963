/** A kernel of a few rules and one kfunc, for reports that need no machine. */

import { ABI, type Check, HOOK_NAMES, type Hooks, type Kernel } from '@kfuncspec/runtime/v1';

const never: Check = () => {
  throw new Error('the fake kernel checks nothing');
};

function noHooks(): Hooks {
  const hooks: Partial<Record<keyof Hooks, Check>> = {};
  for (const name of HOOK_NAMES) hooks[name] = never;
  if (!isComplete(hooks)) throw new Error('a hook is missing');
  return hooks;
}

function isComplete(hooks: Partial<Hooks>): hooks is Hooks {
  return HOOK_NAMES.every((name) => hooks[name] !== undefined);
}

export const fakeKernel: Kernel = {
  abi: ABI,
  name: '6.1',
  rules: [
    {
      id: 'map_value@ref_kptr_off/no-kptr',
      kind: 'reject',
      errno: 22,
      message: ['arg#0 no referenced kptr at map value offset=', { type: 'u64' }],
      doc: 'Only an offset where a referenced kptr begins is one.',
      about:
        "A pointer into a map value, at the constant offset of a referenced kptr of the parameter's type.\nhelp: look the map value up, check it for NULL, and pass its address plus the offset of a field tagged as referenced kptr.",
      file: 'spec/constraints/kptr_get.kf',
      line: 7,
    },
    {
      id: 'references/leak',
      kind: 'reject',
      errno: 22,
      message: ['Unreleased reference id=', { type: 'int' }, ' alloc_insn=', { type: 'int' }],
      file: 'spec/references.kf',
      line: 3,
    },
    { id: 'arg/not-const', kind: 'reject', errno: 22, message: ['arg#0 must have constant offset'], file: 'spec/a.kf', line: 3 },
    { id: 'other/not-const', kind: 'reject', errno: 22, message: ['arg#0 must have constant offset'], file: 'spec/b.kf', line: 9 },
    {
      id: 'insn/type',
      kind: 'reject',
      errno: 13,
      message: ['R', { type: 'int' }, ' type=', { type: 'reg_type' }, ' expected=fp'],
      file: 'spec/c.kf',
      line: 1,
    },
    {
      id: 'dynptr/not-modelled',
      kind: 'unmodelled',
      errno: 0,
      message: ['dynptrs'],
      doc: 'help: give the BTF of the kernel.',
      file: 'spec/d.kf',
      line: 5,
    },
  ],
  registerTypes: { base: [], names: [], flags: [] },
  hooks: noHooks(),
  helpers: [],
  helperNames: ['unspec', 'map_lookup_elem', 'map_update_elem'],
  kfuncs: {
    bpf_test_kptr_get: {
      name: 'bpf_test_kptr_get',
      btfId: 1,
      programs: ['sched_cls', 'tracing'],
      check: never,
      contract: {
        prototype: 'struct prog_test_ref_kfunc *bpf_test_kptr_get(struct prog_test_ref_kfunc **pp, int a)',
        params: [
          {
            name: 'pp',
            type: 'struct prog_test_ref_kfunc **',
            demands: 'a pointer into a map value, at the constant offset of a referenced kptr to struct prog_test_ref_kfunc',
          },
          { name: 'a', type: 'int', demands: 'a number' },
        ],
        returns: 'a reference to struct prog_test_ref_kfunc, or NULL: it must be checked, and released',
        flags: ['ACQUIRE', 'KPTR_GET'],
        doc: 'Takes a reference out of a map.',
        file: 'spec/kfuncs/test_run.kf',
        line: 12,
      },
    },
  },
  mapTypes: [],
  programTypes: [],
  types: [],
  flags: [
    {
      name: 'KPTR_GET',
      pattern: 'kptr_get(arg0: map_value@ref_kptr_off, ...)',
      doc: 'Since 5.19, gone in 6.4.',
      file: 'spec/flags.kf',
      line: 4,
    },
  ],
};
