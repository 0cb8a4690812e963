/** Where results go as they come. */

import type { Position, ShardPart } from '../../report/json.js';
import type { Outcome } from './outcome.js';

/** Takes the outcomes in their order. */
export interface Sink {
  add(outcome: Outcome, position: Position): void;
  /** No more will come. `shard`: what part of a run this was; null: all of it. */
  end(shard: ShardPart | null): void;
}
