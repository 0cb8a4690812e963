import type { KernelSymbol } from '@kfuncspec/runtime/v1';
import { KIND } from '../btf/index.js';
import { plainType } from '../plain-type.js';
import type { TargetTypes, TypeOfKernel } from './target.js';

/** What the kernel's BTF says of a variable or function whose address a program takes, as check_pseudo_btf_id (kernel/bpf/verifier.c) asks. */
export function kernelSymbol(target: TargetTypes, { btf, id, module }: TypeOfKernel): KernelSymbol {
  const isVariable = btf.kind(id) === KIND.var;
  const declared = isVariable ? btf.sizeOrType(id) : 0;
  const type = plainType(btf, declared);
  return {
    id,
    module,
    name: btf.name(id),
    isVariable,
    isPercpu: isVariable && target.isPercpu(module, id),
    type: { ...type, name: btf.name(declared) },
    isPlain: btf.skipModifiers(declared) === declared,
  };
}
