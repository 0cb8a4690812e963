/** The picture of a report: a C program of test/programs, compiled and checked as anyone would. */

import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileFolder } from '../programs/compile.js';
import { parseAnsi } from './ansi.js';
import { terminalPicture } from './svg.js';

const PROGRAMS = join('test', 'programs');
const TYPES = 'kernel-6.1.btf';
const ARGUMENTS = ['check', 'kptr.bpf.o', '--kernel', '6.1', '--btf', TYPES, '--program', 'kptr_get_unreferenced'];

/** Where the picture stands, below the project's root. */
export const PICTURE = join('tools', 'picture', 'report.svg');

/** Makes the picture out of what the built tool in the project at `root` prints now. */
export function makePicture(root: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'picture-'));
  try {
    compileFolder(join(root, PROGRAMS), folder);
    copyFileSync(join(root, PROGRAMS, TYPES), join(folder, TYPES));
    const { NO_COLOR: _, ...env } = process.env;
    const { stdout, stderr } = spawnSync(process.execPath, [join(root, 'tools', 'bin', 'kfuncspec.js'), ...ARGUMENTS], {
      cwd: folder,
      encoding: 'utf8',
      env: { ...env, FORCE_COLOR: '1' },
    });
    if (stdout === '') throw new Error(`nothing was printed: ${stderr}`);
    const command = `$ npx kfuncspec ${ARGUMENTS.join(' ')}`;
    return terminalPicture(parseAnsi(`${command}\n\n${stdout.trimEnd()}`), 'A report of kfuncspec check');
  } finally {
    rmSync(folder, { recursive: true });
  }
}
