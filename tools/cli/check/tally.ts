/** Counts of verdicts, and the exit status that follows from them. */

import type { Result } from '../../report/json.js';
import { count } from '../../report/layout.js';
import { EXIT } from '../exit.js';

type Kind = Result['verdict'];

/** How many results of each verdict there were. */
export class Tally {
  readonly counts: Record<Kind, number> = { accept: 0, reject: 0, inconclusive: 0, error: 0 };

  /** `noun` is what is counted: programs, or with several kernels verdicts. */
  constructor(private readonly noun: string) {}

  add(kind: Kind): void {
    this.counts[kind]++;
  }

  get total(): number {
    const { accept, reject, inconclusive, error } = this.counts;
    return accept + reject + inconclusive + error;
  }

  /** 2 beats 1 beats 0. */
  get exitStatus(): number {
    const { reject, inconclusive, error } = this.counts;
    if (error > 0) return EXIT.wrong;
    return reject + inconclusive > 0 ? EXIT.rejected : EXIT.ok;
  }

  /** `5 programs: 3 accepted, 2 rejected`; kinds that did not occur are left out. */
  summary(): string {
    const { accept, reject, inconclusive, error } = this.counts;
    const parts: string[] = [];
    if (accept > 0) parts.push(`${accept} accepted`);
    if (reject > 0) parts.push(`${reject} rejected`);
    if (inconclusive > 0) parts.push(`${inconclusive} inconclusive`);
    if (error > 0) parts.push(`${error} unusable`);
    return `${count(this.total, this.noun)}: ${parts.join(', ')}`;
  }
}
