/** `explain`: finds out what it was given, and says what the spec and the path know about it. */

import { statSync } from 'node:fs';
import type { RuleBook } from '../../report/log-reason.js';
import { createMatcher } from '../../report/match.js';
import { createStyle, type Style, wantsColour } from '../../report/style.js';
import type { InputKind } from '../check/inputs.js';
import { EXIT, UsageError } from '../exit.js';
import { type KernelSource, kernelSource, loadKernels } from '../kernels.js';
import { standardOutput } from '../output.js';
import type { ExplainOptions } from './options.js';
import { type Explanation, explainWords } from './words.js';

/** Runs the command; gives the exit status. */
export async function runExplain(target: string, options: ExplainOptions): Promise<number> {
  if (target.trim() === '') throw new UsageError('nothing to explain: give a log, a message, or the name of a kfunc');
  const books = await rulesOf(kernelSource(options.rules), options.kernel);
  const style = createStyle(wantsColour({ isTerminal: process.stdout.isTTY === true, env: process.env, refused: !options.color }));
  const output = standardOutput();
  const { text, status } =
    target === '-' || isFile(target) ? await explainFile(target, books, style, options) : explainWords(target, books, style);
  output.write(text);
  await output.flush();
  return status;
}

/** The rules of the kernel that was asked for, or the newest, and behind them those of every other: a log may be any kernel's. */
async function rulesOf(source: KernelSource, asked: string | undefined): Promise<RuleBook[]> {
  const [first] = await loadKernels(source, asked === undefined ? [] : [asked]);
  const further = source.names.filter((name) => name !== first?.name).reverse();
  const kernels = [...(first === undefined ? [] : [first]), ...(further.length === 0 ? [] : await loadKernels(source, further))];
  return kernels.map((kernel) => ({ kernel, matcher: createMatcher(kernel.rules) }));
}

async function explainFile(file: string, books: readonly RuleBook[], style: Style, options: ExplainOptions): Promise<Explanation> {
  const { findInputs } = await import('../check/inputs.js');
  const [found] = findInputs([file]);
  if (found === undefined || 'problem' in found) throw found?.problem ?? new UsageError(`${file}: no such file`);
  if (PROGRAMS.includes(found.input.kind)) {
    // a program's own report is its explanation
    const { runCheck } = await import('../check/run.js');
    const { rules, color } = options;
    const status = await runCheck([file], {
      kernel: books.slice(0, 1).map(({ kernel }) => kernel.name),
      format: 'text',
      program: [],
      section: [],
      btf: [],
      kconfig: [],
      color,
      ...(rules === undefined ? {} : { rules }),
    });
    return { text: '', status: status === EXIT.wrong ? EXIT.wrong : EXIT.ok };
  }
  const { explainInput } = await import('./file.js');
  return explainInput(found.input, books, style);
}

const PROGRAMS: readonly InputKind[] = ['asm', 'json', 'jsonl', 'object'];

function isFile(path: string): boolean {
  try {
    return !statSync(path).isDirectory();
  } catch {
    return false;
  }
}
