import type { Verdict } from '@kfuncspec/runtime/v1';

/** What a real kernel said of a program. */
export interface KernelVerdict {
  readonly verdict: 'accept' | 'reject';
  readonly errno: number;
  /** The last instruction its log shows; null when it shows none. */
  readonly insn: number | null;
  readonly message: string | null;
  /** What its log says right above the message, of the same failure; absent when that is not known. */
  readonly inner?: readonly string[];
  readonly processed: number | null;
}

/**
 * How we differ, worst first. `false accept`: the kernel refuses what we accept. `no answer`: we are inconclusive. `message` and `insn`:
 * the verdicts agree, but not what is said or where; `processed`: all that is said agrees, but not how many instructions were visited.
 */
export const KINDS = ['false accept', 'false reject', 'no answer', 'errno', 'message', 'insn', 'processed', 'equal'] as const;
export type Kind = (typeof KINDS)[number];

/** Logs carry BTF ids of one build and addresses of one boot: they are no part of a rule. */
function withoutIds(message: string): string {
  return message.replace(/(\bbpf_\w+|\w+)#\d{4,}/g, '$1#N');
}

/** Compares our verdict with the kernel's, the worst difference first. */
export function compare(kernel: KernelVerdict, ours: Verdict): Kind {
  if (ours.kind === 'inconclusive') return 'no answer';
  if (ours.kind === 'accept') {
    if (kernel.verdict === 'reject') return 'false accept';
    return kernel.processed === null || kernel.processed === ours.processed ? 'equal' : 'processed';
  }
  if (kernel.verdict === 'accept') return 'false reject';
  if (withoutIds(kernel.message ?? '') !== withoutIds(ours.message)) return 'message';
  if (kernel.inner !== undefined && withoutIds(kernel.inner.join('\n')) !== withoutIds((ours.inner ?? []).join('\n'))) return 'message';
  const shown = ours.logInsn === undefined ? ours.insn : ours.logInsn;
  if (kernel.insn !== null && shown !== null && kernel.insn !== shown) return 'insn';
  if (kernel.errno !== ours.errno) return 'errno';
  return kernel.processed === null || kernel.processed === ours.processed || kernel.processed === 0 ? 'equal' : 'processed';
}

/** Our verdict as one line. */
export function verdictText(verdict: Verdict): string {
  if (verdict.kind === 'accept') return `accept, ${verdict.processed} processed`;
  const shown = verdict.kind === 'reject' && verdict.logInsn !== undefined ? ` (the log ends with ${verdict.logInsn ?? 'none'})` : '';
  const place = verdict.insn === null ? shown : ` at ${verdict.insn}${shown}`;
  const inner = verdict.kind === 'reject' ? (verdict.inner ?? []).map((message) => `${message} / `).join('') : '';
  return `${verdict.kind}${place}: ${inner}${verdict.message} [${verdict.rule}${verdict.kind === 'reject' ? `, errno ${verdict.errno}` : ''}], ${verdict.processed} processed`;
}

/** The kernel's verdict as one line. */
export function kernelText(kernel: KernelVerdict): string {
  const processed = kernel.processed === null ? '' : `, ${kernel.processed} processed`;
  if (kernel.verdict === 'accept') return `accept${processed}`;
  const place = kernel.insn === null ? '' : ` at ${kernel.insn}`;
  const inner = (kernel.inner ?? []).map((message) => `${message} / `).join('');
  return `reject${place}: ${inner}${kernel.message ?? '(no message)'} [errno ${kernel.errno}]${processed}`;
}
