import type { KernelTypes, KptrTags } from './btf/fields.js';

/** What a loader must know of the kernel that a program is meant for; all of it is data of that kernel's spec. */
export interface KernelFacts {
  readonly kptrTags: KptrTags;
  /** Left out: every structure is taken as known, with a destructor. */
  readonly types?: KernelTypes;
  /** Has it a helper of that name, without `bpf_`. Left out: not known. */
  readonly hasHelper?: (name: string) => boolean;
}
