import { type Command, Option } from 'commander';
import { collect } from '../options.js';
import type { ReplayOptions } from '../replay/options.js';

const HELP = `
LOG is a verifier's log of level 1, 2 or 6, with the program that it is about given by --program: a
log alone says nothing of the program's type, its maps and their BTF. Or it is a .jsonl file (also
.gz): each line has a log and the program (insns, maps, …), or a log and the names of the object and
the program in it (object, program).

Compared are registers, stack slots, their marks of liveness and precision, references, callbacks
and frames, in the current state and in the ancestors that the search for precise values comes to.
Ids may be others, as long as equal ones stay equal. Not compared are what a line leaves out as
unchanged, the search's own lines (regs=, stack=), source lines and statistics; and of a log of
level 1 the marks.

Examples:
  kfuncspec replay verifier.log --program prog.bpf.o --btf /sys/kernel/btf/vmlinux
  kfuncspec replay recorded.jsonl.gz --kernel 6.1
  kfuncspec replay objects.jsonl.gz --program objects/ --btf vmlinux.btf --format json

Exit status: 0 all equal, 1 a difference, or a program that the machine can't judge to its end, 2 the
usage or (part of) the input was wrong.`;

/** `kfuncspec replay LOG…` */
export function registerReplay(program: Command): void {
  program
    .command('replay')
    .description("follow a verifier's log with the machine, and compare every state that it shows")
    .argument('<log...>', "verifiers' logs, or .jsonl files with programs and their logs")
    .option('-k, --kernel <version>', 'kernel that wrote the log (default: the newest modelled)')
    .addOption(
      new Option('-p, --program <file>', 'programs that the logs are about: a file or a directory; may be repeated').argParser(collect),
    )
    .addOption(
      new Option(
        '--btf <file>',
        "types of the kernel, raw BTF or an ELF file with it, 'system' for the running kernel's (default: what the rules know); further ones are of its modules",
      ).argParser(collect),
    )
    .addOption(
      new Option('--kconfig <file>', "the kernel's configuration, for settings that objects read; 'system' likewise").argParser(collect),
    )
    .addOption(new Option('-f, --format <format>', 'how to report').choices(['text', 'json']).default('text'))
    .option('--rules <dir>', 'use rules generated into a directory (generate --target js)')
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .addHelpText('after', HELP)
    .action(async (logs: string[], options: Partial<ReplayOptions> & Pick<ReplayOptions, 'format' | 'color'>) => {
      const { runReplay } = await import('../replay/run.js');
      process.exitCode = await runReplay(logs, { program: [], btf: [], kconfig: [], ...options });
    });
}
