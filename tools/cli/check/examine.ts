/** From an input to the outcomes of its programs, in whatever thread. */

import type { Kernel } from '@kfuncspec/runtime/v1';
import type { Finding } from '../../report/finding.js';
import { errorResult, type Result, resultOf } from '../../report/json.js';
import { kernelSource, loadKernels } from '../kernels.js';
import type { Input } from './inputs.js';
import { faultOf, type Judged, judge, type NotAccepted } from './judge.js';
import { type Found, Loaders } from './loaders.js';
import type { Details, Outcome, Page } from './outcome.js';
import { readPrograms } from './read.js';
import { Selection } from './selection.js';
import { ownsFile, ownsLine, type Shard } from './shard.js';

/** What every thread of a run has to know. Plain data. */
export interface Plan {
  /** As the command line asks for them. */
  readonly kernels: readonly string[];
  readonly rules: string | undefined;
  readonly btf: readonly string[];
  readonly kconfig: readonly string[];
  readonly programs: readonly string[];
  readonly sections: readonly string[];
  readonly shard: Shard | null;
  readonly details: Details;
  /** Of pages. */
  readonly colour: boolean;
}

/** More pages than this nobody reads: the rest gets a line each. */
export const MOST_PAGES = 25;

/** Takes the outcomes of an input; a promise: the next one must wait for it. */
export type Take = (outcome: Outcome) => Promise<void> | void;

/** Judges the programs of inputs, each for every kernel. */
export class Examiner {
  readonly selection: Selection;
  // a thread takes its inputs in order, so that pages beyond these can't be among the first of the run
  private pagesLeft = MOST_PAGES;

  private constructor(
    readonly kernels: readonly Kernel[],
    private readonly plan: Plan,
    private readonly loaders: Loaders,
  ) {
    this.selection = new Selection(plan.programs, plan.sections);
  }

  /** Loads the kernels. Throws a UsageError when the plan asks for what there is not. */
  static async create(plan: Plan): Promise<Examiner> {
    const kernels = await loadKernels(kernelSource(plan.rules), plan.kernels);
    return new Examiner(kernels, plan, await loadersFor(kernels, plan));
  }

  /** Judges what an input holds; never throws for its content. */
  async examine(input: Input, take: Take): Promise<void> {
    const { shard } = this.plan;
    // what may hold lines of JSON is parted by them
    const asWhole = shard !== null && input.kind !== 'jsonl' && input.kind !== 'any';
    if (asWhole && !ownsFile(shard, input.file)) return;
    let ordinal = -1;
    for await (const found of readPrograms(input, this.loaders)) {
      ordinal++;
      if (shard !== null && !asWhole && !ownsFound(shard, input.file, found)) continue;
      if (!this.selection.has(found)) continue;
      const waiting = take(await this.safely(input.file, found, ordinal));
      if (waiting !== undefined) await waiting;
    }
  }

  /** The outcome of an input that can't even be opened. */
  problem(file: string, message: string): Outcome {
    return { ordinal: 0, results: this.kernels.map(() => errorResult(file, null, message)), pages: [], findings: [] };
  }

  /** Whatever breaks in loading or reporting spoils one program only. */
  private async safely(file: string, found: Found, ordinal: number): Promise<Outcome> {
    try {
      return await this.outcome(file, found, ordinal);
    } catch (error) {
      const problem = faultOf(error, 'the tool failed on this program');
      return { ordinal, results: this.kernels.map(() => errorResult(file, found.name, problem)), pages: [], findings: [] };
    }
  }

  private outcome(file: string, found: Found, ordinal: number): Outcome | Promise<Outcome> {
    const results: Result[] = [];
    const judged: (Judged | null)[] = [];
    let allAccepted = true;
    for (const [index, kernel] of this.kernels.entries()) {
      const judgement = judgeFor(kernel, index, found);
      if ('problem' in judgement) {
        results.push(errorResult(file, judgement.name, judgement.problem));
        judged.push(null);
      } else {
        results.push(resultOf(file, judgement.loaded.program.name, judgement.verdict));
        judged.push(judgement);
        allAccepted &&= judgement.verdict.kind === 'accept';
      }
    }
    const plain = { ordinal, results, pages: [], findings: [] };
    if (allAccepted || this.plan.details === 'none') return plain;
    return this.withDetails(plain, file, found, judged);
  }

  // what details need is loaded when the first are due: most runs have none
  private async withDetails(plain: Outcome, file: string, found: Found, judged: readonly (Judged | null)[]): Promise<Outcome> {
    if (this.plan.details === 'pages') return { ...plain, pages: await this.pages(file, judged) };
    const { findingOf } = await import('./finding.js');
    const findings = judged.map((one): Finding | null => {
      if (one === null || one.verdict.kind === 'accept') return null;
      return findingOf(file, found.line, one, one.verdict, this.plan.details === 'flows');
    });
    return { ...plain, findings };
  }

  private async pages(file: string, judged: readonly (Judged | null)[]): Promise<Page[]> {
    const pages: Page[] = [];
    for (const group of groups(judged)) {
      if (this.pagesLeft-- <= 0) break;
      const { pageOf } = await import('./page.js');
      const alsoOn = group.kernels.slice(1).map((index) => this.kernels[index]?.name ?? '');
      pages.push({ kernels: group.kernels, text: pageOf(file, group.judged, group.verdict, alsoOn, this.plan.colour) });
    }
    return pages;
  }
}

/** What reads a kernel's types and configuration is loaded when there are any to read. */
async function loadersFor(kernels: readonly Kernel[], { btf, kconfig }: Plan): Promise<Loaders> {
  const types = btf.length > 0 ? (await import('./target-btf.js')).targetBtf(btf, kernels) : undefined;
  const configs = kconfig.length > 0 ? (await import('./target-config.js')).targetConfig(kconfig, kernels) : undefined;
  return new Loaders(kernels, types, configs);
}

function judgeFor(kernel: Kernel, index: number, found: Found): Judged | { readonly problem: string; readonly name: string | null } {
  const loaded = found.load(index);
  if (!loaded.ok) {
    const at = found.line === null ? '' : `line ${found.line}: `;
    return { problem: at + loaded.error.message, name: found.name };
  }
  const { program, poisoned } = loaded.value;
  const judgement = judge(kernel, program, poisoned);
  return 'problem' in judgement ? { ...judgement, name: program.name } : { kernel, loaded: loaded.value, verdict: judgement.verdict };
}

function ownsFound(shard: Shard, file: string, { line, name }: Found): boolean {
  return line === null ? ownsFile(shard, file) : ownsLine(shard, file, name);
}

interface Group {
  readonly kernels: number[];
  readonly judged: Judged;
  readonly verdict: NotAccepted;
}

/** Kernels that say the same of a program, together. */
function groups(judged: readonly (Judged | null)[]): Group[] {
  const found: Group[] = [];
  for (const [index, one] of judged.entries()) {
    if (one === null || one.verdict.kind === 'accept') continue;
    const { verdict } = one;
    const same = found.find((group) => saysSame(group.verdict, verdict));
    if (same === undefined) found.push({ kernels: [index], judged: one, verdict });
    else same.kernels.push(index);
  }
  return found;
}

function saysSame(a: NotAccepted, b: NotAccepted): boolean {
  const errno = (verdict: NotAccepted): number | null => (verdict.kind === 'reject' ? verdict.errno : null);
  return a.kind === b.kind && a.insn === b.insn && a.rule === b.rule && a.message === b.message && errno(a) === errno(b);
}
