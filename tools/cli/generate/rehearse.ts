/** The first change after `--watch` began is to be as quick as the later ones: the engine compiles what has run often. */

import { type GenerateOptions, Generator } from '../../../generator/index.js';

/** So often does everything run before it runs at full speed. */
const REHEARSALS = 3;
/** Milliseconds between two of them, in which a change gets its turn. */
const PAUSE = 100;

/** Generates everything afresh a few times, in pauses, and writes nothing. Specs with errors are left alone until they change. */
export function rehearse(options: GenerateOptions, left = REHEARSALS): void {
  if (left === 0) return;
  setTimeout(() => {
    try {
      new Generator({ ...options, check: true }).run();
    } catch {
      return; // what can't be read is said when it changes
    }
    rehearse(options, left - 1);
  }, PAUSE);
}
