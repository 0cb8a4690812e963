import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Measurements of whole processes: how a person meets the tool. */
const TOOL = join('tools', 'bin', 'kfuncspec.js');

/** The middle one of some numbers. */
export const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

/** Milliseconds from start to end of `kfuncspec ARGS`, and of `node -e 0` in turn with it: medians of `runs`. */
export function coldStart(args: readonly string[], runs: number): { tool: number; node: number } {
  const time = (argv: readonly string[]) => {
    const start = performance.now();
    spawnSync(process.execPath, argv, { stdio: 'ignore' });
    return performance.now() - start;
  };
  const tool: number[] = [];
  const node: number[] = [];
  for (let i = 0; i < runs; i++) {
    tool.push(time([TOOL, ...args]));
    node.push(time(['-e', '0']));
  }
  return { tool: median(tool), node: median(node) };
}

/** Seconds and largest memory (MB) of `kfuncspec ARGS`. */
export function wholeRun(args: readonly string[]): { seconds: number; megabytes: number } {
  const measure = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`;
  const hook = join('node_modules', `.bench-hook-${process.pid}.mjs`);
  writeFileSync(hook, measure);
  const start = performance.now();
  const run = spawnSync(process.execPath, ['--import', `./${hook}`, TOOL, ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  rmSync(hook);
  return { seconds: (performance.now() - start) / 1000, megabytes: Number(/(\d+)\s*$/.exec(run.stderr)?.[1] ?? 0) / 1024 };
}

/** Seconds of a whole `kfuncspec generate` into an empty directory. */
export function generateAll(): number {
  const out = mkdtempSync(join('node_modules', '.bench-out-'));
  const start = performance.now();
  spawnSync(process.execPath, [TOOL, 'generate', 'spec', '--out', out], { stdio: 'ignore' });
  const seconds = (performance.now() - start) / 1000;
  rmSync(out, { recursive: true });
  return seconds;
}

const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));

async function until(condition: () => boolean, milliseconds: number): Promise<boolean> {
  for (const end = performance.now() + milliseconds; performance.now() < end; await sleep(2)) if (condition()) return true;
  return false;
}

/** A change that is saved, and what shows it. */
export interface WatchedChange {
  /** Below `spec/`. */
  readonly spec: string;
  /** Below the folder that is generated. */
  readonly emitted: string;
  /** The text to change, and what it becomes the n-th time. */
  readonly from: string;
  readonly to: (n: number) => string;
}

/** Milliseconds from saving a change to the emitted file that holds it, `generate --watch`: medians of `runs` for each change. */
export async function watchLatency(changes: readonly WatchedChange[], runs: number): Promise<number[]> {
  const work = mkdtempSync(join('node_modules', '.bench-watch-'));
  const spec = join(work, 'spec');
  const out = join(work, 'out');
  cpSync('spec', spec, { recursive: true });
  mkdirSync(out);
  const watcher = spawn(process.execPath, [TOOL, 'generate', spec, '--out', out, '--watch'], { stdio: 'ignore' });
  try {
    const first = join(out, '6.1', 'rules.ts');
    if (!(await until(() => existsSync(first) && statSync(first).size > 0, 60_000))) throw new Error('nothing was generated');
    await sleep(6000);
    const medians: number[] = [];
    for (const change of changes) medians.push(median(await timesOf(change, spec, out, runs)));
    return medians;
  } finally {
    watcher.kill();
    rmSync(work, { recursive: true, force: true });
  }
}

async function timesOf(change: WatchedChange, spec: string, out: string, runs: number): Promise<number[]> {
  const file = join(spec, change.spec);
  const emitted = join(out, change.emitted);
  const original = readFileSync(file, 'utf8');
  if (!original.includes(change.from)) throw new Error(`${change.spec} doesn't hold ${change.from}`);
  const times: number[] = [];
  for (let i = 0; i < runs; i++) {
    const before = readFileSync(emitted, 'utf8');
    const start = performance.now();
    writeFileSync(file, original.replace(change.from, change.to(i)));
    if (!(await until(() => readFileSync(emitted, 'utf8') !== before, 20_000)))
      throw new Error(`the change of ${change.spec} did not show`);
    times.push(performance.now() - start);
    await sleep(300);
  }
  return times;
}
