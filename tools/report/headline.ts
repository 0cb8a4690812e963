import { errnoName } from './errno.js';
import type { Result } from './json.js';
import { printable } from './layout.js';

/** What is wrong with a program, and of which, in one line: the kernel's message first. */
export function headline({ verdict, message, program, insn, errno }: Result, kernel: string): string {
  const where = [
    ...(program === null || program === '' ? [] : [`program ${program}`]),
    ...(insn === null ? [] : [`instruction ${insn}`]),
    `Linux ${kernel}`,
    ...(errno === null || errno === 0 ? [] : [errnoName(errno)]),
  ];
  const said = verdict === 'inconclusive' ? `not modelled: ${message}` : (message ?? '');
  return printable(`${said} (${where.join(', ')})`);
}
