import type { TargetBtf } from '../../cli/check/target-btf.js';
import { type Btf, KIND } from '../../load/btf/index.js';

/** What a kernel's BTF has that programs may attach to, each name once. */
export interface Targets {
  readonly functions: readonly string[];
  /** `btf_trace_X` */
  readonly tracepoints: readonly string[];
}

/** Functions and tracepoints of a kernel and its modules. */
export function targetsOf({ btf, modules }: TargetBtf): Targets {
  const functions = new Set<string>();
  const tracepoints = new Set<string>();
  const collect = (types: Btf, from: number): void => {
    for (let id = from; id < types.count; id++) {
      if (types.kind(id) === KIND.func) functions.add(types.name(id));
      else if (types.kind(id) === KIND.typedef && types.name(id).startsWith('btf_trace_')) tracepoints.add(types.name(id));
    }
  };
  collect(btf, 1);
  for (const module of modules) collect(module.btf, btf.count);
  return { functions: [...functions], tracepoints: [...tracepoints] };
}
