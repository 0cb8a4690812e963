import type { Verdict } from '@kfuncspec/runtime/v1';

/** An instruction that can't work on the kernel, and what loaders say of it when it is reached. */
export interface Poisoned {
  readonly insn: number;
  readonly message: string;
}

/**
 * A verdict with the loader's reason in place of the verifier's, when the program was rejected at an instruction that the loader had made
 * invalid, as libbpf mends the verifier's log (bpf_program_fixup_log in tools/lib/bpf/libbpf.c).
 */
export function blameLoader(verdict: Verdict, poisoned: readonly Poisoned[]): Verdict {
  if (verdict.kind !== 'reject') return verdict;
  const cause = poisoned.find(({ insn }) => insn === verdict.insn);
  return cause === undefined ? verdict : { ...verdict, message: cause.message };
}
