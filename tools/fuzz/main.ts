import { KPTR_TAGS } from './maps.js';
import { randomProgram } from './program.js';
import { Random } from './random.js';

/** `node main.js COUNT SEED [KERNEL]`: random programs as `.jsonl` on standard output; the same seed gives the same programs. */
const [count = '1000', seed = '1', kernel = '6.1'] = process.argv.slice(2);
const tags = KPTR_TAGS[kernel];
if (tags === undefined || !Number.isInteger(Number(count)) || !Number.isInteger(Number(seed))) {
  process.stderr.write(`usage: COUNT SEED [${Object.keys(KPTR_TAGS).join('|')}]\n`);
  process.exitCode = 2;
} else {
  for (let i = 0; i < Number(count); i++) {
    const random = new Random(Number(seed), i);
    process.stdout.write(`${JSON.stringify(randomProgram(random, `random ${seed}/${i}`, tags))}\n`);
  }
}
