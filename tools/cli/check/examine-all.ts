/** Going through all inputs: in this thread, and where there is much to do in others. Outcomes come in the order of the inputs. */

import { availableParallelism } from 'node:os';
import type { Examiner, Plan } from './examine.js';
import type { Found } from './inputs.js';
import type { Outcome } from './outcome.js';
import type { Progress } from './progress.js';
import type { Task } from './protocol.js';
import { Sequence } from './sequence.js';
import { ownsFile } from './shard.js';

/** What the inputs are judged with, and where outcomes go. */
export interface Run {
  readonly plan: Plan;
  readonly examiner: Examiner;
  /** Threads that were asked for; null: as many as there are cores, when that is worth it. */
  readonly jobs: number | null;
  readonly take: (index: number, outcome: Outcome) => void;
  /** Writes out what has gathered, when that is enough. */
  readonly flush: () => Promise<void>;
  readonly progress: Progress;
}

/** More inputs than a handful, after so many milliseconds: then other threads are started without being asked for. */
const HANDFUL = 4;
const PATIENCE = 200;

/** Judges all inputs. */
export async function examineAll(inputs: readonly Found[], run: Run): Promise<void> {
  const begin = performance.now();
  for (const [index, found] of inputs.entries()) {
    if (worthThreads(run.jobs, inputs.length - index, performance.now() - begin, availableParallelism()))
      return examineInThreads(inputs, index, run);
    await examineHere(index, found, run);
  }
}

/** Are other threads worth their start: `left` inputs are to be judged after so many milliseconds. */
export function worthThreads(jobs: number | null, left: number, elapsed: number, cores: number): boolean {
  if (jobs !== null) return jobs > 1 && left > 1;
  return left > HANDFUL && elapsed > PATIENCE && cores > 1;
}

async function examineHere(index: number, found: Found, { plan, examiner, take, flush, progress }: Run): Promise<void> {
  if ('problem' in found) {
    const { where, message } = found.problem;
    if (plan.shard === null || ownsFile(plan.shard, where)) take(index, examiner.problem(where, message));
  } else {
    await examiner.examine(found.input, async (outcome) => {
      take(index, outcome);
      await flush();
    });
  }
  progress.fileDone();
}

async function examineInThreads(inputs: readonly Found[], from: number, run: Run): Promise<void> {
  const { runPool } = await import('./pool.js');
  const { plan, examiner, progress, take } = run;
  const sequence = new Sequence(from, take);
  const done = (index: number): void => {
    sequence.close(index);
    progress.fileDone();
  };
  const tasks: Task[] = [];
  const here: Promise<void>[] = [];
  for (const [index, found] of inputs.entries()) {
    if (index < from) continue;
    if ('input' in found && found.input.file !== '-') {
      tasks.push({ index, input: found.input });
      continue;
    }
    // standard input belongs to this thread
    const own: Run = { ...run, take: (_, outcome) => sequence.add(index, outcome) };
    here.push(examineHere(index, found, own).then(() => sequence.close(index)));
  }
  const ticking = setInterval(() => progress.update(), 100);
  const pool = runPool(tasks, run.jobs ?? availableParallelism(), plan, {
    answer({ index }, answer) {
      if (answer.kind === 'outcomes') for (const outcome of answer.outcomes) sequence.add(index, outcome);
      else {
        examiner.selection.add(answer.selection);
        done(index);
      }
    },
    broken({ index, input }, reason) {
      sequence.add(index, examiner.problem(input.file, `the machine failed on this file (${reason})`));
      done(index);
    },
    ready: run.flush,
  });
  await Promise.all([pool, ...here]);
  clearInterval(ticking);
}
