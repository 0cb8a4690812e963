/** What came of replaying many logs. */

import type { Replayed } from './replay-log.js';
import { Tally } from './tally.js';

/** A log that the machine could not follow to its end, or that could not be used. */
export interface Trouble {
  readonly file: string;
  readonly program: string;
  readonly message: string;
}

export class Summary {
  readonly tally = new Tally();
  /** Logs that were followed to their end. */
  followed = 0;
  /** Of these: logs that show one path only, so that marks could not be compared. */
  onePath = 0;
  /** Rows that have no log, and logs that show no instruction. */
  withoutLog = 0;
  silent = 0;
  /** Programs that the machine can't judge: what was compared up to there is not counted. */
  readonly unjudged: Trouble[] = [];
  /** Inputs that could not be used. */
  readonly unusable: Trouble[] = [];

  add(file: string, program: string, replayed: Replayed): void {
    switch (replayed.kind) {
      case 'silent':
        this.silent++;
        break;
      case 'unusable':
        this.unusable.push({ file, program, message: replayed.message });
        break;
      default:
        if (replayed.verdict.kind === 'inconclusive') {
          this.unjudged.push({ file, program, message: replayed.verdict.message });
          return;
        }
        this.followed++;
        if (replayed.onePath) this.onePath++;
        this.tally.join(replayed.tally);
    }
  }
}
