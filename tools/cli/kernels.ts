/** The kernels that can be judged for: those of the generated package, or those of a directory generated from one's own spec. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ABI, type Kernel } from '@kfuncspec/runtime/v1';
import { compareVersions } from '../../generator/grammar/versions.js';
import { systemReason, UsageError } from './exit.js';
import { kernelOf } from './kernel-module.js';
import { didYouMean } from './suggest.js';

const PACKAGE = '@kfuncspec/rules';
const VERSION = /^\d+(\.\d+)*$/;

/** Where kernels come from. */
export interface KernelSource {
  /** Names like `6.1`, oldest first. */
  readonly names: readonly string[];
  load(name: string): Promise<Kernel>;
}

/** The generated package, or `--rules DIR`. */
export function kernelSource(rulesDir: string | undefined): KernelSource {
  return rulesDir === undefined ? packagedKernels() : kernelsOfDirectory(rulesDir);
}

/** Loads the kernels asked for, in that order and each once; without any, the newest. An unknown one is a usage error that lists the known. */
export async function loadKernels(source: KernelSource, asked: readonly string[]): Promise<Kernel[]> {
  const newest = source.names[source.names.length - 1];
  const wanted = asked.length > 0 ? [...new Set(asked.map(plainVersion))] : newest === undefined ? [] : [newest];
  for (const name of wanted) {
    if (source.names.includes(name)) continue;
    const known = source.names.length === 0 ? 'none has been generated yet' : `the modelled ones are ${source.names.join(', ')}`;
    throw new UsageError(`unknown kernel '${name}': ${known}.${VERSION.test(name) ? '' : didYouMean(name, source.names)}`);
  }
  if (wanted.length === 0) throw new UsageError('no kernel has been generated yet: run `kfuncspec generate`');
  const kernels: Kernel[] = [];
  for (const name of wanted) kernels.push(await source.load(name));
  return kernels;
}

/** `v6.1`, `linux-6.1` and `6.1.192-2` all mean 6.1. */
function plainVersion(name: string): string {
  const match = /^(?:v|linux-)?(\d+\.\d+)(?:\.\d+.*)?$/.exec(name);
  return match?.[1] ?? name;
}

function packagedKernels(): KernelSource {
  const require = createRequire(import.meta.url);
  return {
    names: names(Object.keys(exportsOf(require.resolve(`${PACKAGE}/package.json`))).map((key) => key.replace(/^\.\//, ''))),
    load: (name) => importKernel(`${PACKAGE}/${name}`, name),
  };
}

function exportsOf(path: string): object {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null || !('exports' in parsed)) return {};
  return typeof parsed.exports === 'object' && parsed.exports !== null ? parsed.exports : {};
}

function kernelsOfDirectory(dir: string): KernelSource {
  let entries: string[];
  try {
    entries = readdirSync(dir);
  } catch (error) {
    throw new UsageError(`--rules ${dir}: ${systemReason(error)}`);
  }
  const found = names(entries.filter((name) => isFile(join(dir, name, 'index.js'))));
  if (found.length === 0) {
    const hint = entries.some((name) => isFile(join(dir, name, 'index.ts'))) ? ' (it holds TypeScript: generate with --target js)' : '';
    throw new UsageError(`--rules ${dir}: no generated kernel in it, such as 6.1/index.js${hint}`);
  }
  return {
    names: found,
    async load(name) {
      const { resolveRuntime } = await import('./resolve-runtime.js');
      resolveRuntime();
      return importKernel(pathToFileURL(resolve(dir, name, 'index.js')).href, name);
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    // Not there, or not to be read: either way no file that could be used.
    return false;
  }
}

/** The names that are versions, oldest first. */
function names(candidates: readonly string[]): string[] {
  return candidates.filter((name) => VERSION.test(name)).sort(compareVersions);
}

async function importKernel(specifier: string, name: string): Promise<Kernel> {
  let module: unknown;
  try {
    module = await import(specifier);
  } catch (error) {
    throw new UsageError(`the rules for ${name} can't be loaded: ${systemReason(error)}`);
  }
  const kernel = kernelOf(module);
  if (kernel === undefined) throw new UsageError(`the rules for ${name} can't be used: ${specifier} exports no kernel`);
  if (kernel.abi !== ABI) {
    throw new UsageError(`the rules for ${name} were generated for ABI ${kernel.abi}, this is ABI ${ABI}: generate them again`);
  }
  return kernel;
}
