/** The types of the kernels that objects are meant for: files given with `--btf`. */

import { readFileSync } from 'node:fs';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { parseBtf } from '../../load/btf/parse.js';
import type { Btf } from '../../load/btf/table.js';
import { findElfSection, isElf } from '../../load/elf/reader.js';
import { failed, type Loaded, within } from '../../load/result.js';
import { systemReason, UsageError } from '../exit.js';

const ONE_KERNEL = /^(\d+(?:\.\d+)+)=(.+)$/;

/** Finds each kernel's file among the arguments; a file is read when its types are first asked for. */
export function targetBtf(args: readonly string[], kernels: readonly Kernel[]): (kernel: number) => Loaded<Btf> | undefined {
  const files = new Map<string, string>();
  for (const arg of args) {
    const [, version, file] = ONE_KERNEL.exec(arg) ?? [];
    if (version !== undefined && file !== undefined) files.set(version, file);
    else if (kernels.length > 1) throw new UsageError(`--btf ${arg}: of which kernel? Give it as VERSION=FILE`);
    else files.set(kernels[0]?.name ?? '', arg);
  }
  for (const version of files.keys()) {
    if (!kernels.some(({ name }) => name === version)) throw new UsageError(`--btf: kernel ${version} isn't judged for`);
  }
  const read = new Map<string, Loaded<Btf>>();
  return (kernel) => {
    const file = files.get(kernels[kernel]?.name ?? '');
    if (file === undefined) return undefined;
    let btf = read.get(file);
    if (btf === undefined) {
      btf = within(`--btf ${file}`, readBtf(file));
      read.set(file, btf);
    }
    return btf;
  };
}

function readBtf(file: string): Loaded<Btf> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return failed(systemReason(error));
  }
  if (!isElf(bytes)) return parseBtf(bytes, { origin: 'kernel' });
  const section = findElfSection(bytes, '.BTF');
  if (!section.ok) return section;
  return section.value === undefined ? failed('an ELF file without .BTF') : parseBtf(section.value, { origin: 'kernel' });
}
