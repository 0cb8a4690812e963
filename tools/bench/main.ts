import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { checkProgram, checkTrace, type Program, type TraceStep } from '@kfuncspec/runtime/v1';
import { Bench } from 'tinybench';
import { largeLog } from './logs.js';
import { measureObjects } from './objects.js';
import { coldStart, generateAll, watchLatency, wholeRun } from './processes.js';
import { branchyProgram, endlessProgram, kernel, randomLines, straightProgram } from './programs.js';

/**
 * `npm run bench -- [--object FILE] [--btf FILE]`: instructions a second, cold start, generation, a file of 50,000 programs, a trace of a
 * million instructions, loading an object. Without FILEs, the object and the kernel's types are made.
 */
const { values: files } = parseArgs({ options: { object: { type: 'string' }, btf: { type: 'string' } } });

const PROGRAMS = 50_000;
/** Bytes. */
const LARGE_LOG = 10_000_000;
/** A row that few depend on, and one that every helper's checker holds. */
const WATCHED = [
  {
    what: "a constraint's message",
    spec: 'constraints/kptr_get.kf',
    emitted: '6.1/rules.ts',
    from: 'arg#0 must have constant offset',
    to: (n: number) => `arg#0 must have constant offset (${n})`,
  },
  {
    what: 'a condition of all 226 helpers',
    spec: 'instructions/call_helper.kf',
    emitted: '6.1/helpers/xdp.ts',
    from: '"bpf_dummy_ops"',
    to: (n: number) => `"bpf_dummy_ops_${n}"`,
  },
] as const;
const say = (what: string, figure: string) => process.stdout.write(`${what.padEnd(58)} ${figure}\n`);

async function instructions(): Promise<void> {
  const programs = [straightProgram(4000), branchyProgram(4000)];
  const bench = new Bench({ time: 1500, warmupTime: 500 });
  for (const program of programs) bench.add(program.name, () => void checkProgram(kernel, program));
  await bench.run();
  for (const [i, program] of programs.entries()) {
    const { processed } = checkProgram(kernel, program);
    const result = bench.tasks[i]?.result;
    const seconds = result !== undefined && 'latency' in result ? result.latency.p50 / 1000 : Number.NaN;
    say(`instructions a second, ${program.name} code`, `${(processed / seconds / 1e6).toFixed(2)} million`);
  }
}

function* steps(program: Program, count: number): Generator<TraceStep> {
  for (let i = 0; i < count; i++) yield { insn: i % program.insns.length };
}

/** A path may be longer than any program: the steps go through the same code again and again. */
function traces(): void {
  const program = endlessProgram(4000);
  const time = (count: number) => {
    const start = performance.now();
    const verdict = checkTrace(kernel, program, steps(program, count));
    if (verdict.kind !== 'inconclusive' || verdict.processed !== count)
      throw new Error(`the trace ended after ${verdict.processed} steps: ${verdict.kind === 'accept' ? 'accepted' : verdict.message}`);
    return (performance.now() - start) / 1000;
  };
  time(50_000);
  const short = time(100_000);
  const long = time(1_000_000);
  say('a trace of a million instructions', `${long.toFixed(2)} s, ${(long / short).toFixed(1)} times one of 100,000`);
}

/** Says how long a command takes with a file of that content. */
function withFile(what: string, name: string, content: string, args: (file: string) => string[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  const file = join(folder, name);
  writeFileSync(file, content);
  const { seconds, megabytes } = wholeRun(args(file));
  rmSync(folder, { recursive: true });
  say(what, `${seconds.toFixed(2)} s, ${megabytes.toFixed(0)} MB`);
}

function manyPrograms(): void {
  const what = `${PROGRAMS.toLocaleString('en')} programs of 25 to 35 instructions, one file`;
  withFile(what, 'programs.jsonl', [...randomLines(PROGRAMS)].join(''), (file) => ['check', file, '--format', 'json']);
}

function largeLogs(): void {
  for (const onePath of [false, true]) {
    const what = `explain a log of 10 MB, ${onePath ? 'all of it one path' : 'of many branches'}`;
    withFile(what, 'verifier.log', largeLog(LARGE_LOG, onePath), (file) => ['explain', file]);
  }
}

await instructions();
traces();
const cold = coldStart(['check', 'test/samples/kptr-get-right.bpfasm'], 9);
say('cold start of check, one small program', `${cold.tool.toFixed(0)} ms (node alone: ${cold.node.toFixed(0)} ms)`);
manyPrograms();
largeLogs();
measureObjects({ object: files.object, btf: files.btf }, say);
say('generate, everything, process included', `${generateAll().toFixed(2)} s`);
const watched = await watchLatency(WATCHED, 7);
for (const [i, { what }] of WATCHED.entries()) say(`generate --watch, from saving ${what}`, `${(watched[i] ?? Number.NaN).toFixed(0)} ms`);
