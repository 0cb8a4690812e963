/** The report for machines (`--format json`): what each program got, in the order of the input. */

import type { Verdict } from '@kfuncspec/runtime/v1';

export const REPORT_FORMAT = 'kfuncspec/report@1';

/** One program's verdict. `error`: it could not be read or judged, the message says why. */
export interface Result {
  /** As given on the command line, or found below a directory given there; `-` is standard input. */
  readonly file: string;
  /** null when the input did not even give a name. */
  readonly program: string | null;
  readonly verdict: 'accept' | 'reject' | 'inconclusive' | 'error';
  /** Positive; 0 for accept, null when there is none. */
  readonly errno: number | null;
  /** Index of the instruction at fault. */
  readonly insn: number | null;
  /** `table/row` */
  readonly rule: string | null;
  /** The kernel's text without the newline, what is not modelled, or why there is no verdict. */
  readonly message: string | null;
  /** Instructions visited, as the kernel counts them; null for an error. */
  readonly processed: number | null;
}

/** Which part of a run a report holds (`--shard`), and what joining the parts needs. */
export interface ShardPart {
  readonly index: number;
  readonly count: number;
  /** Hash of the paths of all inputs: the same for all parts of one run. */
  readonly inputs: string;
  /** For each result the number of its input, and of its program in that: their order in the whole run. */
  readonly positions: readonly Position[];
  /** Names that were asked for and are not in this part. */
  readonly unmatched: { readonly program: readonly string[]; readonly section: readonly string[] };
}

/** Number of an input among all, and of a program in it. */
export type Position = readonly [input: number, ordinal: number];

/** The result of a judged program. */
export function resultOf(file: string, program: string, verdict: Verdict): Result {
  const { kind, processed } = verdict;
  if (kind === 'accept') return { file, program, verdict: kind, errno: 0, insn: null, rule: null, message: null, processed };
  const errno = verdict.kind === 'reject' ? verdict.errno : null;
  return { file, program, verdict: kind, errno, insn: verdict.insn, rule: verdict.rule, message: verdict.message, processed };
}

export function isError({ verdict }: Result): boolean {
  return verdict === 'error';
}

/** The result of something that can't be read or judged. */
export function errorResult(file: string, program: string | null, message: string): Result {
  return { file, program, verdict: 'error', errno: null, insn: null, rule: null, message, processed: null };
}

/** Writes one report, or an array of them, piece by piece: results of the first kernel leave as they come, those of the others wait their turn. */
export class JsonReport {
  private readonly waiting: string[][];
  private started = false;

  constructor(
    private readonly kernels: readonly string[],
    private readonly write: (text: string) => void,
  ) {
    this.waiting = kernels.map(() => []);
  }

  /** Adds a result for the kernel at that index. */
  add(kernel: number, result: Result): void {
    const text = JSON.stringify(result);
    if (kernel > 0) {
      this.waiting[kernel]?.push(text);
      return;
    }
    this.start();
    this.write(`${this.first ? '' : ','}\n${text}`);
    this.first = false;
  }

  /** Writes what waits and closes the report. */
  end(shard: ShardPart | null = null): void {
    const closing = `\n]${shard === null ? '' : `,"shard":${JSON.stringify(shard)}`}}`;
    this.start();
    this.write(closing);
    for (let i = 1; i < this.kernels.length; i++) {
      this.write(`,\n${opening(this.kernels[i] ?? '')}`);
      this.waiting[i]?.forEach((text, j) => {
        this.write(`${j === 0 ? '' : ','}\n${text}`);
      });
      this.write(closing);
    }
    this.write(this.kernels.length > 1 ? ']\n' : '\n');
  }

  private first = true;

  private start(): void {
    if (this.started) return;
    this.started = true;
    this.write(`${this.kernels.length > 1 ? '[' : ''}${opening(this.kernels[0] ?? '')}`);
  }
}

function opening(kernel: string): string {
  return `{"format":"${REPORT_FORMAT}","kernel":${JSON.stringify(kernel)},"results":[`;
}
