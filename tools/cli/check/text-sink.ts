import type { Accept, Verdict } from '@kfuncspec/runtime/v1';
import type { Result } from '../../report/json.js';
import { count, printable } from '../../report/layout.js';
import { reportLine } from '../../report/line.js';
import { createStyle, type Style, wantsColour } from '../../report/style.js';
import type { Judged, Sink } from './sink.js';
import type { Tally } from './tally.js';

/** What the text report needs to know. */
export interface TextOptions {
  readonly kernels: readonly string[];
  readonly write: (text: string) => void;
  readonly tally: Tally;
  readonly quiet: boolean;
  /** False: `--no-color`. */
  readonly colour: boolean;
}

/** Full reports beyond so many would drown the reader: the rest gets a line each. */
const MOST_REPORTS = 25;

/** Reports for people: a line for each accepted program, a page for each other one, a count at the end. */
export class TextSink implements Sink {
  private readonly style: Style;
  private reports = 0;
  private shortened = 0;
  /** Was the last thing written a page, which wants room below it? */
  private afterPage = false;
  private afterLine = false;

  constructor(private readonly options: TextOptions) {
    const refused = !options.colour;
    this.style = createStyle(wantsColour({ isTerminal: process.stdout.isTTY === true, env: process.env, refused }));
  }

  add(kernelIndex: number, result: Result, judged?: Judged): Promise<void> | void {
    const { quiet } = this.options;
    const kernel = this.options.kernels[kernelIndex] ?? '';
    if (result.verdict === 'accept') {
      if (!quiet) this.line(this.accepted(result, kernel));
      return;
    }
    // what could not be read has been told on stderr
    if (judged === undefined || judged.verdict.kind === 'accept') return;
    if (!quiet && this.reports < MOST_REPORTS) {
      return this.page(result.file, judged, judged.verdict);
    }
    if (!quiet) this.shortened++;
    this.line(reportLine(result.file, result.program, kernel, result.verdict, result.insn, result.message));
  }

  end(): void {
    const { quiet, tally, write } = this.options;
    if (quiet || tally.total === 0) return;
    if (this.shortened > 0) write(`\n${count(this.shortened, 'program')} got a line only; --program NAME shows one in full.\n`);
    if (tally.total > 1) write(`\n${tally.summary()}\n`);
  }

  private accepted({ file, program, processed }: Result, kernel: string): string {
    const visited = this.style.faint(`(${count(processed ?? 0, 'instruction')} visited)`);
    return `${this.style.accept('accepted')} ${printable(file)}${program ? `, ${printable(program)}` : ''} on Linux ${kernel} ${visited}`;
  }

  // what a page needs is loaded when the first one is due: most runs have none
  private async page(file: string, judged: Judged, verdict: Exclude<Verdict, Accept>): Promise<void> {
    const { reportOf } = await import('./report-of.js');
    this.options.write(`${this.reports++ > 0 || this.afterLine ? '\n' : ''}${reportOf(file, judged, verdict, this.style)}`);
    this.afterPage = true;
  }

  private line(text: string): void {
    this.options.write(`${this.afterPage ? '\n' : ''}${text}\n`);
    this.afterPage = false;
    this.afterLine = true;
  }
}
