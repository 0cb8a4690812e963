import { declarationsOf } from '../extract/declarations.js';
import { PROGRAM_CLASSES, type ProgramClass } from '../extract/probe/classes.js';
import { DeclaredSpec } from '../extract/probe/declared.js';
import { Desk, type Helper, type Offer } from './helpers/desk.js';
import { MAPS, MapChoice } from './helpers/maps.js';
import { steps } from './helpers/steps.js';
import { retargeted } from './helpers/targets.js';
import type { Random } from './random.js';

/**
 * Random programs of every type that call the helpers and kfuncs which the spec says they may, as text: with arguments that mostly are what
 * the declaration wants, results that are checked, used and given back, and callbacks.
 */
export class RandomHelpers {
  readonly #offers: readonly Offer[];
  readonly #attaching: readonly Offer[];

  constructor(specDir: string) {
    const spec = new DeclaredSpec(specDir);
    const maps = new MapChoice(specDir);
    const kfuncs = declarationsOf(specDir, 'kfunc');
    this.#offers = PROGRAM_CLASSES.map((program) => {
      const helpers = [...spec.helpersOf(program).values()].flatMap((one) => Array.from({ length: weight(one) }, () => one));
      return {
        program,
        helpers,
        others: spec.helpers,
        kfuncs: kfuncs.filter(({ programs }) => programs.some(({ text }) => text === program.progType)),
        context: spec.accessesOf(program),
        maps,
        steps,
        result: program.progType.startsWith('cgroup') || program.progType === 'sk_lookup' ? 1 : 0,
      };
    });
    this.#attaching = this.#offers.filter(({ program }) => program.attachTo !== undefined);
  }

  /** The text of one program. */
  text(random: Random, name: string): string {
    const offer = random.chance(0.3) ? this.#common(random) : random.pick(random.chance(0.3) ? this.#attaching : this.#offers);
    const d = new Desk(random, random.pick([0.003, 0.01, 0.02, 0.04]), offer);
    d.emit('r6 = r1');
    d.hold(6, { is: 'ctx' });
    steps(d, 2 + random.below(7));
    d.leave();
    const lines = d.text();
    const used = MAPS.filter(({ id }) =>
      lines.some((line) => line.includes(`map[${id}]`) || (line.includes('map[outer]') && id === 'array')),
    );
    const functions = lines.some((line) => line.startsWith('func ')) ? ['func main'] : [];
    // a map of programs remembers the first one that used it, and takes only such as that: each has its own
    const maps = used.map(({ type, line }) => (type === 'prog_array' ? line.replace(/\d+$/, String(1 + random.below(60_000))) : line));
    return `${[...header(retargeted(offer.program, random), name, random), ...maps, ...functions, ...lines].join('\n')}\n`;
  }

  #common(random: Random): Offer {
    return random.pick(this.#offers.filter(({ program }) => ['sched_cls', 'xdp'].includes(program.progType)));
  }
}

function header({ progType, expectedAttachType, attachTo, progFlags = [] }: ProgramClass, name: string, random: Random): string[] {
  const to = attachTo === undefined ? '' : ` to ${attachTo}`;
  const attach = expectedAttachType === undefined && attachTo === undefined ? [] : [`attach ${expectedAttachType ?? ''}${to}`];
  const sleepable = ['tracing', 'lsm'].includes(progType) && random.chance(0.2) ? ['sleepable'] : [];
  const flags = [...progFlags, ...sleepable];
  const license = random.chance(0.01) ? ['license MIT'] : [];
  return [`program ${progType} ${JSON.stringify(name)}`, ...attach, ...license, ...(flags.length > 0 ? [`flags ${flags.join(', ')}`] : [])];
}

/** Helpers that only take numbers are called less often. */
function weight({ params, returns }: Helper): number {
  const dull =
    params.every(({ type }) => ['ctx', 'anything'].includes(type.terms[0]?.name.text ?? '')) && returns.terms[0]?.name.text === 'integer';
  return dull ? 1 : 3;
}
