/** `check`: reads the inputs one program at a time, judges each for every kernel, reports as it goes. */

import type { Kernel } from '@kfuncspec/runtime/v1';
import { errorResult, type Result, resultOf } from '../../report/json.js';
import { count, printable } from '../../report/layout.js';
import type { CheckOptions } from '../commands/check.js';
import { UsageError } from '../exit.js';
import { kernelSource, loadKernels } from '../kernels.js';
import { complain, standardOutput } from '../output.js';
import { didYouMean } from '../suggest.js';
import { findInputs, type Input } from './inputs.js';
import { judge } from './judge.js';
import { type Found, Loaders } from './loaders.js';
import { readPrograms } from './read.js';
import type { Judged, Sink } from './sink.js';
import { Tally } from './tally.js';
import { targetBtf } from './target-btf.js';

/** Runs the command; gives the exit status. */
export async function runCheck(files: readonly string[], options: CheckOptions): Promise<number> {
  const inputs = findInputs(files);
  const kernels = await loadKernels(kernelSource(options.rules), options.kernel);
  const loaders = new Loaders(kernels, targetBtf(options.btf, kernels));
  const output = standardOutput();
  const tally = new Tally(kernels.length > 1 ? 'verdict' : 'program');
  const sink = await createSink(
    options,
    kernels.map((kernel) => kernel.name),
    output.write,
    tally,
  );
  const wanted = new Wanted(options.program);
  const troubles = new Troubles();

  const add = (index: number, result: Result, judged?: Judged): Promise<void> | void => {
    tally.add(result.verdict);
    if (result.verdict === 'error') troubles.tell(result);
    return sink.add(index, result, judged);
  };
  const judgeFor = (input: Input, found: Found, kernel: Kernel, index: number): Promise<void> | void => {
    const loaded = found.load(index);
    if (!loaded.ok) {
      const at = found.line === null ? '' : `line ${found.line}: `;
      return add(index, errorResult(input.file, found.name, at + loaded.error.message));
    }
    const { program, lines, source, poisoned = [] } = loaded.value;
    const judgement = judge(kernel, program, poisoned);
    if ('problem' in judgement) return add(index, errorResult(input.file, program.name, judgement.problem));
    const { verdict } = judgement;
    return add(index, resultOf(input.file, program.name, verdict), {
      kernel,
      program,
      verdict,
      ...(lines && source === undefined ? { lines } : {}),
      ...(source ? { source } : {}),
    });
  };

  for (const found of inputs) {
    if ('problem' in found) {
      for (let index = 0; index < kernels.length; index++) await add(index, errorResult(found.problem.where, null, found.problem.message));
      continue;
    }
    for await (const program of readPrograms(found.input, loaders)) {
      if (!wanted.has(program)) continue;
      for (const [index, kernel] of kernels.entries()) {
        const waiting = judgeFor(found.input, program, kernel, index);
        if (waiting !== undefined) await waiting;
      }
      if (output.full) await output.flush();
    }
  }
  sink.end();
  await output.flush();
  troubles.end();
  wanted.check();
  return tally.exitStatus;
}

async function createSink(options: CheckOptions, kernels: readonly string[], write: (text: string) => void, tally: Tally): Promise<Sink> {
  if (options.format === 'json') {
    const { JsonReport } = await import('../../report/json.js');
    return new JsonReport(kernels, write);
  }
  const { TextSink } = await import('./text-sink.js');
  return new TextSink({ kernels, write, tally, quiet: options.quiet === true, colour: options.color });
}

/** Lines on stderr about what could not be read; so many of one file are told one by one. */
const MOST_TROUBLES = 20;

/** Tells about inputs that can't be used. */
class Troubles {
  private readonly counts = new Map<string, number>();

  tell({ file, program, message }: Result): void {
    const count = (this.counts.get(file) ?? 0) + 1;
    this.counts.set(file, count);
    if (count <= MOST_TROUBLES) complain([file, ...(program ? [program] : []), message ?? ''].map(printable).join(': '));
  }

  end(): void {
    for (const [file, total] of this.counts) {
      if (total > MOST_TROUBLES) complain(`${printable(file)}: ${count(total - MOST_TROUBLES, 'more program')} could not be judged`);
    }
  }
}

/** The names that `--program` asks for. */
class Wanted {
  private readonly missing: Set<string>;
  private readonly seen = new Set<string>();

  constructor(private readonly names: readonly string[]) {
    this.missing = new Set(names);
  }

  /** What has no name is an error that must not go unheard. */
  has({ name }: Found): boolean {
    if (this.names.length === 0 || name === null) return true;
    this.missing.delete(name);
    if (this.seen.size < 10_000) this.seen.add(name);
    return this.names.includes(name);
  }

  check(): void {
    const [name] = this.missing;
    if (name !== undefined) throw new UsageError(`no program is named '${name}'.${didYouMean(name, this.seen)}`);
  }
}
