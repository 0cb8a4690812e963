import type { Kernel } from '@kfuncspec/runtime/v1';

/** Helpers by id and name; names carry their `bpf_`. The kernel's spec knows them, the loaders don't. */
export interface HelperNames {
  readonly nameOf: (id: number) => string | undefined;
  readonly idOf: (name: string) => number | undefined;
}

/** Makes the two-way table of a kernel's helpers; a name may come with or without `bpf_`. */
export function helperNames(helpers: Iterable<{ readonly id: number; readonly name: string }>): HelperNames {
  // BPF_FUNC_unspec: every kernel prints it, none has it
  const names = new Map<number, string>([[0, 'bpf_unspec']]);
  const ids = new Map<string, number>([['bpf_unspec', 0]]);
  for (const { id, name } of helpers) {
    const full = name.startsWith('bpf_') ? name : `bpf_${name}`;
    names.set(id, full);
    ids.set(full, id);
  }
  return { nameOf: (id) => names.get(id), idOf: (name) => ids.get(name) ?? ids.get(`bpf_${name}`) };
}

/** The helpers of a kernel that rules were generated for. */
export function kernelHelpers(kernel: Kernel): HelperNames {
  return helperNames(kernel.helperNames.flatMap((name, id) => (name === '' ? [] : [{ id, name }])));
}

/** For texts that call helpers by their numbers only. */
export const NO_HELPERS: HelperNames = helperNames([]);
