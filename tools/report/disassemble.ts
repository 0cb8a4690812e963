import type { Kernel } from '@kfuncspec/runtime/v1';
import { helperNames } from '../load/bpfasm/helper_names.js';
import { insnText } from '../load/bpfasm/print_insn.js';
import type { Disassemble } from './sections/listing.js';

const PSEUDO_MAP_FD = 1;
const PSEUDO_MAP_VALUE = 2;

/** Instructions as a kernel's log writes them, without the opcode in front; maps, helpers and kfuncs by name. */
export function disassembler(kernel: Kernel): Disassemble {
  const helpers = helperNames(kernel.helperNames.flatMap((name, id) => (name ? [{ id, name }] : [])));
  return ({ insns, maps, kfuncs }, insn) =>
    insnText(insns, insn, {
      helper: helpers.nameOf,
      kfunc: (imm) => kfuncs[imm] ?? undefined,
      imm64(index) {
        const src = insns.src[index];
        if (src !== PSEUDO_MAP_FD && src !== PSEUDO_MAP_VALUE) return undefined;
        const number = insns.imm[index] ?? -1;
        const name = maps[number]?.name || `#${number}`;
        return src === PSEUDO_MAP_FD ? `map[${name}]` : `map[${name}] value +${insns.imm[index + 1] ?? 0}`;
      },
    });
}
