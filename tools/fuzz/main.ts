import { kernel } from '@kfuncspec/rules/6.1';
import { assemble, kernelHelpers } from '../load/index.js';
import { kernelFacts } from '../load/kernel-facts.js';
import { randomFunctions } from './functions.js';
import { RandomHelpers } from './helpers.js';
import { randomLayouts } from './layouts.js';
import { KPTR_TAGS } from './maps.js';
import { randomNumbers } from './numbers.js';
import { randomProgram } from './program.js';
import { Random } from './random.js';

/** What random programs are made as text, by the word that asks for them. */
const TEXTS: ReadonlyMap<string, (random: Random, name: string) => string> = new Map([
  ['functions', randomFunctions],
  ['helpers', (random, name) => helperPrograms().text(random, name)],
  ['layouts', randomLayouts],
  ['numbers', randomNumbers],
]);
let offered: RandomHelpers | undefined;
function helperPrograms(): RandomHelpers {
  offered ??= new RandomHelpers('spec');
  return offered;
}
const KINDS = ['kfuncs', ...TEXTS.keys()];

/**
 * `node main.js COUNT SEED [KERNEL [KIND]]`: random programs as `.jsonl` on standard output; the same seed gives the same programs.
 * Kinds are programs of `kfuncs` and kptrs, of several `functions`, with calls of all kinds of `helpers`, over maps of random `layouts`, and
 * such as calculate with `numbers`.
 */
const [count = '1000', seed = '1', version = '6.1', what = 'kfuncs'] = process.argv.slice(2);
const tags = KPTR_TAGS[version];
if (tags === undefined || !Number.isInteger(Number(count)) || !Number.isInteger(Number(seed)) || !KINDS.includes(what)) {
  process.stderr.write(`usage: COUNT SEED [${Object.keys(KPTR_TAGS).join('|')} [${KINDS.join('|')}]]\n`);
  process.exitCode = 2;
} else {
  const helpers = kernelHelpers(kernel);
  const facts = kernelFacts(kernel);
  for (let i = 0; i < Number(count); i++) {
    const random = new Random(Number(seed), i);
    const name = `random ${seed}/${i}`;
    const text = TEXTS.get(what)?.(random, name);
    if (text === undefined) process.stdout.write(`${JSON.stringify(randomProgram(random, name, tags))}\n`);
    else {
      const [entry] = assemble(text, { facts, helpers });
      if (entry?.program.ok !== true)
        throw new Error(entry?.program.ok === false ? `${entry.program.error.message} in\n${text}` : 'no program');
      process.stdout.write(`${JSON.stringify(entry.program.value.json)}\n`);
    }
  }
}
