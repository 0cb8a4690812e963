import { type Command, Option } from 'commander';
import type { GenerateOptions } from '../generate/options.js';

const HELP = `
SPEC is a directory of .kf files, or one such file. A directory of one's own extends the spec of the
kernels that come with this tool; without SPEC that spec itself is generated anew.

Examples:
  kfuncspec generate                                     the project's own spec/ to generated/
  kfuncspec generate my-spec --out my-rules --target js  one's own kfuncs, for check --rules
  kfuncspec generate --check                             fail when generated/ is not what spec/ says
  kfuncspec generate my-spec --out my-rules --watch      again whenever a file changes

Exit status: 0 written (or up to date), 1 --check found a difference, 2 the spec or the usage was wrong.`;

/** `kfuncspec generate [SPEC…] --out DIR` */
export function registerGenerate(program: Command): void {
  program
    .command('generate')
    .description('generate checkers, types and documentation from specs')
    .argument('[spec...]', 'directories or files of specs')
    .option('-o, --out <dir>', 'where to write')
    .option('-c, --check', 'write nothing, fail when something would change')
    .option('-w, --watch', 'generate again whenever a spec changes')
    .addOption(new Option('-t, --target <target>', 'language to write').choices(['ts', 'js']).default('ts'))
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .addHelpText('after', HELP)
    .action(async (specs: string[], options: GenerateOptions) => {
      const { runGenerate } = await import('../generate/run.js');
      process.exitCode = await runGenerate(specs, options);
    });
}
