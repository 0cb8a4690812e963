import { readLines } from '../parity/rows.js';
import { disturb } from './mutate.js';
import { Random } from './random.js';

/** `node disturb.js PROGRAMS.jsonl[.gz] COUNT SEED`: programs of a file with one to three things wrong, as `.jsonl` on standard output. */
const [file, count = '1000', seed = '1'] = process.argv.slice(2);
if (file === undefined || !Number.isInteger(Number(count)) || !Number.isInteger(Number(seed))) {
  process.stderr.write('usage: PROGRAMS.jsonl[.gz] COUNT SEED\n');
  process.exit(2);
}
const LONGEST = 200 * 16;
const FIELDS = [
  'format',
  'progType',
  'expectedAttachType',
  'attachTo',
  'progFlags',
  'license',
  'maps',
  'kfuncs',
  'btfs',
  'progBtf',
  'funcInfo',
];
const programs = readLines(file).flatMap((line) => {
  const row: unknown = JSON.parse(line);
  if (typeof row !== 'object' || row === null) return [];
  const entries = new Map<string, unknown>(Object.entries(row));
  const insns = entries.get('insns');
  if (typeof insns !== 'string' || insns.length > LONGEST) return [];
  return [{ name: String(entries.get('name')), insns, rest: Object.fromEntries([...entries].filter(([key]) => FIELDS.includes(key))) }];
});
for (let i = 0; i < Number(count); i++) {
  const random = new Random(Number(seed), i);
  const program = random.pick(programs);
  let insns = program.insns;
  for (let n = 1 + random.below(3); n > 0; n--) insns = disturb(insns, random);
  process.stdout.write(`${JSON.stringify({ ...program.rest, name: `${program.name} / ${seed}.${i}`, insns })}\n`);
}
