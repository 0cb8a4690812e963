/** A second look at a program that was not accepted: walked once more, now with the path recorded. */

import { checkProgram, History, type Kernel, placeAt } from '@kfuncspec/runtime/v1';
import type { SourceLine } from '../../load/elf/link.js';
import { type Poisoned, poisonedText } from '../../load/elf/poisoned.js';
import { contextOf } from '../../report/context.js';
import { disassembler } from '../../report/disassemble.js';
import type { Rejection } from '../../report/findings.js';
import { Names } from '../../report/names.js';
import type { Place } from '../../report/path.js';
import { recordedPath } from '../../report/recorded-path.js';
import type { Disassemble } from '../../report/sections/listing.js';
import type { Judged, LoadedProgram, NotAccepted } from './judge.js';

/** Steps of the path that are recorded, the last ones before the rejection. */
const RECORDED = 100_000;

/** What a second look shows. */
export interface Inspection {
  readonly rejection: Rejection;
  /** The line of C that an instruction comes from. */
  readonly source: (insn: number) => SourceLine | null;
}

const disassemblers = new WeakMap<Kernel, Disassemble>();

/** Walks the program again. */
export function inspect({ kernel, loaded }: Judged, verdict: NotAccepted): Inspection {
  const { program, mapTypes, poisoned = [] } = loaded;
  let disassemble = disassemblers.get(kernel);
  if (disassemble === undefined) {
    disassemble = disassembler(kernel);
    disassemblers.set(kernel, disassemble);
  }
  const history = new History(Math.max(0, verdict.processed - RECORDED));
  checkProgram(kernel, program, { observer: history });
  // what is not modelled ends the walk where no kernel would: the path to it explains nothing
  const walked = verdict.kind === 'reject' && (history.length > 0 || history.began);
  const names = new Names(kernel, program.maps, mapTypes?.() ?? [], contextOf(kernel, program));
  const path = walked ? recordedPath(history, kernel, program) : null;
  const { insn, message } = verdict;
  const inner = verdict.kind === 'reject' ? (verdict.inner ?? []) : [];
  return {
    rejection: {
      kernel,
      program,
      insn,
      message,
      inner,
      asked: askedBy(history),
      path,
      names,
      disassemble: withPoison(disassemble, poisoned),
    },
    source: sourceFinder(loaded),
  };
}

/** The register or stack slot that the row which failed asked about. */
function askedBy({ failure }: History): Place | null {
  const at = failure === null ? null : placeAt(failure.reg);
  return at === null ? null : { frame: at.frame, index: at.place };
}

/** The disassembly, with what the loader spoiled as it shows it. */
function withPoison(disassemble: Disassemble, poisoned: readonly Poisoned[]): Disassemble {
  if (poisoned.length === 0) return disassemble;
  return (program, insn) => {
    const spoiled = poisoned.find((one) => one.insn === insn);
    return spoiled === undefined ? disassemble(program, insn) : poisonedText(spoiled);
  };
}

/** Tells the line of C that an instruction comes from. */
export function sourceFinder({ source }: LoadedProgram): (insn: number) => SourceLine | null {
  const lines = source?.() ?? [];
  return (insn) => lines.findLast((line) => line.insn <= insn && line.line > 0) ?? null;
}
