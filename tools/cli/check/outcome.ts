/** What comes out for one program of an input. Plain data: it may come from another thread. */

import type { Finding } from '../../report/finding.js';
import type { Result } from '../../report/json.js';

/** A full report in words, about one kernel or several that said the same. */
export interface Page {
  /** Indexes of the kernels. */
  readonly kernels: readonly number[];
  readonly text: string;
}

/** What comes out for one program. */
export interface Outcome {
  /** Its number among all of the input, those that were not asked for included; its place in the order of results. */
  readonly ordinal: number;
  /** One for each kernel, in their order. */
  readonly results: readonly Result[];
  readonly pages: readonly Page[];
  /** By kernel; null where there is nothing to show. Empty when findings were not asked for. */
  readonly findings: readonly (Finding | null)[];
}

/** What a format needs of each program besides its results. */
export type Details = 'none' | 'pages' | 'places' | 'flows';
