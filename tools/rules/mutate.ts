import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { parse } from '../../generator/grammar/parse.js';
import { type Mutation, mutationsOf } from './mutations.js';

/**
 * `npm run mutate:spec [-- FILTER] [--jobs N]`: changes the spec in every way that mutations.ts knows, one at a time, generates, and runs
 * the cases of test/rules. A mutation that no case notices survives; survivors are printed, and fail the command. FILTER is a part of a
 * file's or row's name.
 */

/** A mutation that sends the machine round in circles was noticed too; milliseconds. */
const PATIENCE = 120_000;

/** An emitted package stays in memory for good, so a worker is replaced after so many. */
const WORKER_LIFE = 30;

const args = process.argv.slice(2);
const jobsAt = args.indexOf('--jobs');
const jobs = jobsAt < 0 ? cpus().length : Number(args.splice(jobsAt, 2)[1]);
const filter = args[0] ?? '';

const files = readdirSync('spec', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.kf'))
  .sort();
const mutations = files
  .flatMap((file) => mutationsOf(parse(file, readFileSync(join('spec', file), 'utf8')).file))
  .filter(({ file, what }) => file.includes(filter) || what.includes(filter));

interface Answer {
  readonly outcome: 'killed' | 'invalid' | 'survived';
  readonly by: string;
}

const counts = { killed: 0, invalid: 0, survived: 0 };
const survivors: Mutation[] = [];
let next = 0;
let done = 0;

async function work(): Promise<void> {
  while (next < mutations.length) {
    const worker = new Worker(new URL('./mutant.js', import.meta.url));
    for (let life = 0; life < WORKER_LIFE && next < mutations.length; life++) {
      const mutation = mutations[next++];
      if (mutation === undefined) break;
      const answer = await ask(worker, mutation);
      counts[answer.outcome]++;
      if (answer.outcome === 'survived') survivors.push(mutation);
      if (answer.stuck) break;
      done++;
      if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${mutations.length}, ${survivors.length} survive `);
    }
    await worker.terminate();
  }
}

function ask(worker: Worker, { file, text }: Mutation): Promise<Answer & { readonly stuck: boolean }> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => settle({ outcome: 'killed', by: 'no end', stuck: true }), PATIENCE);
    const answered = (message: Answer) => settle({ ...message, stuck: false });
    const settle = (answer: Answer & { readonly stuck: boolean }) => {
      clearTimeout(timer);
      worker.off('message', answered).off('error', reject);
      resolve(answer);
    };
    worker.on('message', answered).on('error', reject);
    worker.postMessage({ file, text });
  });
}

await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
if (process.stderr.isTTY) process.stderr.write('\n');
for (const { file, line, kind, what } of survivors) process.stdout.write(`spec/${file}:${line}: ${kind}: ${what}\n`);
process.stdout.write(
  `${mutations.length} mutations: ${counts.killed} noticed, ${counts.invalid} refused by the generator, ${counts.survived} survive\n`,
);
process.exitCode = survivors.length === 0 ? 0 : 1;
