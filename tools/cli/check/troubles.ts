/** Lines on stderr about what could not be judged; so many of one file are told one by one. */

import type { Result } from '../../report/json.js';
import { count, printable } from '../../report/layout.js';
import { complain } from '../output.js';

const MOST_TOLD = 20;

/** What could not be judged, and why. */
type Trouble = Pick<Result, 'file' | 'program' | 'message'>;

/** Tells about inputs that can't be used. */
export class Troubles {
  private readonly counts = new Map<string, number>();

  constructor(private readonly kernels: readonly string[]) {}

  /** Tells what one program met: by the kernel's index, null where nothing is wrong. What all kernels have in common is told once. */
  tell(troubles: readonly (Trouble | null)[]): void {
    const [first] = troubles;
    if (first && troubles.every((trouble) => trouble?.message === first.message)) {
      this.say(first, []);
      return;
    }
    for (const [index, trouble] of troubles.entries()) if (trouble !== null) this.say(trouble, [`Linux ${this.kernels[index]}`]);
  }

  private say({ file, program, message }: Trouble, kernel: readonly string[]): void {
    const count = (this.counts.get(file) ?? 0) + 1;
    this.counts.set(file, count);
    if (count <= MOST_TOLD) complain([file, ...(program ? [program] : []), ...kernel, message ?? ''].map(printable).join(': '));
  }

  /** Tells how many more there were. */
  end(): void {
    for (const [file, total] of this.counts) {
      if (total > MOST_TOLD) complain(`${printable(file)}: ${count(total - MOST_TOLD, 'more program')} could not be judged`);
    }
  }
}
