/** What loaders demand, told apart from what the verifier demands: they stand in no spec. */

import { LOADER_RULES } from '../load/elf/poisoned.js';
import type { Doc } from './doc.js';

const DOCS: ReadonlyMap<string, Doc> = new Map<string, Doc>([
  [
    LOADER_RULES.relocation,
    {
      about:
        'The program was compiled for other types than this kernel has. The loader marks such an instruction, and the verifier refuses it where a path reaches it.',
      help: [
        'reach it only where bpf_core_field_exists() says that this kernel has the field, bpf_core_type_exists() the type, or bpf_core_enum_value_exists() the enumerator.',
        "read a field whose size differs with BPF_CORE_READ() or bpf_core_read(), into a variable of the kernel's own size.",
      ],
    },
  ],
  [
    LOADER_RULES.kfunc,
    {
      about:
        'The kfunc is declared __weak, and this kernel has none of that name and prototype. The loader marks calls of it, and the verifier refuses those that a path reaches.',
      help: ['call it only where bpf_ksym_exists() says that this kernel has it.'],
    },
  ],
]);

/** What there is to say about a loader's rule; undefined for a rule of the verifier. */
export function loaderDoc(rule: string): Doc | undefined {
  return DOCS.get(rule);
}
