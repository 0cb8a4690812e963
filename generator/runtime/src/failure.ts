import type { HoleValue } from './message.js';

/** Why a table did not pass. */
export interface Failure {
  /** Index into `Kernel.rules`; -1 when the runtime itself gave up (`id` and `text` say what at). */
  readonly rule: number;
  readonly errno: number;
  readonly values: readonly HoleValue[];
  /** Where the register that the row asks about begins in the machine's words; -1 when it asks about none. */
  readonly reg: number;
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
