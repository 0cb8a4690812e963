import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ObjectRow, objectRows } from './object-rows.js';

/**
 * What a real kernel answers to programs (program JSON), one line for each. `command` takes a file of programs and a file for its answers
 * behind `args`. Throws when it fails.
 */
export function askJudge(command: string, args: readonly string[], programs: readonly unknown[]): string[] {
  return inFolder((work) => {
    const asked = join(work, 'programs.jsonl');
    writeFileSync(asked, programs.map((json) => `${JSON.stringify(json)}\n`).join(''));
    const lines = readFileSync(answersOf(command, args, asked, work), 'utf8').split('\n');
    return programs.map((_, i) => lines[i] ?? 'null');
  });
}

/**
 * What a real kernel says of each program of object files. `fill` puts the objects into a folder; `command` takes that folder and a file for
 * its answers behind `args`, as `../shared/oracle/run-objs.sh 6.1` does. Throws when it fails.
 */
export function askObjects(command: string, args: readonly string[], fill: (folder: string) => void): ObjectRow[] {
  return inFolder((work) => {
    const objects = join(work, 'objects');
    mkdirSync(objects);
    fill(objects);
    return objectRows(answersOf(command, args, objects, work));
  });
}

function inFolder<T>(ask: (work: string) => T): T {
  const work = mkdtempSync(join(tmpdir(), 'judge-'));
  try {
    return ask(work);
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** Has the answers written; gives the file that holds them. */
function answersOf(command: string, args: readonly string[], asked: string, work: string): string {
  const answers = join(work, 'answers.jsonl');
  // its progress belongs on standard error: standard output is the caller's
  const { status } = spawnSync(command, [...args, asked, answers], { stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} failed (status ${status})`);
  return answers;
}
