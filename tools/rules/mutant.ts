import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import { kernel as original } from '@kfuncspec/rules/6.1';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { Generator } from '../../generator/index.js';
import { kernelOf } from '../cli/kernel-module.js';
import { CaseRunner } from './case-runner.js';
import type { Mutation } from './mutations.js';
import { Switches } from './switches.js';

/** What a worker is given: a folder of its own, and the package of switches. */
export interface WorkerData {
  readonly folder: string;
  readonly switches: string;
}

/** A mutation to judge, behind a switch or not. */
export interface Task extends Pick<Mutation, 'file' | 'text' | 'rows' | 'kfunc'> {
  readonly switch?: number;
}

/** What became of a mutation. */
export type Answer =
  /** The generator refuses it. */
  | { readonly outcome: 'invalid'; readonly why: string }
  /** A case has another verdict than the kernel's. */
  | { readonly outcome: 'noticed'; readonly by: string }
  | { readonly outcome: 'survived' };

/** A worker of mutant-pool.ts: turns a mutation on, or generates a package from a changed spec, and runs the cases until one fails. */
class Judge {
  readonly #cases = new CaseRunner('test/rules', original);
  readonly #spec: string;
  readonly #emitted: string;
  readonly #switches = new Switches();
  /** Of each case by its place, the switches that it asks: no other changes what becomes of it. */
  readonly #asks: ReadonlySet<number>[] = [];
  #generator: Generator | undefined;
  #count = 0;

  constructor(
    readonly folder: string,
    readonly switches: Kernel,
  ) {
    this.#spec = join(folder, 'spec');
    this.#emitted = join(folder, 'emitted');
    const wrong = this.#cases.firstDifference(switches, { rows: [] }, undefined, (place) => {
      this.#asks[place] = this.#switches.takeAsked();
    });
    if (wrong !== undefined) throw new Error(`${wrong}: has another verdict with all switches off`);
  }

  async judge(task: Task): Promise<Answer> {
    const n = task.switch;
    if (n === undefined) return await this.#generate(task);
    this.#switches.turnOn(n);
    return answerOf(this.#cases.firstDifference(this.switches, task, (place) => this.#asks[place]?.has(n) === true));
  }

  async #generate(task: Task): Promise<Answer> {
    // one generator for all, so that only what a mutation changes is done over
    this.#generator ??= this.#start();
    const path = join(this.#spec, task.file);
    const before = readFileSync(path, 'utf8');
    const out = join(this.folder, String(++this.#count));
    try {
      writeFileSync(path, task.text);
      const refused = this.#generator.run().diagnostics.find(({ severity }) => severity === 'error');
      if (refused !== undefined) return { outcome: 'invalid', why: refused.message };
      // modules can't be forgotten: each mutation's get names of their own
      cpSync(join(this.#emitted, original.name), out, { recursive: true });
      const kernel = await load(out);
      return kernel === undefined ? { outcome: 'invalid', why: 'no kernel' } : answerOf(this.#cases.firstDifference(kernel, task));
    } finally {
      writeFileSync(path, before);
      if (existsSync(out)) rmSync(out, { recursive: true });
    }
  }

  #start(): Generator {
    cpSync('spec', this.#spec, { recursive: true });
    const generator = new Generator({
      specDirs: [this.#spec],
      outDir: this.#emitted,
      kernels: [original.name],
      target: 'js',
      codeOnly: true,
    });
    generator.run();
    return generator;
  }
}

function answerOf(by: string | undefined): Answer {
  return by === undefined ? { outcome: 'survived' } : { outcome: 'noticed', by };
}

async function load(folder: string): Promise<Kernel | undefined> {
  return kernelOf(await import(pathToFileURL(join(process.cwd(), folder, 'index.js')).href));
}

const { folder, switches }: WorkerData = workerData;
const board = await load(switches);
if (board === undefined) throw new Error(`${switches}: no kernel`);
const judge = new Judge(folder, board);
parentPort?.on('message', (task: Task) => {
  judge
    .judge(task)
    .catch((error: unknown): Answer => ({ outcome: 'invalid', why: String(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
parentPort?.postMessage('ready');
