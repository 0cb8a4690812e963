/** Running something again when specs change. */

import { watch } from 'node:fs';
import { InputError } from '../exit.js';
import { complain } from '../output.js';

/** Editors write a file in several steps: so many milliseconds of quiet make one change of them. */
const QUIET = 15;

/** Calls `again` after each change below the directories, one call after the other. Never ends by itself; an interrupt ends the process. */
export async function watchSpecs(dirs: readonly string[], again: () => Promise<unknown>): Promise<never> {
  let timer: NodeJS.Timeout | undefined;
  let last = Promise.resolve();
  const run = async (): Promise<void> => {
    try {
      await again();
    } catch (error) {
      // a file that is gone for a moment must not end the watch
      if (!(error instanceof InputError)) throw error;
      complain(`${error.where}: ${error.message}`);
    }
  };
  for (const dir of dirs) {
    watch(dir, { recursive: true }, (_, file) => {
      if (file !== null && !/\.(kf|jsonl)$/.test(file)) return;
      clearTimeout(timer);
      timer = setTimeout(() => {
        last = last.then(run);
      }, QUIET);
    }).on('error', (error) => complain(`${dir}: can't be watched any more: ${error.message}`));
  }
  return new Promise<never>(() => {});
}
