import type { Command } from 'commander';
import type { ExplainOptions } from '../explain/options.js';

const HELP = `
TARGET is a verifier's log (- for standard input), a program file, a message, or the name of a kfunc,
a helper, a rule, a table of rules or a flag.

Examples:
  kfuncspec explain verifier.log
  dmesg | kfuncspec explain -
  kfuncspec explain "arg#0 must have constant offset"
  kfuncspec explain bpf_ct_release
  kfuncspec explain KPTR_GET
  kfuncspec explain map_value@ref_kptr_off

Exit status: 0 explained, 1 not known, 2 the usage or the input was wrong.`;

/** `kfuncspec explain FILE|MESSAGE|KFUNC` */
export function registerExplain(program: Command): void {
  program
    .command('explain')
    .description('say what is behind a rejection: the rule, the path that led there, what would have passed')
    .argument('<target>', "a verifier's log, a message, a kfunc, a rule or a flag")
    .option('-k, --kernel <version>', 'kernel whose spec answers (default: the newest modelled)')
    .option('--rules <dir>', 'use rules generated into a directory (generate --target js)')
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .addHelpText('after', HELP)
    .action(async (target: string, options: ExplainOptions) => {
      const { runExplain } = await import('../explain/run.js');
      process.exitCode = await runExplain(target, options);
    });
}
