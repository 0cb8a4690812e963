import { className, type ProgramClass } from './classes.js';
import { insn, judge, type Probe, returning } from './judge.js';

/** Numbers of helpers, ascending. */
export interface HelperAnswers {
  /** Programs of the class may call them. */
  readonly allowed: number[];
  /** Only with a license that is compatible with the GPL (gpl_only). */
  readonly gpl: number[];
  /** The class takes no other license at all, so that `gpl` can't be told. */
  gplAlone: boolean;
  /** Only in programs that may sleep (might_sleep). */
  readonly sleeps: number[];
}

const CALL = 0x85;
const UNKNOWN = /^(?:unknown|invalid) func /;
const RESTRICTED = /^cannot call GPL-restricted function/;
const MUST_BE_GPL = /GPL compatible/;
const SLEEPS = /^helper call might sleep/;

/**
 * Which helpers each class of programs may call, and what their prototypes say of licenses and sleep: a call is the first instruction,
 * and these are the first things that check_helper_call asks. Numbers 1 to `last`.
 */
export function probeHelpers(command: string, classes: readonly ProgramClass[], last: number): Map<string, HelperAnswers> {
  const answers = new Map(
    classes.map((c): [string, HelperAnswers] => [className(c), { allowed: [], gpl: [], gplAlone: false, sleeps: [] }]),
  );
  const probes = classes.flatMap((c) =>
    Array.from({ length: last }, (_, i) => [call(c, i + 1, 'GPL'), call(c, i + 1, 'Proprietary')]).flat(),
  );
  for (const { name, verdict, message } of judge(command, probes)) {
    const [of = '', id, license] = name.split(' ');
    const known = answers.get(of);
    // Refused before the verifier ran: the class as such can't be loaded.
    if (!known || verdict === 'error' || (verdict === 'reject' && message === null))
      throw new Error(`${name}: no answer from the verifier`);
    if (license === 'Proprietary') {
      if (RESTRICTED.test(message ?? '')) known.gpl.push(Number(id));
      else if (MUST_BE_GPL.test(message ?? '')) known.gplAlone = true;
    } else if (!UNKNOWN.test(message ?? '')) {
      known.allowed.push(Number(id));
      if (SLEEPS.test(message ?? '')) known.sleeps.push(Number(id));
    }
  }
  return answers;
}

function call(c: ProgramClass, id: number, license: string): Probe {
  return { ...c, license, name: `${className(c)} ${id} ${license}`, insns: insn(CALL, 0, 0, 0, id) + returning(0) };
}
