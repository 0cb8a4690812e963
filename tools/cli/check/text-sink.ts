import type { Result } from '../../report/json.js';
import { count, printable } from '../../report/layout.js';
import { reportLine } from '../../report/line.js';
import { createStyle, type Style } from '../../report/style.js';
import { verdictTable } from '../../report/verdict-table.js';
import { MOST_PAGES } from './examine.js';
import type { Outcome, Page } from './outcome.js';
import type { Sink } from './sink.js';
import type { Tally } from './tally.js';

/** What the text report needs to know. */
export interface TextOptions {
  readonly kernels: readonly string[];
  readonly write: (text: string) => void;
  readonly tally: Tally;
  readonly quiet: boolean;
  readonly colour: boolean;
}

/**
 * Reports for people: a line for each accepted program, a page for each other one, a count at the end. With several kernels a table of
 * programs and kernels stands in front.
 */
export class TextSink implements Sink {
  private readonly style: Style;
  private readonly body: Body;
  /** With several kernels: rows of the table, and what stands below it. */
  private readonly rows: (readonly Result[])[] = [];
  private readonly below: string[] = [];

  constructor(private readonly options: TextOptions) {
    this.style = createStyle(options.colour);
    this.body = new Body(this.severalKernels ? (text) => void this.below.push(text) : options.write);
  }

  private get severalKernels(): boolean {
    return this.options.kernels.length > 1;
  }

  add({ results, pages }: Outcome): void {
    const { quiet } = this.options;
    if (this.severalKernels && (!quiet || results.some(({ verdict }) => verdict !== 'accept'))) this.rows.push(results);
    for (const [index, result] of results.entries()) {
      if (result.verdict === 'accept') {
        if (!quiet && !this.severalKernels) this.body.line(this.accepted(result));
        continue;
      }
      // what could not be read has been told on stderr
      if (result.verdict === 'error') continue;
      const page = pages.find(({ kernels }) => kernels.includes(index));
      if (page !== undefined && this.body.hasRoom) {
        if (page.kernels[0] === index) this.body.page(page);
      } else if (page === undefined || page.kernels[0] === index) {
        if (!quiet) this.body.shortened++;
        const kernel = this.options.kernels[index] ?? '';
        this.body.line(reportLine(result.file, result.program, kernel, result.verdict, result.insn, result.message));
      }
    }
  }

  end(): void {
    const { quiet, tally, write, kernels } = this.options;
    if (this.rows.length > 0) write(verdictTable(this.rows, kernels, this.style));
    if (this.below.length > 0) write('\n');
    for (const text of this.below) write(text);
    if (quiet || tally.total === 0) return;
    const { shortened } = this.body;
    if (shortened > 0) write(`\n${count(shortened, 'program')} got a line only; --program NAME shows one in full.\n`);
    if (tally.total > 1) write(`\n${tally.summary()}\n`);
  }

  private accepted({ file, program, processed }: Result): string {
    const visited = this.style.faint(`(${count(processed ?? 0, 'instruction')} visited)`);
    const kernel = this.options.kernels[0] ?? '';
    return `${this.style.accept('accepted')} ${printable(file)}${program ? `, ${printable(program)}` : ''} on Linux ${kernel} ${visited}`;
  }
}

/** Lines and pages below each other, with an empty line wherever a page begins or ends. */
class Body {
  private pages = 0;
  private afterPage = false;
  private afterLine = false;
  /** Programs that got a line, since there were pages enough. */
  shortened = 0;

  constructor(private readonly write: (text: string) => void) {}

  get hasRoom(): boolean {
    return this.pages < MOST_PAGES;
  }

  page({ text }: Page): void {
    this.write(`${this.pages++ > 0 || this.afterLine ? '\n' : ''}${text}`);
    this.afterPage = true;
  }

  line(text: string): void {
    this.write(`${this.afterPage ? '\n' : ''}${text}\n`);
    this.afterPage = false;
    this.afterLine = true;
  }
}
