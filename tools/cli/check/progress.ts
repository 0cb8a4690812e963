/** How far a run has come, on one line of a terminal that is written over and over, and gone when the run ends. */

import { count } from '../../report/layout.js';

/** Where the line goes: standard error. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

/** Short runs show nothing; milliseconds. */
const FIRST_AFTER = 1000;
const AGAIN_AFTER = 100;

const CLEAR_LINE = '\r\u001b[K';

/** Shows the number of files and programs judged so far, when the stream is a terminal and the run takes long. */
export class Progress {
  private readonly active: boolean;
  private readonly begin: number;
  private shown = false;
  private last = 0;
  private programs = 0;
  private files = 0;

  /** @param now milliseconds of a clock */
  constructor(
    private readonly total: number,
    private readonly stream: ProgressStream,
    private readonly now: () => number = () => performance.now(),
    terminal = process.env.TERM,
  ) {
    this.active = stream.isTTY === true && terminal !== 'dumb';
    this.begin = now();
  }

  programDone(): void {
    this.programs++;
    this.update();
  }

  fileDone(): void {
    this.files++;
    this.update();
  }

  /** Writes the line anew when it is time. */
  update(): void {
    if (!this.active) return;
    const now = this.now();
    if (now - this.begin < FIRST_AFTER || now - this.last < AGAIN_AFTER) return;
    this.last = now;
    this.shown = true;
    const text = `${this.files} of ${count(this.total, 'file')}, ${count(this.programs, 'program')} judged`;
    // the cursor goes back to the line's begin, so that whatever comes next writes over it
    this.stream.write(`${CLEAR_LINE}${text.slice(0, Math.max(0, (this.stream.columns || 80) - 1))}\r`);
  }

  /** Takes the line away, before something else is written or when the run ends. */
  clear(): void {
    if (!this.shown) return;
    this.shown = false;
    this.stream.write(CLEAR_LINE);
  }
}
