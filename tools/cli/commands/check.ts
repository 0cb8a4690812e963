import { type Command, Option } from 'commander';
import type { CheckOptions } from '../check/options.js';
import { collect, threads } from '../options.js';

const HELP = `
FILE is an object file (.o), a program as text (.bpfasm) or as JSON (.json, or .jsonl with one in
each line), also compressed (.gz); a directory that is searched for such files; or - for standard
input.

Formats:
  text    reports for people; with several kernels a table of programs and kernels in front
  json    a report for machines, one for each kernel
  sarif   SARIF 2.1.0, for code scanning; a run for each kernel
  github  annotations of a GitHub workflow

Shards: with --shard 2/5 a file is judged when a hash of its path (FNV-1a of 32 bits, modulo 5) says
that it belongs to the second part; a line of a .jsonl file, when one of path and program name does.
Neither the order of files nor what else is there matters. \`kfuncspec merge\` joins the parts.

Examples:
  kfuncspec check prog.bpfasm                     for the newest kernel modelled
  kfuncspec check prog.json --kernel 6.1 --quiet  only what is not accepted, a line each
  kfuncspec check prog.bpf.o --btf system --kconfig system
                                                  an object, with the types of the running kernel
  kfuncspec check prog.bpf.o --program 'handle_*' --section 'tc*'
                                                  some of its programs
  kfuncspec check build/ --format sarif > kfuncspec.sarif
  zcat fleet.jsonl.gz | kfuncspec check - --format json > report.json

Exit status: 0 all accepted, 1 something rejected or inconclusive, 2 the usage or (part of) the
input was wrong.`;

/** `kfuncspec check FILE…` */
export function registerCheck(program: Command): void {
  program
    .command('check')
    .description('judge programs as the verifier of a kernel would')
    .argument('<file...>', 'programs, directories or - for standard input')
    .addOption(
      new Option('-k, --kernel <version>', 'kernel to judge for (default: the newest modelled); may be repeated').argParser(collect),
    )
    .addOption(new Option('-f, --format <format>', 'how to report').choices(['text', 'json', 'sarif', 'github']).default('text'))
    .addOption(
      new Option('-p, --program <name>', 'judge only programs of this name (* and ? stand for any characters); may be repeated').argParser(
        collect,
      ),
    )
    .addOption(
      new Option('-s, --section <name>', 'judge only programs of this section of objects, likewise; may be repeated').argParser(collect),
    )
    .addOption(
      new Option(
        '--btf <file>',
        "types of the kernel, raw BTF or an ELF file with it, 'system' for the running kernel's (default: what the rules know); further ones are of its modules; VERSION=FILE for one of several kernels",
      ).argParser(collect),
    )
    .addOption(
      new Option(
        '--kconfig <file>',
        "the kernel's configuration, for settings that objects read; 'system' and VERSION=FILE likewise",
      ).argParser(collect),
    )
    .option('-q, --quiet', 'only what is not accepted, one line each')
    .option('--rules <dir>', 'use rules generated into a directory (generate --target js)')
    .addOption(new Option('-j, --jobs <n>', 'threads (default: as many as there are cores, when there is much to do)').argParser(threads))
    .option('--shard <k/n>', 'judge only the k-th of n parts of the input, see below')
    .option('--no-color', 'no colours (as NO_COLOR does)')
    .addHelpText('after', HELP)
    .action(async (files: string[], options: Partial<CheckOptions> & Pick<CheckOptions, 'format' | 'color'>) => {
      const { runCheck } = await import('../check/run.js');
      process.exitCode = await runCheck(files, { kernel: [], program: [], section: [], btf: [], kconfig: [], ...options });
    });
}
