import { readFileSync } from 'node:fs';
import type { Kernel } from '@kfuncspec/runtime/v1';
import { judge } from '../cli/check/judge.js';
import type { TargetBtf } from '../cli/check/target-btf.js';
import { type KernelConfig, loadObject } from '../load/elf/index.js';
import { kernelOptions } from '../load/kernel-options.js';
import type { Ours } from './object-compare.js';

/** One program of an object, or the object as a whole (`program` is null) when nothing in it can be named. */
export interface JudgedProgram {
  readonly program: string | null;
  readonly section: string | null;
  readonly ours: Ours;
}

/** Loads an object for a kernel with that kernel's types, and judges each of its programs by itself. */
export function judgeObject(path: string, kernel: Kernel, { btf, modules }: TargetBtf, kconfig?: KernelConfig): JudgedProgram[] {
  const object = loadObject(readFileSync(path), { ...kernelOptions(kernel), targetBtf: btf, modules, kconfig });
  if (!object.ok) return [{ program: null, section: null, ours: { error: object.error.message } }];
  return object.value.programs.map((entry): JudgedProgram => {
    const { name: program, section } = entry;
    const code = entry.load();
    if (!code.ok) return { program, section, ours: { error: code.error.message } };
    const judgement = judge(kernel, code.value.program, code.value.poisoned);
    return { program, section, ours: 'problem' in judgement ? { error: judgement.problem } : judgement };
  });
}
