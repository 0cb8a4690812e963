import { printable } from './layout.js';

/** One line for each program that was not accepted (`--quiet`). */
export function reportLine(
  file: string,
  program: string | null,
  kernel: string,
  verdict: string,
  insn: number | null,
  message: string | null,
): string {
  const where = [file, program === null || program === '' ? null : program, insn === null ? null : `insn ${insn}`].filter(
    (part) => part !== null,
  );
  return `${printable(where.join(': '))}: ${verdict} on ${kernel}: ${printable(message ?? '')}`;
}
