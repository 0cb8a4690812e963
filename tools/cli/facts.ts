import type { Kernel } from '@kfuncspec/runtime/v1';
import type { KernelFacts } from '../load/kernel_facts.js';
import { compareVersions } from './kernels.js';

/** From this kernel on `kptr` tags the referenced ones, which were `kptr_ref` before. */
const TAGS_TURNED_ROUND = '6.4';

/** What the loaders need to know of a kernel. */
export function kernelFacts(kernel: Kernel): KernelFacts {
  const turned = compareVersions(kernel.name, TAGS_TURNED_ROUND) >= 0;
  return { kptrTags: turned ? { unref: 'kptr_untrusted', ref: 'kptr' } : { unref: 'kptr', ref: 'kptr_ref' } };
}
