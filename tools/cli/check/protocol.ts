/** What the main thread and its workers say to each other. Plain data. */

import type { Plan } from './examine.js';
import type { Input } from './inputs.js';
import type { Outcome } from './outcome.js';
import type { Selection } from './selection.js';

/** Given to a worker when it starts. */
export interface WorkerStart {
  readonly plan: Plan;
}

/** Asks a worker to judge an input; `index` is its number in the run. */
export interface Task {
  readonly index: number;
  readonly input: Input;
}

/** What a worker answers: outcomes of its input as they come, and that the input is done. */
export type Answer =
  | { readonly kind: 'outcomes'; readonly outcomes: readonly Outcome[] }
  | { readonly kind: 'done'; readonly selection: ReturnType<Selection['report']> };
