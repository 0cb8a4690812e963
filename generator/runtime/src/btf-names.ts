/** Kernel structures by name, as the kernel looks them up for a map's fields (kernel/bpf/btf.c bpf_find_btf_id). */
import type { Kernel } from './abi.js';

const structsOf = new WeakMap<Kernel, ReadonlyMap<string, number>>();

function collect(kernel: Kernel): ReadonlyMap<string, number> {
  const structs = new Map<string, number>();
  kernel.types.forEach((type, index) => {
    // vmlinux's types come before those of modules, and the first one of a name is the one that is found.
    if (type.kind === 'struct' && type.name !== '' && !structs.has(type.name)) structs.set(type.name, index);
  });
  structsOf.set(kernel, structs);
  return structs;
}

/** Index into `Kernel.types` of the structure with a name, -1 when the facts lack it. */
export function structNamed(kernel: Kernel, name: string): number {
  return (structsOf.get(kernel) ?? collect(kernel)).get(name) ?? -1;
}
