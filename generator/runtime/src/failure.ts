import type { HoleValue } from './message.js';

/** Why a table did not pass. */
export interface Failure {
  /** Index into `Kernel.rules`; -1 when the runtime itself gave up (`id` and `text` say what at). */
  readonly rule: number;
  readonly errno: number;
  readonly values: readonly HoleValue[];
  /** Instruction at fault, -1 for the program as a whole. */
  readonly insn: number;
  /** Instruction that was checked last, -1 for none: the kernel's log ends with it. */
  readonly lastChecked: number;
  /** Not a rule of the kernel: the verdict is inconclusive. */
  readonly unmodelled: boolean;
  /** The failure of the inner table that `passes` asked. */
  readonly cause: Failure | null;
  readonly id: string;
  readonly text: string;
}
