/** `fmt`: specs as they should be written. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { print } from '../../../generator/grammar/format.js';
import { parse } from '../../../generator/grammar/parse.js';
import { count } from '../../report/layout.js';
import { wantsColour } from '../../report/style.js';
import { readAll } from '../check/bytes.js';
import { EXIT, InputError, systemReason, UsageError } from '../exit.js';
import { renderDiagnostics } from '../generate/diagnostics.js';
import { complain } from '../output.js';
import { findSpecs, projectRoot } from '../specs.js';
import type { FmtOptions } from './options.js';

/** Largest spec from standard input, in bytes. */
const MOST_BYTES = 16 * 1024 * 1024;

/** Runs the command; gives the exit status. */
export async function runFmt(paths: readonly string[], options: FmtOptions): Promise<number> {
  const color = wantsColour({ isTerminal: process.stderr.isTTY === true, env: process.env, refused: !options.color });
  if (paths.includes('-')) {
    if (paths.length > 1) throw new UsageError("'-' (standard input) stands alone");
    return formatInput(options, color);
  }
  let broken = 0;
  const changed: string[] = [];
  const files = (paths.length > 0 ? paths : [projectSpec()]).flatMap(findSpecs);
  for (const file of files) {
    try {
      const text = readFileSync(file, 'utf8');
      const formatted = format(file, text, color);
      if (formatted === null) broken++;
      else if (formatted !== text) {
        changed.push(file);
        if (!options.check) writeFileSync(file, formatted);
      }
    } catch (error) {
      complain(`${file}: ${systemReason(error)}`);
      broken++;
    }
  }
  for (const file of changed) process.stdout.write(`${options.check ? 'not formatted: ' : ''}${file}\n`);
  const done = options.check
    ? `${count(changed.length, 'file')} of ${files.length} not formatted`
    : `${count(changed.length, 'file')} of ${files.length} changed`;
  process.stdout.write(`${done}\n`);
  if (broken > 0) return EXIT.wrong;
  return options.check && changed.length > 0 ? EXIT.rejected : EXIT.ok;
}

async function formatInput(options: FmtOptions, color: boolean): Promise<number> {
  const bytes = await readAll(process.stdin, MOST_BYTES);
  if (bytes === null) throw new InputError('standard input', `larger than ${MOST_BYTES / 1024 / 1024} MiB`);
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
  const formatted = format('<stdin>', text, color);
  if (formatted === null) return EXIT.wrong;
  if (options.check) return formatted === text ? EXIT.ok : EXIT.rejected;
  process.stdout.write(formatted);
  return EXIT.ok;
}

/** The formatted text; null when the text has errors, which have been told then. */
function format(file: string, text: string, color: boolean): string | null {
  const { file: tree, diagnostics } = parse(file, text);
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return print(tree);
  process.stderr.write(renderDiagnostics(errors, () => text, { color }));
  return null;
}

function projectSpec(): string {
  const root = projectRoot(process.cwd());
  if (root === null) throw new UsageError('no spec/ here: say which files or directories to format');
  return relative(process.cwd(), join(root, 'spec')) || '.';
}
