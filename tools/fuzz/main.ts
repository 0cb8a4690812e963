import { kernel } from '@kfuncspec/rules/6.1';
import { assemble, kernelHelpers } from '../load/index.js';
import { kernelFacts } from '../load/kernel_facts.js';
import { randomFunctions } from './functions.js';
import { KPTR_TAGS } from './maps.js';
import { randomProgram } from './program.js';
import { Random } from './random.js';

/**
 * `node main.js COUNT SEED [KERNEL [functions]]`: random programs as `.jsonl` on standard output; the same seed gives the same programs.
 * With `functions` they are programs of several functions, else programs of kfuncs and kptrs.
 */
const [count = '1000', seed = '1', version = '6.1', what = 'kfuncs'] = process.argv.slice(2);
const tags = KPTR_TAGS[version];
if (tags === undefined || !Number.isInteger(Number(count)) || !Number.isInteger(Number(seed)) || !['kfuncs', 'functions'].includes(what)) {
  process.stderr.write(`usage: COUNT SEED [${Object.keys(KPTR_TAGS).join('|')} [kfuncs|functions]]\n`);
  process.exitCode = 2;
} else {
  const helpers = kernelHelpers(kernel);
  const facts = kernelFacts(kernel);
  for (let i = 0; i < Number(count); i++) {
    const random = new Random(Number(seed), i);
    const name = `random ${seed}/${i}`;
    if (what === 'kfuncs') process.stdout.write(`${JSON.stringify(randomProgram(random, name, tags))}\n`);
    else {
      const [entry] = assemble(randomFunctions(random, name), { facts, helpers });
      if (entry?.program.ok !== true) throw new Error(entry?.program.ok === false ? entry.program.error.message : 'no program');
      process.stdout.write(`${JSON.stringify(entry.program.value.json)}\n`);
    }
  }
}
