import type { Kernel } from '@kfuncspec/runtime/v1';
import type { KernelFacts } from '../load/kernel_facts.js';
import { compareVersions } from './kernels.js';

/** From this kernel on `kptr` tags the referenced ones, which were `kptr_ref` before. */
const TAGS_TURNED_ROUND = '6.4';

/** The flag in a spec of a kfunc that destroys its argument. */
const DESTRUCTOR = 'DESTRUCTOR';

/** What the loaders need to know of a kernel. */
export function kernelFacts(kernel: Kernel): KernelFacts {
  const turned = compareVersions(kernel.name, TAGS_TURNED_ROUND) >= 0;
  const kptrTags = turned ? { unref: 'kptr_untrusted', ref: 'kptr' } : { unref: 'kptr', ref: 'kptr_ref' };
  return { kptrTags, types: { hasDestructor: destructorsOf(kernel) }, hasHelper: (name) => kernel.helperNames.includes(name) };
}

/** Which structures have a destructor; yes for those that the spec doesn't know, since a module may bring it along: they are not modelled anyway. */
function destructorsOf(kernel: Kernel): (name: string) => boolean {
  const destroyed = new Set<string>();
  for (const { contract } of Object.values(kernel.kfuncs)) {
    if (contract?.flags.includes(DESTRUCTOR)) destroyed.add((contract.params[0]?.type ?? '').replace(/^struct |[ *]+$/g, ''));
  }
  let known: ReadonlySet<string> | undefined;
  return (name) => {
    known ??= new Set(kernel.types.flatMap((type) => (type.kind === 'struct' ? [type.name] : [])));
    return destroyed.has(name) || !known.has(name);
  };
}
