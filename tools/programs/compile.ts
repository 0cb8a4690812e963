import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/** The recorded verdicts name instructions, so the compiler is part of them: this one, and no other. */
const COMPILER = 'clang-19';

const FLAGS = ['-g', '-O2', '-target', 'bpf', '-mcpu=v3', '-mlittle-endian', '-fno-ident', '-Wall', '-Wno-unused-variable'];

/** The C files of a folder, by name. */
export function cFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.c'))
    .sort();
}

/** Name of a C file's object. */
export function objectName(file: string): string {
  return `${basename(file, '.c')}.bpf.o`;
}

/** Compiles every C file of a folder to an object in `out`. Throws, and says what to install, when there is no such compiler. */
export function compileFolder(folder: string, out: string): void {
  for (const file of cFiles(folder)) compileFile(folder, file, out);
}

/** Compiles one C file of a folder to an object in `out`, likewise. */
export function compileFile(folder: string, file: string, out: string): void {
  mkdirSync(out, { recursive: true });
  // clang reads the lines that it puts into BTF from where the debug information says that they stand
  const args = [...FLAGS, `-ffile-prefix-map=${resolve(folder)}=.`, '-c', file, '-o', resolve(out, objectName(file))];
  const { error, status, stderr } = spawnSync(COMPILER, args, { cwd: folder, encoding: 'utf8' });
  if (error !== undefined) throw new Error(`${COMPILER} is needed to compile ${folder}: apt-get install ${COMPILER} (${error.message})`);
  if (status !== 0) throw new Error(`${COMPILER} could not compile ${join(folder, file)}:\n${stderr}`);
}
