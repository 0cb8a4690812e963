import type { Verdict } from '@kfuncspec/runtime/v1';

/** An instruction that can't work on the kernel, and what loaders say of it when it is reached. */
export interface Poisoned {
  readonly insn: number;
  /** `relocation`: a CO-RE relocation that the kernel's types have no answer to; `kfunc`: a weak kfunc that the kernel lacks. */
  readonly kind: 'relocation' | 'kfunc';
  readonly message: string;
}

/** In place of the id of a verifier's rule: what a loader demands is told apart from what the verifier demands. */
export const LOADER_RULES = { relocation: 'loader/relocation', kfunc: 'loader/kfunc' } as const;

/** What loaders put into the kernel's log in place of the call that they put there. */
const SHOWN: Readonly<Record<Poisoned['kind'], string>> = {
  relocation: '<invalid CO-RE relocation>',
  kfunc: '<invalid kfunc call>',
};

/** The instruction as loaders show it. */
export function poisonedText({ kind }: Poisoned): string {
  return SHOWN[kind];
}

/**
 * A verdict with the loader's reason in place of the verifier's, when the program was rejected at an instruction that the loader had made
 * invalid, as libbpf mends the verifier's log (bpf_program_fixup_log in tools/lib/bpf/libbpf.c).
 */
export function blameLoader(verdict: Verdict, poisoned: readonly Poisoned[]): Verdict {
  if (verdict.kind !== 'reject') return verdict;
  const cause = poisoned.find(({ insn }) => insn === verdict.insn);
  return cause === undefined ? verdict : { ...verdict, rule: LOADER_RULES[cause.kind], message: cause.message };
}
