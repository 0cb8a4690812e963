/** How the kernels that objects are meant for were configured: files given with `--kconfig`. */

import { existsSync, readFileSync } from 'node:fs';
import { release } from 'node:os';
import { gunzipSync } from 'node:zlib';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { type KernelConfig, parseKernelConfig } from '../../load/elf/kconfig-file.js';
import { failed, type Loaded, loaded, within } from '../../load/result.js';
import { systemReason, UsageError } from '../exit.js';
import { onceForEach, perKernel, SYSTEM } from './per-kernel.js';

/** Each kernel's configuration, read when it is first asked for. */
export function targetConfig(args: readonly string[], kernels: readonly Kernel[]): (kernel: number) => Loaded<KernelConfig> | undefined {
  const files = perKernel('--kconfig', args, kernels);
  for (const [version, given] of files) if (given.length > 1) throw new UsageError(`--kconfig: several files for ${version}`);
  return onceForEach(kernels, files, ([file = SYSTEM]) => readConfig(file));
}

function readConfig(given: string): Loaded<KernelConfig> {
  const file = given === SYSTEM ? systemConfig() : given;
  try {
    const bytes = readFileSync(file);
    const text = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
    return loaded(parseKernelConfig(text.toString('latin1')));
  } catch (error) {
    return within(`--kconfig ${file}`, failed(systemReason(error)));
  }
}

/** Where the running kernel's configuration is, in the order in which loaders look. */
function systemConfig(): string {
  const file = `/boot/config-${release()}`;
  return existsSync(file) ? file : '/proc/config.gz';
}
