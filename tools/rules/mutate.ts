import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { kernel } from '@kfuncspec/rules/6.1';
import { parse } from '../../generator/grammar/parse.js';
import { judgeAll } from './mutant-pool.js';
import { type Mutation, mutationsOf } from './mutations.js';

/**
 * `npm run mutate:spec [-- --only FILE|ROW …] [--jobs N] [--list]`: changes the spec in every way that mutations.ts knows, one at a time,
 * generates, and runs the cases of test/rules. A mutation that no case notices survives; survivors are printed, and fail the command, but
 * for those that no program can show: two rows that never fail at once, or say the same, and what the spec says by `/// order:`, `/// unseen:`
 * or, of a flag, `/// unreachable:`. Such a reason fails the command, too, when a case does show the mutation. `--only` takes parts of the names of files,
 * rows and kfuncs; `--list` prints each mutation with what became of it.
 */
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true, default: [] },
    jobs: { type: 'string', default: String(cpus().length) },
    list: { type: 'boolean', default: false },
  },
});
const jobs = Number(values.jobs);
if (!Number.isInteger(jobs) || jobs < 1) {
  process.stderr.write(`--jobs ${values.jobs}: a number from 1 up is wanted\n`);
  process.exit(2);
}

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.kf'))
  .sort()
  .map((file) => parse(file, readFileSync(join('spec', file), 'utf8')).file);
const { mutations: all, needless } = mutationsOf(files);
const wanted = ({ file, what }: Mutation) => values.only.length === 0 || values.only.some((part) => `spec/${file} ${what}`.includes(part));
const mutations = all.filter(wanted);
const proven = mutations.filter(({ unseen }) => unseen?.by === 'proof');

const counts = { noticed: 0, invalid: 0, reasoned: 0 };
const survivors: string[] = [];
const stale: string[] = [];
const shown = ({ file, line, kind, what }: Mutation) => `spec/${file}:${line}: ${kind}: ${what}`;

await judgeAll(
  files,
  kernel.name,
  mutations.filter(({ unseen }) => unseen?.by !== 'proof'),
  jobs,
  (mutation, answer, done) => {
    const said = answer.outcome === 'noticed' ? answer.by : answer.outcome === 'invalid' ? answer.why : (mutation.unseen?.reason ?? '');
    if (values.list) process.stdout.write(`${answer.outcome}: ${shown(mutation)}: ${said}\n`);
    if (answer.outcome !== 'survived') {
      counts[answer.outcome]++;
      if (mutation.unseen !== undefined) stale.push(`${shown(mutation)}: is noticed: ${said}`);
    } else if (mutation.unseen !== undefined) counts.reasoned++;
    else survivors.push(shown(mutation));
    if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${mutations.length - proven.length}, ${survivors.length} survive `);
  },
);
if (process.stderr.isTTY) process.stderr.write('\n');

const print = (title: string, lines: readonly string[]) => {
  if (lines.length > 0) process.stdout.write(`${title}\n${lines.map((line) => `  ${line}\n`).join('')}`);
};
const explained = mutations.filter(({ unseen }) => unseen?.by === 'spec');
print(
  'no program can show, says the spec:',
  explained.map((one) => `${shown(one)}: ${one.unseen?.reason}`),
);
print('said to be invisible, but a case shows it:', stale);
print('a reason for nothing (the rows show why, no row follows, no such change is made):', needless);
print('survive:', survivors.sort());
process.stdout.write(
  `${mutations.length} mutations: ${counts.noticed} noticed, ${counts.invalid} refused by the generator, ` +
    `${proven.length} proven invisible, ${counts.reasoned} invisible for a reason that the spec gives, ${survivors.length} survive\n`,
);
process.exitCode = survivors.length + stale.length + needless.length === 0 ? 0 : 1;
