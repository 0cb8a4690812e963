/** Writing to stdout and stderr: gathered into large pieces, a closed pipe ends the process quietly. */

import { EXIT, systemReason } from './exit.js';

const FLUSH_AT = 1 << 16;

/** Where results go: `write` gathers, `flush` hands over and waits until the reader keeps up. */
export interface Output {
  write(text: string): void;
  /** True when enough has gathered that the writer should await `flush`. */
  readonly full: boolean;
  flush(): Promise<void>;
}

/** The process's standard output. */
export function standardOutput(): Output {
  let pending: string[] = [];
  let size = 0;
  return {
    write(text) {
      pending.push(text);
      size += text.length;
    },
    get full() {
      return size >= FLUSH_AT;
    },
    async flush() {
      if (size === 0) return;
      const text = pending.join('');
      pending = [];
      size = 0;
      await new Promise<void>((resolve) => process.stdout.write(text, () => resolve()));
    },
  };
}

/** One line of trouble on standard error. */
export function complain(line: string): void {
  process.stderr.write(`kfuncspec: ${line}\n`);
}

/**
 * A reader that goes away (`| head`) is no error of ours: end without a word, with the status a shell gives to SIGPIPE. What else keeps us
 * from writing, such as a full disk, is told.
 */
export function endWhenPipeBreaks(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED') process.exit(EXIT.pipeBroken);
      if (stream === process.stdout) complain(`standard output: ${systemReason(error)}`);
      process.exit(EXIT.wrong);
    });
  }
}
