import { className, type ProgramClass } from './classes.js';
import { insn, judge, type Probe, returning } from './judge.js';

const CALL = 0x85;
const UNKNOWN = /^(?:unknown|invalid) func /;

/**
 * Which helpers each class of programs may call: a call is the first instruction, and the kernel says `unknown func` where its
 * get_func_proto gives none. Numbers 1 to `last`.
 */
export function probeHelpers(command: string, classes: readonly ProgramClass[], last: number): Map<string, number[]> {
  const probes = classes.flatMap((c) =>
    Array.from(
      { length: last },
      (_, i): Probe => ({ ...c, name: `${className(c)} ${i + 1}`, insns: insn(CALL, 0, 0, 0, i + 1) + returning(0) }),
    ),
  );
  const allowed = new Map(classes.map((c): [string, number[]] => [className(c), []]));
  for (const answer of judge(command, probes)) {
    const [name = '', id] = answer.name.split(' ');
    // Refused before the verifier ran: the class as such can't be loaded.
    if (answer.verdict === 'error' || answer.message === null) throw new Error(`${answer.name}: no answer from the verifier`);
    if (!UNKNOWN.test(answer.message)) allowed.get(name)?.push(Number(id));
  }
  return allowed;
}
