import { errnoName } from './errno.js';
import type { Result } from './json.js';
import { printable } from './layout.js';

/** Some refusals of the kernel are nothing but an errno. */
export const NO_MESSAGE = 'refused without a message';

/** What is wrong with a program, and of which, in one line: the kernel's message first. */
export function headline({ verdict, message, program, insn, errno }: Result, kernel: string): string {
  const where = [
    ...(program === null || program === '' ? [] : [`program ${program}`]),
    ...(insn === null ? [] : [`instruction ${insn}`]),
    `Linux ${kernel}`,
    ...(errno === null || errno === 0 ? [] : [errnoName(errno)]),
  ];
  const said = verdict === 'inconclusive' ? `not modelled: ${message}` : message || NO_MESSAGE;
  return printable(`${said} (${where.join(', ')})`);
}
