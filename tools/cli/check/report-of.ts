import { checkProgram, type Failure, History, type Kernel, renderMessage, type Verdict } from '@kfuncspec/runtime/v1';
import type { SourceLine } from '../../load/elf/link.js';
import { disassembler } from '../../report/disassemble.js';
import { recordedPath } from '../../report/recorded-path.js';
import { reportText } from '../../report/report.js';
import type { Disassemble } from '../../report/sections/listing.js';
import type { Style } from '../../report/style.js';
import type { Judged } from './sink.js';

/** Steps of the path that are recorded, the last ones before the rejection. */
const RECORDED = 100_000;

const disassemblers = new WeakMap<Kernel, Disassemble>();

/** The page about a program that was not accepted: walks it once more, now with the path recorded. */
export function reportOf(
  file: string,
  { kernel, program, lines, source }: Judged,
  verdict: Exclude<Verdict, { kind: 'accept' }>,
  style: Style,
): string {
  let disassemble = disassemblers.get(kernel);
  if (disassemble === undefined) {
    disassemble = disassembler(kernel);
    disassemblers.set(kernel, disassemble);
  }
  const history = new History(Math.max(0, verdict.processed - RECORDED));
  checkProgram(kernel, program, { observer: history });
  const path = history.length > 0 || history.began ? recordedPath(history, kernel, program) : null;
  return reportText(
    {
      kernel,
      file,
      program,
      verdict,
      path,
      lines: lines ?? null,
      source: sourceOf(source, verdict.insn),
      inner: innerMessages(kernel, history.failure),
      disassemble,
    },
    style,
  );
}

/** The line of C that an instruction comes from. */
function sourceOf(source: readonly SourceLine[] | undefined, insn: number | null): SourceLine | null {
  return insn === null ? null : (source?.findLast((line) => line.insn <= insn) ?? null);
}

/** What inner checks said before the last one, innermost first, as the kernel writes it above its last line. */
function innerMessages(kernel: Kernel, failure: Failure | null): string[] {
  const messages: string[] = [];
  for (let inner = failure?.cause ?? null; inner !== null; inner = inner.cause) {
    const rule = kernel.rules[inner.rule];
    if (rule) messages.unshift(renderMessage(kernel, rule, inner.values));
  }
  return messages;
}
