import { existsSync } from 'node:fs';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { UsageError } from '../exit.js';

const ONE_KERNEL = /^(\d+(?:\.\d+)+)=(.+)$/;

/** What stands for the running kernel in place of a file. */
export const SYSTEM = 'system';

/** The values of an option by the kernel that they are for: FILE where there is one kernel, VERSION=FILE where there are several. */
export function perKernel(option: string, args: readonly string[], kernels: readonly Kernel[]): ReadonlyMap<string, readonly string[]> {
  const values = new Map<string, readonly string[]>();
  for (const arg of args) {
    const [, version = kernels[0]?.name ?? '', value = arg] = ONE_KERNEL.exec(arg) ?? [];
    if (value === arg && kernels.length > 1) throw new UsageError(`${option} ${arg}: of which kernel? Give it as VERSION=FILE`);
    if (!kernels.some(({ name }) => name === version)) throw new UsageError(`${option} ${arg}: kernel ${version} isn't judged for`);
    values.set(version, [...(values.get(version) ?? []), value]);
  }
  return values;
}

/** Files that an option names must be there: said once, not for every program that asks for them. */
export function requireFiles(option: string, args: readonly string[]): void {
  for (const arg of args) {
    const file = ONE_KERNEL.exec(arg)?.[2] ?? arg;
    if (file !== SYSTEM && !existsSync(file)) throw new UsageError(`${option} ${arg}: no such file or directory`);
  }
}

/** Asks for what a kernel's values stand for when it is first wanted; undefined for kernels without any. */
export function onceForEach<T>(
  kernels: readonly Kernel[],
  values: ReadonlyMap<string, readonly string[]>,
  read: (values: readonly string[]) => T,
): (kernel: number) => T | undefined {
  const known = new Map<string, T>();
  return (kernel) => {
    const version = kernels[kernel]?.name ?? '';
    const given = values.get(version);
    if (given === undefined) return undefined;
    const found = known.get(version) ?? read(given);
    known.set(version, found);
    return found;
  };
}
