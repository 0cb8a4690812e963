/** Asking the machine for a verdict; whatever breaks in it spoils one program only. */

import { type Accept, checkProgram, type Kernel, type Program, type Verdict } from '@kfuncspec/runtime/v1';
import type { SourceLine } from '../../load/elf/link.js';
import { blameLoader, type Poisoned } from '../../load/elf/poisoned.js';
import type { MapBtf } from '../../load/maps.js';

/** Whatever is no accept. */
export type NotAccepted = Exclude<Verdict, Accept>;

/** A program, and where its instructions stand in the text that it was read from. */
export interface LoadedProgram {
  readonly program: Program;
  /** 1-based line of each slot. */
  readonly lines?: Uint32Array;
  /** Of an object: the C source that its instructions come from. */
  readonly source?: () => readonly SourceLine[];
  /** Instructions that can't work on the kernel. */
  readonly poisoned?: readonly Poisoned[];
  /** Types of the maps' keys and values, by the map's index. */
  readonly mapTypes?: () => readonly (MapBtf | undefined)[];
}

/** A judged program with what a report of it needs. */
export interface Judged {
  readonly kernel: Kernel;
  readonly loaded: LoadedProgram;
  readonly verdict: Verdict;
}

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
    return { problem: faultOf(error, 'the machine failed on this program') };
  }
}

/** A fault of our own, told in a line. */
export function faultOf(error: unknown, what: string): string {
  if (process.env.KFUNCSPEC_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  const reason = error instanceof Error ? `${error.name}: ${error.message.split('\n')[0]}` : String(error);
  return `${what} (${reason}); KFUNCSPEC_DEBUG=1 shows where`;
}
