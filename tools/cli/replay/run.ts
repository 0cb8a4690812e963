/** `replay`: follows logs with the machine and says where the two differ. */

import { replayLog } from '../../replay/replay-log.js';
import { replayJson } from '../../replay/report/json.js';
import { replayText } from '../../replay/report/text.js';
import { Summary } from '../../replay/summary.js';
import { printable } from '../../report/layout.js';
import { createStyle, wantsColour } from '../../report/style.js';
import { findInputs } from '../check/inputs.js';
import { Loaders } from '../check/loaders.js';
import { requireFiles } from '../check/per-kernel.js';
import { targetBtf } from '../check/target-btf.js';
import { targetConfig } from '../check/target-config.js';
import { EXIT, UsageError } from '../exit.js';
import { kernelSource, loadKernels } from '../kernels.js';
import { complain, standardOutput } from '../output.js';
import type { ReplayOptions } from './options.js';
import { type Pair, readPairs } from './pairs.js';
import { ProgramShelf } from './shelf.js';

/** Runs the command; gives the exit status. */
export async function runReplay(logs: readonly string[], options: ReplayOptions): Promise<number> {
  const kernels = await loadKernels(kernelSource(options.rules), options.kernel === undefined ? [] : [options.kernel]);
  const [kernel] = kernels;
  if (kernel === undefined) throw new UsageError('no kernel has been generated yet: run `kfuncspec generate`');
  requireFiles('--btf', options.btf);
  requireFiles('--kconfig', options.kconfig);
  const loaders = new Loaders(kernels, targetBtf(options.btf, kernels), targetConfig(options.kconfig, kernels));
  const shelf = new ProgramShelf(options.program, loaders);
  const summary = new Summary();
  const replayPair = async (file: string, { name, trace, program }: Pair): Promise<void> => {
    if (trace === null) {
      summary.withoutLog++;
      return;
    }
    const loaded = trace.ok ? await program() : trace;
    if (!trace.ok || !loaded.ok) {
      summary.unusable.push({ file, program: name, message: loaded.ok ? '' : loaded.error.message });
      return;
    }
    const title = name === '' ? loaded.value.name : name;
    summary.add(file, title, replayLog(kernel, loaded.value, trace.value, title));
  };
  for (const found of findInputs(logs)) {
    if ('problem' in found) throw found.problem;
    for await (const pair of readPairs(found.input, loaders, shelf)) await replayPair(found.input.file, pair);
  }
  const output = standardOutput();
  const style = createStyle(wantsColour({ isTerminal: process.stdout.isTTY === true, env: process.env, refused: !options.color }));
  output.write(options.format === 'json' ? replayJson(summary, kernel.name) : replayText(summary, kernel.name, style));
  await output.flush();
  tell(summary);
  return statusOf(summary);
}

/** So many inputs that can't be used are told one by one. */
const MOST_TROUBLES = 20;

function tell({ unusable }: Summary): void {
  for (const { file, program, message } of unusable.slice(0, MOST_TROUBLES)) {
    complain([file, ...(program === '' ? [] : [program]), message].map(printable).join(': '));
  }
  if (unusable.length > MOST_TROUBLES) complain(`${unusable.length - MOST_TROUBLES} more logs could not be used`);
}

function statusOf({ tally, unjudged, unusable }: Summary): number {
  if (unusable.length > 0) return EXIT.wrong;
  return tally.differences > 0 || unjudged.length > 0 ? EXIT.rejected : EXIT.ok;
}
