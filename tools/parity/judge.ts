import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What a real kernel answers to programs (program JSON), one line for each. `command` takes a file of programs and a file for its answers
 * behind `args`. Throws when it fails.
 */
export function askJudge(command: string, args: readonly string[], programs: readonly unknown[]): string[] {
  const work = mkdtempSync(join(tmpdir(), 'judge-'));
  try {
    const asked = join(work, 'programs.jsonl');
    const answers = join(work, 'verdicts.jsonl');
    writeFileSync(asked, programs.map((json) => `${JSON.stringify(json)}\n`).join(''));
    // its progress belongs on standard error: standard output is the caller's
    const { status } = spawnSync(command, [...args, asked, answers], { stdio: ['ignore', 2, 2] });
    if (status !== 0) throw new Error(`${command} failed (status ${status})`);
    const lines = readFileSync(answers, 'utf8').split('\n');
    return programs.map((_, i) => lines[i] ?? 'null');
  } finally {
    rmSync(work, { recursive: true });
  }
}
