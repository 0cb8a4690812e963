/** Where the fault of a program lies, for tools that show it there. */

import { createHash } from 'node:crypto';
import { isAbsolute, normalize, relative } from 'node:path';
import { type CausalStep, causalPath, functionAt } from '../../report/causal-path.js';
import type { FilePlace, Finding, FlowStep } from '../../report/finding.js';
import { inspect, sourceFinder } from './inspect.js';
import type { Judged, LoadedProgram, NotAccepted } from './judge.js';

/**
 * What there is to show of a program that was not accepted.
 *
 * @param line of the input that the program stands in, when it holds several
 * @param withSteps walk the program again for the path that led there
 */
export function findingOf(file: string, line: number | null, judged: Judged, verdict: NotAccepted, withSteps: boolean): Finding {
  const { program } = judged.loaded;
  const placeOf = places(file, line, judged.loaded);
  const steps = withSteps && verdict.kind === 'reject' ? causalPath(inspect(judged, verdict).rejection) : [];
  const place = placeOf(verdict.insn);
  const functionName = verdict.insn === null ? null : functionAt(program, verdict.insn);
  return {
    place,
    functionName,
    fingerprint: fingerprint([verdict.rule, program.name, functionName ?? '', place.snippet ?? verdict.message]),
    steps: steps.map((step) => flowStep(step, functionAt(program, step.insn), placeOf)),
  };
}

function flowStep({ insn, frame, text, state }: CausalStep, functionName: string, placeOf: (insn: number | null) => FilePlace): FlowStep {
  return { place: placeOf(insn), insn, functionName, frame, text, state };
}

/** The C source where it is known, else the input. */
function places(file: string, line: number | null, loaded: LoadedProgram): (insn: number | null) => FilePlace {
  const sourceAt = sourceFinder(loaded);
  return (insn) => {
    const source = sourceAt(insn ?? 0);
    if (source === null) return { file, line: (insn === null ? undefined : loaded.lines?.[insn]) ?? line, column: null, snippet: null };
    const { text, column } = source;
    return {
      file: nearPath(source.file),
      line: source.line,
      column: column > 0 ? column : null,
      snippet: text.trim() === '' ? null : text,
    };
  };
}

/** A path below the working directory relative to it, so that it means the same on another machine. */
function nearPath(path: string): string {
  const plain = normalize(path);
  if (!isAbsolute(plain)) return plain;
  const near = relative(process.cwd(), plain);
  return near.startsWith('..') || isAbsolute(near) ? plain : near;
}

/** 32 hexadecimal digits. Neither lines nor offsets take part, since they move with every edit. */
function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 32);
}
