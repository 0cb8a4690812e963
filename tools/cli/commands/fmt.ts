import type { Command } from 'commander';
import type { FmtOptions } from '../fmt/options.js';

const HELP = `
PATH is a .kf file, a directory that is searched for them, or - for standard input, which is then
written formatted to standard output. Without PATH the project's spec/ is formatted.

Examples:
  kfuncspec fmt                      format spec/
  kfuncspec fmt --check my-spec      fail when a file is not formatted
  kfuncspec fmt - < draft.kf

Exit status: 0 formatted, 1 --check found a file that is not, 2 a file could not be read or parsed.`;

/** `kfuncspec fmt [PATH…]` */
export function registerFmt(program: Command): void {
  program
    .command('fmt')
    .description('format specs')
    .argument('[path...]', 'files or directories of specs, or - for standard input')
    .option('-c, --check', 'write nothing, fail when a file is not formatted')
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .addHelpText('after', HELP)
    .action(async (paths: string[], options: FmtOptions) => {
      const { runFmt } = await import('../fmt/run.js');
      process.exitCode = await runFmt(paths, options);
    });
}
