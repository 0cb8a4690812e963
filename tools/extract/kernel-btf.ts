import { type Btf, parseBtf, parseSplitBtf } from '../load/btf/index.js';
import type { Loaded } from '../load/result.js';

/** The BTF of vmlinux or of a module; a module's numbers go on where vmlinux's end (split BTF). */
export interface KernelBtf {
  /** `vmlinux` or the module's name. */
  readonly name: string;
  /** Own types and, for a module, those of vmlinux before them. */
  readonly types: Btf;
  /** Id of the first own type. */
  readonly firstId: number;
}

/** Raw BTF as /sys/kernel/btf/vmlinux has it. */
export function vmlinuxBtf(bytes: Uint8Array): KernelBtf {
  return { name: 'vmlinux', types: must('vmlinux', parseBtf(bytes, { origin: 'kernel' })), firstId: 1 };
}

/** Raw split BTF as /sys/kernel/btf/MODULE and a module's section .BTF have it, on top of vmlinux's. */
export function moduleBtf(name: string, bytes: Uint8Array, vmlinux: KernelBtf): KernelBtf {
  return { name, types: must(name, parseSplitBtf(vmlinux.types, bytes)), firstId: vmlinux.types.count };
}

function must(name: string, parsed: Loaded<Btf>): Btf {
  if (!parsed.ok) throw new Error(`${name}: ${parsed.error.message}`);
  return parsed.value;
}
