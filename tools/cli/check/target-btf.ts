/** The types of the kernels that objects are meant for: files given with `--btf`. */

import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Kernel, TypeTables } from '@kfuncspec/runtime/v1';
import { parseBtf } from '../../load/btf/parse.js';
import { parseSplitBtf } from '../../load/btf/split.js';
import type { Btf } from '../../load/btf/table.js';
import type { ModuleTypes } from '../../load/btf/target-tables.js';
import { typeTables } from '../../load/elf/kernel-types.js';
import { initFunctions } from '../../load/elf/module-file.js';
import { findElfSection, isElf } from '../../load/elf/reader.js';
import type { KernelFacts } from '../../load/kernel-facts.js';
import { failed, type Loaded, loaded, within } from '../../load/result.js';
import { systemReason } from '../exit.js';
import { onceForEach, perKernel, SYSTEM } from './per-kernel.js';

/** A kernel's types and those of its modules. */
export interface TargetBtf {
  readonly btf: Btf;
  readonly modules: readonly ModuleTypes[];
  /** The tables of a kernel with these types, for programs that don't come from objects. */
  readonly tables: (facts: KernelFacts) => TypeTables | undefined;
}

/** The types of the running kernel. */
const SYSTEM_BTF = '/sys/kernel/btf/vmlinux';

/**
 * Finds each kernel's files among the arguments: the first is the kernel's, further ones its modules'. They are read when their types are
 * first asked for.
 */
export function targetBtf(args: readonly string[], kernels: readonly Kernel[]): (kernel: number) => Loaded<TargetBtf> | undefined {
  return onceForEach(kernels, perKernel('--btf', args, kernels), ([file = SYSTEM, ...modules]) =>
    readTargetBtf(file === SYSTEM ? SYSTEM_BTF : file, modules),
  );
}

/** A kernel's types and those of its modules out of files: raw BTF, or ELF files with it. */
export function readTargetBtf(file: string, moduleFiles: readonly string[]): Loaded<TargetBtf> {
  const btf = readBtf(file, (bytes) => parseBtf(bytes, { origin: 'kernel' }));
  if (!btf.ok) return btf;
  const modules: ModuleTypes[] = [];
  for (const moduleFile of moduleFiles) {
    const module = readModule(moduleFile, btf.value.types);
    if (!module.ok) return module;
    modules.push(module.value);
  }
  const { types } = btf.value;
  return loaded({ btf: types, modules, tables: (facts) => typeTables(facts, types, modules) });
}

function readModule(file: string, kernel: Btf): Loaded<ModuleTypes> {
  const module = readBtf(file, (bytes) => parseSplitBtf(kernel, bytes));
  if (!module.ok) return module;
  const { types: btf, bytes } = module.value;
  const name = basename(file).replace(/\.ko$/, '');
  if (!isElf(bytes)) return loaded({ name, btf });
  const gone = initFunctions(bytes);
  return gone.ok ? loaded({ name, btf, initFunctions: gone.value }) : within(`--btf ${file}`, gone);
}

interface BtfFile {
  readonly bytes: Uint8Array;
  readonly types: Btf;
}

function readBtf(file: string, parse: (bytes: Uint8Array) => Loaded<Btf>): Loaded<BtfFile> {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(file);
  } catch (error) {
    return within(`--btf ${file}`, failed(systemReason(error)));
  }
  const section = isElf(bytes) ? findElfSection(bytes, '.BTF') : loaded(bytes);
  if (!section.ok) return within(`--btf ${file}`, section);
  const types = section.value === undefined ? failed('an ELF file without .BTF') : parse(section.value);
  return types.ok ? loaded({ bytes, types: types.value }) : within(`--btf ${file}`, types);
}
