/** How the kernel prints a register type (kernel/bpf/verifier.c reg_type_str); the names are the spec's. */
import type { RegisterTypes } from './abi.js';
import { BASE_TYPE_MASK } from './layout.js';

/** A suffix written `or_null_` follows `ptr_` as it stands; behind a name without the underscore it becomes `_or_null`. */
function withSuffix(base: string, suffix: string): string {
  if (base.endsWith('_')) return base + suffix;
  return `${base}_${suffix.endsWith('_') ? suffix.slice(0, -1) : suffix}`;
}

/** The printed name of a register type with its flags. Of several flags that print in front only the highest one shows. */
export function regTypeStr(types: RegisterTypes, type: number): string {
  let prefix = '';
  let name = types.base[type & BASE_TYPE_MASK] ?? '';
  for (const flag of types.flags) {
    if ((type & (1 << flag.bit)) === 0 || flag.prints === '') continue;
    if (flag.suffix) name = withSuffix(name, flag.prints);
    else prefix = flag.prints;
  }
  return prefix + name;
}
