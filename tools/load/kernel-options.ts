import type { Kernel } from '@kfuncspec/runtime/v1';
import { type HelperNames, kernelHelpers } from './bpfasm/helper-names.js';
import { type KernelFacts, kernelFacts } from './kernel-facts.js';

/** What every loader takes: `LoadOptions` without what only the caller can know, such as the types of the kernel at hand. */
export interface KernelOptions {
  readonly facts: KernelFacts;
  readonly helpers: HelperNames;
  readonly kfuncs: ReadonlySet<string>;
}

/** Options of all loaders for a kernel that rules were generated for. */
export function kernelOptions(kernel: Kernel): KernelOptions {
  return { facts: kernelFacts(kernel), helpers: kernelHelpers(kernel), kfuncs: new Set(Object.keys(kernel.kfuncs)) };
}
