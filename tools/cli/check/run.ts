/** `check`: reads the inputs one program at a time, judges each for every kernel, reports as it goes. */

import type { Kernel } from '@kfuncspec/runtime/v1';
import { isError, type Position } from '../../report/json.js';
import { wantsColour } from '../../report/style.js';
import { type Output, standardOutput } from '../output.js';
import { Examiner, type Plan } from './examine.js';
import { examineAll } from './examine-all.js';
import { type Found, findInputs } from './inputs.js';
import type { CheckOptions } from './options.js';
import type { Details, Outcome } from './outcome.js';
import { requireFiles } from './per-kernel.js';
import { Progress } from './progress.js';
import { inputsHash, parseShard } from './shard.js';
import type { Sink } from './sink.js';
import { Tally } from './tally.js';
import { Troubles } from './troubles.js';

/** Runs the command; gives the exit status. */
export async function runCheck(files: readonly string[], options: CheckOptions): Promise<number> {
  const colour = wantsColour({ isTerminal: process.stdout.isTTY === true, env: process.env, refused: !options.color });
  requireFiles('--btf', options.btf);
  requireFiles('--kconfig', options.kconfig);
  const plan = planOf(options, colour);
  const inputs = findInputs(files);
  const examiner = await Examiner.create(plan);
  const output = standardOutput();
  const tally = new Tally(examiner.kernels.length > 1 ? 'verdict' : 'program');
  const sink = await createSink(options, examiner.kernels, output.write, tally, colour);
  const progress = new Progress(inputs.length, process.stderr);
  const troubles = new Troubles(examiner.kernels.map(({ name }) => name));
  const positions: Position[] = [];

  const take = (index: number, outcome: Outcome): void => {
    const { results } = outcome;
    for (const { verdict } of results) tally.add(verdict);
    if (results.some(isError)) {
      progress.clear();
      troubles.tell(results.map((result) => (isError(result) ? result : null)));
    }
    const position: Position = [index, outcome.ordinal];
    if (plan.shard !== null) positions.push(position);
    sink.add(outcome, position);
    progress.programDone();
  };
  const flush = async (always = false): Promise<void> => {
    if (!output.full && !always) return;
    progress.clear();
    await output.flush();
  };
  await examineAll(inputs, { plan, examiner, jobs: options.jobs ?? null, take, flush, progress });
  progress.clear();
  sink.end(plan.shard && { ...plan.shard, inputs: inputsHash(inputs.map(fileOf)), positions, unmatched: examiner.selection.unmatched });
  await flush(true);
  troubles.end();
  // a name that one shard does not have may be in another: `merge` looks at them all
  if (plan.shard === null) examiner.selection.check();
  return tally.exitStatus;
}

function planOf(options: CheckOptions, colour: boolean): Plan {
  return {
    kernels: options.kernel,
    rules: options.rules,
    btf: options.btf,
    kconfig: options.kconfig,
    programs: options.program,
    sections: options.section,
    shard: options.shard === undefined ? null : parseShard(options.shard),
    details: detailsOf(options),
    colour,
  };
}

function detailsOf({ format, quiet }: CheckOptions): Details {
  switch (format) {
    case 'text':
      return quiet ? 'none' : 'pages';
    case 'github':
      return 'places';
    case 'sarif':
      return 'flows';
    default:
      return 'none';
  }
}

async function createSink(
  { format, quiet }: CheckOptions,
  kernels: readonly Kernel[],
  write: Output['write'],
  tally: Tally,
  colour: boolean,
): Promise<Sink> {
  const names = kernels.map(({ name }) => name);
  switch (format) {
    case 'json': {
      const { JsonSink } = await import('./json-sink.js');
      return new JsonSink(names, write);
    }
    case 'sarif': {
      const { SarifSink } = await import('./sarif-sink.js');
      return new SarifSink(kernels, write);
    }
    case 'github': {
      const { GithubSink } = await import('./github-sink.js');
      return new GithubSink(names, write, tally);
    }
    default: {
      const { TextSink } = await import('./text-sink.js');
      return new TextSink({ kernels: names, write, tally, quiet: quiet === true, colour });
    }
  }
}

function fileOf(found: Found): string {
  return 'input' in found ? found.input.file : found.problem.where;
}
