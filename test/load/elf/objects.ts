import { readFileSync } from 'node:fs';
import { type Btf, parseBtf } from '../../../tools/load/btf/index.js';
import { findElfSection, loadObject, type ObjectFile, type ObjectOptions, type ObjectProgramCode } from '../../../tools/load/elf/index.js';
import type { Loaded } from '../../../tools/load/result.js';
import { FACTS_6_1 } from '../facts.js';

export type Order = 'el' | 'eb';

export function objectBytes(name: string, order: Order): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./objects/${name}.${order}.o`, import.meta.url)));
}

export function must<T>(loaded: Loaded<T>): T {
  if (!loaded.ok) throw new Error(loaded.error.message);
  return loaded.value;
}

/** The types of the made-up kernel. */
export function kernelBtf(order: Order): Btf {
  return must(parseBtf(must(findElfSection(objectBytes('kernel', order), '.BTF')) ?? new Uint8Array(), { origin: 'kernel' }));
}

/** The sample, against the made-up kernel. */
export function sample(order: Order, options: Partial<ObjectOptions> = { targetBtf: kernelBtf(order) }): ObjectFile {
  return must(loadObject(objectBytes('sample', order), { facts: FACTS_6_1, ...options }));
}

function tryLoad(object: ObjectFile, name: string): Loaded<ObjectProgramCode> {
  const program = object.programs.find((candidate) => candidate.name === name);
  if (program === undefined) throw new Error(`no program ${name}`);
  return program.load();
}

export function codeOf(object: ObjectFile, name: string): ObjectProgramCode {
  return must(tryLoad(object, name));
}

/** Why a program can't be loaded. */
export function troubleOf(object: ObjectFile, name: string): string {
  const code = tryLoad(object, name);
  if (code.ok) throw new Error(`${name} loads`);
  return code.error.message;
}

/** The operands of a program's instructions that are constants: immediates of moves and 64-bit loads, in order. */
export function constants({ program: { insns } }: ObjectProgramCode): bigint[] {
  const found: bigint[] = [];
  for (let i = 0; i < insns.length; i++) {
    if (insns.code[i] === 0xb7 || insns.code[i] === 0xb4) found.push(BigInt(insns.imm[i] ?? 0));
    else if (insns.code[i] === 0x18) found.push((BigInt((insns.imm[i + 1] ?? 0) >>> 0) << 32n) | BigInt((insns.imm[i] ?? 0) >>> 0));
  }
  return found;
}
