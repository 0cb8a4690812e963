/** Asking the machine for a verdict; whatever breaks in it spoils one program only. */

import { checkProgram, type Kernel, type Program, type Verdict } from '@kfuncspec/runtime/v1';
import type { Poisoned } from '../../load/elf/link.js';

/** A verdict, or why there is none. */
export type Judgement = { readonly verdict: Verdict } | { readonly problem: string };

/**
 * Judges a program for a kernel. A fault of the machine itself is a problem of this program, never an accept.
 *
 * @param poisoned instructions that the loader made invalid; when one is reached, the reason is the loader's
 */
export function judge(kernel: Kernel, program: Program, poisoned: readonly Poisoned[] = []): Judgement {
  try {
    return { verdict: blameLoader(checkProgram(kernel, program), poisoned) };
  } catch (error) {
    if (process.env.KFUNCSPEC_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
    const reason = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
    return { problem: `the machine failed on this program (${reason}); KFUNCSPEC_DEBUG=1 shows where` };
  }
}

function blameLoader(verdict: Verdict, poisoned: readonly Poisoned[]): Verdict {
  if (verdict.kind !== 'reject') return verdict;
  const cause = poisoned.find(({ insn }) => insn === verdict.insn);
  return cause === undefined ? verdict : { ...verdict, message: cause.message };
}
