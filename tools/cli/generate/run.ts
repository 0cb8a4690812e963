/** `generate`: specs to checkers, once, as a check, or again and again. */

import { performance } from 'node:perf_hooks';
import { type GenerateResult, Generator } from '../../../generator/index.js';
import { count, listed } from '../../report/layout.js';
import { createStyle, type Style, wantsColour } from '../../report/style.js';
import { EXIT, InputError, systemReason, UsageError } from '../exit.js';
import { pathFromHere, renderDiagnostics } from './diagnostics.js';
import type { GenerateOptions } from './options.js';
import { makePlan, type Plan } from './plan.js';

/** Changed files that are named one by one. */
const MOST_NAMED = 12;

/** Runs the command; gives the exit status. With `--watch` it ends when it is interrupted. */
export async function runGenerate(specs: readonly string[], options: GenerateOptions): Promise<number> {
  if (options.check && options.watch) throw new UsageError('--check and --watch exclude each other');
  const plan = makePlan(specs, options.out);
  const settings = { ...plan, target: options.target, check: options.check === true };
  const generator = new Generator(settings);
  const colour = (stream: NodeJS.WriteStream): boolean =>
    wantsColour({ isTerminal: stream.isTTY === true, env: process.env, refused: !options.color });
  const once = async (): Promise<number> => {
    const status = runOnce(generator, plan, options, createStyle(colour(process.stdout)), colour(process.stderr));
    if (status === EXIT.ok && !options.check) await makeLoadable(plan.outDir);
    return status;
  };
  const status = await once();
  if (!options.watch) return status;
  const { watchSpecs } = await import('./watch.js');
  const { rehearse } = await import('./rehearse.js');
  process.stdout.write(`watching ${listed(plan.specDirs)}\n`);
  rehearse(settings);
  return watchSpecs(plan.specDirs, once);
}

/** The package that this very tool judges with is to be what was just generated, without another step. */
async function makeLoadable(outDir: string): Promise<void> {
  const { bundleRules, isRulesPackage } = await import('../../bundle/rules.js');
  if (isRulesPackage(outDir)) await bundleRules(outDir);
}

function runOnce(generator: Generator, plan: Plan, options: GenerateOptions, style: Style, colourErrors: boolean): number {
  const start = performance.now();
  let result: GenerateResult;
  try {
    result = generator.run();
  } catch (error) {
    throw new InputError(pathOf(error) ?? plan.outDir, systemReason(error));
  }
  // emitted modules name a spec by its directory, whichever that is; whoever mends it wants the file
  const whereIs = (file: string): string => pathFromHere(result.sources.get(file)?.path ?? file);
  process.stderr.write(
    renderDiagnostics(result.diagnostics, (file) => result.sources.get(file)?.text, { color: colourErrors, pathOf: whereIs }),
  );
  if (result.diagnostics.some(({ severity }) => severity === 'error')) return EXIT.wrong;
  const seconds = ((performance.now() - start) / 1000).toFixed(2);
  const { changed, files } = result;
  if (options.check) {
    if (changed.length === 0) {
      process.stdout.write(
        `${plan.outDir} is what ${listed(plan.specDirs)} says ${style.faint(`(${count(files.size, 'file')}, ${seconds} s)`)}\n`,
      );
      return EXIT.ok;
    }
    process.stdout.write(
      `${plan.outDir} is not what ${listed(plan.specDirs)} says: ${named(changed)}\nrun \`kfuncspec generate\` to mend it\n`,
    );
    return EXIT.rejected;
  }
  const what = changed.length === 0 ? 'nothing changed' : `changed ${named(changed)}`;
  process.stdout.write(`${plan.outDir}: ${what} ${style.faint(`(${count(files.size, 'file')}, ${seconds} s)`)}\n`);
  return EXIT.ok;
}

function named(changed: readonly string[]): string {
  const left = changed.length - MOST_NAMED;
  return left > 0 ? `${changed.slice(0, MOST_NAMED).join(', ')} and ${left} more` : listed(changed);
}

function pathOf(error: unknown): string | undefined {
  return error instanceof Error && 'path' in error && typeof error.path === 'string' ? error.path : undefined;
}
