/** What the spec says of words: a message of the kernel, or the name of a kfunc, a helper, a rule or a flag. */

import { existsSync } from 'node:fs';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { printable } from '../../report/layout.js';
import { type RuleBook, tails } from '../../report/log-reason.js';
import { flagText, helperText, kfuncText, messageText, ruleText, tableText } from '../../report/rule-page.js';
import type { Style } from '../../report/style.js';
import { EXIT, UsageError } from '../exit.js';
import { nearest } from '../suggest.js';

/** A message longer than this is not one line of a log. */
const LONGEST_MESSAGE = 2000;

/** What is printed, and the exit status. */
export interface Explanation {
  readonly text: string;
  readonly status: number;
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
  const rows = kernel.rules.filter((row) => row.id.startsWith(`${name}/`));
  if (rows.length > 0) return explained(tableText(name, rows, style));
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
    throw new UsageError(`${printable(words)}: ${existsSync(words) ? 'a directory: give a log in it, or a program' : 'no such file'}`);
  }
  const tables = new Set(kernel.rules.map((rule) => rule.id.slice(0, rule.id.lastIndexOf('/'))));
  const names = [
    ...Object.keys(kernel.kfuncs),
    ...tables,
    ...kernel.rules.map((rule) => rule.id),
    ...(kernel.flags ?? []).map((flag) => flag.name),
  ];
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
