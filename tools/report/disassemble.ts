import type { Kernel } from '@kfuncspec/runtime/v1';
import { kernelHelpers } from '../load/bpfasm/helper-names.js';
import { insnText } from '../load/bpfasm/print-insn.js';
import type { Disassemble } from './sections/listing.js';

const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;
const PSEUDO_BTF_ID = 3;
const PSEUDO_FUNC = 4;

/** Instructions as a kernel's log writes them, without the opcode in front; maps, helpers, kfuncs, functions and the kernel's variables by name. */
export function disassembler(kernel: Kernel): Disassemble {
  const helpers = kernelHelpers(kernel);
  return ({ insns, maps, kfuncs, functions, symbols = [] }, insn) =>
    insnText(insns, insn, {
      helper: helpers.nameOf,
      kfunc: (imm) => kfuncs[imm] ?? undefined,
      imm64(index) {
        const src = insns.src[index];
        const imm = insns.imm[index] ?? 0;
        const next = insns.imm[index + 1] ?? 0;
        if (src === PSEUDO_BTF_ID) return `ksym[${symbols.find(({ id, module }) => id === imm && module === next)?.name ?? `#${imm}`}]`;
        if (src === PSEUDO_FUNC) {
          return `subprog[${functions.find(({ offset }) => offset === index + imm + 1)?.name ?? `${imm < 0 ? '' : '+'}${imm}`}]`;
        }
        if (src !== PSEUDO_MAP_FD && src !== PSEUDO_MAP_VALUE) return undefined;
        const name = maps[imm]?.name || `#${imm}`;
        return src === PSEUDO_MAP_FD ? `map[${name}]` : `map[${name}] value +${next}`;
      },
    });
}
