/** Where results go as they come. */

import type { Kernel, Program, Verdict } from '@kfuncspec/runtime/v1';
import type { SourceLine } from '../../load/elf/link.js';
import type { Result } from '../../report/json.js';

/** A judged program with what a report of it needs. */
export interface Judged {
  readonly kernel: Kernel;
  readonly program: Program;
  readonly verdict: Verdict;
  /** 1-based line of each slot in the file, when it is a text. */
  readonly lines?: Uint32Array;
  /** The C source that the instructions come from, for an object. */
  readonly source?: readonly SourceLine[];
}

/** Takes the results in the order of the input; for each program one of every kernel, in the kernels' order. */
export interface Sink {
  /** `judged` is absent when there is no verdict. A promise: the next result must wait for it. */
  add(kernelIndex: number, result: Result, judged?: Judged): Promise<void> | void;
  end(): void;
}
