import type { Program } from '@kfuncspec/runtime/v1';
import type { KernelFacts } from '../kernel-facts.js';
import type { ProgramJson } from '../program-json-type.js';
import type { HelperNames } from './helper-names.js';

/** What a text is assembled with. */
export interface AssembleOptions {
  readonly facts: KernelFacts;
  readonly helpers: HelperNames;
  /** Kfuncs of the kernel; a call of any other name is an error. Left out: every name that is no helper is taken for a kfunc. */
  readonly kfuncs?: ReadonlySet<string>;
  /** What a program without a name is called; the first of a text as it is, the others with their number behind it. */
  readonly defaultName?: string;
}

/** A program of a text. */
export interface AssembledProgram {
  readonly program: Program;
  /** The same as program JSON, with the BTF that the program was read from. */
  readonly json: ProgramJson;
  /** 1-based line of the text that each slot comes from. */
  readonly lines: Uint32Array;
}
