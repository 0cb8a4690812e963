/** The built command as people run it. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The command's own file. */
export const BIN = fileURLToPath(new URL('../../tools/bin/kfuncspec.js', import.meta.url));

/** r0 = 0; exit */
export const GOOD = 'b7000000000000009500000000000000';
/** exit, with nothing in R0 */
export const BAD = '9500000000000000';

/** A program as JSON, on one line. */
export function program(name: string, insns: string): string {
  return JSON.stringify({ format: 'kfuncspec/program@1', name, progType: 'socket_filter', license: 'GPL', insns });
}

export interface Ended {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Circumstances {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command in a directory until it ends; without a terminal, and with nothing said about colour but what `env` says. */
export function run(cwd: string, args: readonly string[], { input, env = {} }: Circumstances = {}): Ended {
  const { NO_COLOR: _, FORCE_COLOR: __, ...inherited } = process.env;
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], {
    cwd,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...inherited, ...env },
    ...(input === undefined ? {} : { input }),
  });
  return { status, stdout, stderr };
}

/** Starts it, and leaves it running. */
export function start(cwd: string, args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [BIN, ...args], { cwd, stdio: ['pipe', 'pipe', 'pipe'] });
}
