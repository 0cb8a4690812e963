import type { Kernel } from '@kfuncspec/runtime/v1';
import type { KernelTypes, KptrTags } from './btf/fields.js';
import type { OwnTables } from './btf/target-tables.js';

/** What a loader must know of the kernel that a program is meant for; all of it is data of that kernel's spec. */
export interface KernelFacts {
  /** Its version, for messages: `6.1`. */
  readonly kernel?: string;
  readonly kptrTags: KptrTags;
  /** Left out: every structure is taken as known, with a destructor. */
  readonly types?: KernelTypes;
  /** What its tables say of its types; with them, the BTF of the very kernel makes tables for a program. */
  readonly tables?: OwnTables;
  /** Has it a helper of that name, without `bpf_`. Left out: not known. */
  readonly hasHelper?: (name: string) => boolean;
}

/** The enumeration of a spec that says how a program's BTF tags kptrs. */
const FIELD_KIND = 'field_kind';

/** The flag in a spec of a kfunc that destroys its argument. */
const DESTRUCTOR = 'DESTRUCTOR';

/** What the loaders need to know of a kernel, out of what was generated for it. */
export function kernelFacts(kernel: Kernel): KernelFacts {
  const { kptr_unref: unref = '', kptr_ref: ref = '' } = kernel.enumTexts?.[FIELD_KIND] ?? {};
  return {
    kernel: kernel.name,
    kptrTags: { unref, ref },
    types: { hasDestructor: destructorsOf(kernel) },
    tables: kernel,
    hasHelper: (name) => kernel.helperNames.includes(name),
  };
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
