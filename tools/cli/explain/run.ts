/** `explain`: finds out what it was given, and says what the spec and the path know about it. */

import { statSync } from 'node:fs';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { printable } from '../../report/layout.js';
import { type RuleBook, tails } from '../../report/log-reason.js';
import { createMatcher } from '../../report/match.js';
import { flagText, helperText, kfuncText, messageText, ruleText } from '../../report/rule-page.js';
import { createStyle, type Style, wantsColour } from '../../report/style.js';
import type { InputKind } from '../check/inputs.js';
import type { ExplainOptions } from '../commands/explain.js';
import { EXIT, UsageError } from '../exit.js';
import { type KernelSource, kernelSource, loadKernels } from '../kernels.js';
import { standardOutput } from '../output.js';
import { nearest } from '../suggest.js';

/** A message longer than this is not one line of a log. */
const LONGEST_MESSAGE = 2000;

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

/** What is printed, and the exit status. */
export interface Explanation {
  readonly text: string;
  readonly status: number;
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

/** A name of the spec, or a message; `books` are the kernels that may know it, the one that was asked for first. */
export function explainWords(words: string, books: readonly RuleBook[], style: Style): Explanation {
  const [first] = books;
  if (first === undefined) throw new UsageError('no kernel has been generated yet: run `kfuncspec generate`');
  for (const { kernel } of books) {
    const explanation = explainName(words.trim(), kernel, style);
    if (explanation !== null) return explanation;
  }
  return explainMessage(words, books, style) ?? unknown(words.trim(), first.kernel, style);
}

function explainName(name: string, kernel: Kernel, style: Style): Explanation | null {
  const kfunc = Object.hasOwn(kernel.kfuncs, name) ? kernel.kfuncs[name] : undefined;
  if (kfunc) return explained(kfuncText(kernel, kfunc, style));
  const rule = kernel.rules.find((rule) => rule.id === name);
  if (rule) return explained(ruleText(rule, style));
  const flag = kernel.flags?.find((flag) => flag.name === name.replace(/^KF_/, ''));
  if (flag) return explained(flagText(kernel, flag, style));
  const plain = name.replace(/^bpf_/, '');
  const helper = kernel.helperNames.findIndex((helper) => helper === plain || helper === name);
  return helper > 0 ? explained(helperText(kernel, plain, kernel.helpers[helper], style)) : null;
}

const OMITTED = / \([0-9]+ lines?(?:\(s\))? omitted\)$/;

/** Explains a message of the kernel; null when no template fits. */
export function explainMessage(words: string, books: readonly RuleBook[], style: Style): Explanation | null {
  const message = words.trim().split('\n').at(-1) ?? '';
  if (message.length > LONGEST_MESSAGE) throw new UsageError(`a message of ${message.length} characters: give a log as a file`);
  // a loader may have said something in front of it, and how much it left out behind it
  for (const text of tails(message.replace(OMITTED, ''))) {
    for (const { kernel, matcher } of books) {
      const matches = matcher.match(text);
      if (matches.length > 0) return explained(messageText(text, matches, books.length > 1 ? kernel.name : null, style));
    }
  }
  return null;
}

function unknown(words: string, kernel: Kernel, style: Style): Explanation {
  if (/^\S*[/\\]\S*$|^\S+\.(log|txt|bpfasm|jsonl?|o|gz)$/.test(words) && !kernel.rules.some((rule) => rule.id === words)) {
    throw new UsageError(`${printable(words)}: no such file`);
  }
  const names = [...Object.keys(kernel.kfuncs), ...kernel.rules.map((rule) => rule.id), ...(kernel.flags ?? []).map((flag) => flag.name)];
  if (/^[\w@./-]+$/.test(words)) {
    const near = nearest(words, names);
    const hint = near.length > 0 ? ` Did you mean ${near.join(' or ')}?` : '';
    return {
      text: `Linux ${kernel.name} has no kfunc, rule or flag named '${words}' that the spec knows, and no message reads so.${hint}\n`,
      status: EXIT.rejected,
    };
  }
  const text = `  ${style.message(printable(words))}\n\n  This message is not known: no rule of the spec for Linux ${kernel.name} writes it.\n`;
  return { text, status: EXIT.rejected };
}

function explained(text: string): Explanation {
  return { text, status: EXIT.ok };
}
