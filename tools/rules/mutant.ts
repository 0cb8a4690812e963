import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { kernel as original } from '@kfuncspec/rules/6.1';
import { Generator } from '../../generator/index.js';
import { kernelOf } from '../cli/kernel-module.js';
import { CaseRunner } from './case-runner.js';
import type { Mutation } from './mutations.js';

/** A worker of mutant-pool.ts: generates a package from a changed spec, and runs the cases until one fails. It works in a folder of its own. */
const work = String(workerData);
const spec = join(work, 'spec');
cpSync('spec', spec, { recursive: true });

const cases = new CaseRunner('test/rules', original);

// one generator for all, so that only what a mutation changes is done over
const emitted = join(work, 'emitted');
const generator = new Generator({ specDirs: [spec], outDir: emitted, kernels: [original.name], target: 'js' });
generator.run();

/** What became of a mutation. */
export type Answer =
  /** The generator refuses it. */
  | { readonly outcome: 'invalid'; readonly why: string }
  /** A case has another verdict than the kernel's. */
  | { readonly outcome: 'noticed'; readonly by: string }
  | { readonly outcome: 'survived' };

let count = 0;
async function judge(mutation: Mutation): Promise<Answer> {
  const path = join(spec, mutation.file);
  const before = readFileSync(path, 'utf8');
  const out = join(work, String(++count));
  try {
    writeFileSync(path, mutation.text);
    const refused = generator.run().diagnostics.find(({ severity }) => severity === 'error');
    if (refused !== undefined) return { outcome: 'invalid', why: refused.message };
    // modules can't be forgotten: each mutation's get names of their own
    cpSync(join(emitted, original.name), out, { recursive: true, filter: (file) => !file.endsWith('.d.ts') });
    const kernel = kernelOf(await import(pathToFileURL(join(process.cwd(), out, 'index.js')).href));
    if (kernel === undefined) return { outcome: 'invalid', why: 'no kernel' };
    const by = cases.firstDifference(kernel, mutation);
    return by === undefined ? { outcome: 'survived' } : { outcome: 'noticed', by };
  } finally {
    writeFileSync(path, before);
    if (existsSync(out)) rmSync(out, { recursive: true });
  }
}

parentPort?.on('message', (mutation: Mutation) => {
  judge(mutation)
    .catch((error: unknown): Answer => ({ outcome: 'invalid', why: String(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
