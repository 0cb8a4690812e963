/** The command line's entry: commands, help, and how it ends. What a command needs is loaded when it runs. */

import { Command, CommanderError } from 'commander';
import { registerCheck } from './commands/check.js';
import { registerExplain } from './commands/explain.js';
import { registerFmt } from './commands/fmt.js';
import { registerGenerate } from './commands/generate.js';
import { registerMerge } from './commands/merge.js';
import { registerReplay } from './commands/replay.js';
import { EXIT, InputError, UsageError } from './exit.js';
import { complain, endWhenPipeBreaks } from './output.js';
import { version } from './version.js';

const EXAMPLES = `
Examples:
  kfuncspec check prog.bpf.o --kernel 6.1         judge the programs of an object for Linux 6.1
  kfuncspec check programs/ --format sarif        everything below a directory, for code scanning
  kfuncspec explain verifier.log                  the rule behind a rejection, and the path there
  kfuncspec explain "arg#0 must have constant offset"
  kfuncspec explain bpf_ct_release                what a kernel function demands of its caller
  kfuncspec replay verifier.log --program prog.bpf.o
                                                  the machine's states against a log's
  kfuncspec merge 1.json 2.json                   reports of several machines as one
  kfuncspec generate spec/ --out generated        checkers from specs

Exit status: 0 all is well, 1 something is not (check: rejected or inconclusive; explain: not known;
replay: not equal; generate and fmt with --check: not up to date), 2 the usage or an input was wrong.
kfuncspec COMMAND --help says more.`;

function commandLine(): Command {
  const program = new Command('kfuncspec')
    .description(
      "Checks BPF programs against the Linux verifier's kfunc and kptr rules, explains rejections, generates checkers from specs.",
    )
    .option('-V, --version', 'print the version')
    .helpCommand('help [command]', 'say more of a command')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, 'kfuncspec: ')) })
    .showHelpAfterError('(--help shows how to use it)');
  program.on('option:version', () => {
    process.stdout.write(`${version()}\n`);
    throw new CommanderError(EXIT.ok, 'kfuncspec.version', '');
  });
  registerCheck(program);
  registerExplain(program);
  registerReplay(program);
  registerMerge(program);
  registerGenerate(program);
  registerFmt(program);
  return program;
}

/** Runs the command line and gives its exit status; trouble has been told on stderr, in one line. */
async function run(argv: readonly string[]): Promise<number> {
  try {
    const program = commandLine();
    if (argv.length === 0) {
      program.outputHelp();
      return EXIT.wrong;
    }
    await program.parseAsync(argv, { from: 'user' });
    return typeof process.exitCode === 'number' ? process.exitCode : EXIT.ok;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.wrong;
    tell(error);
    return EXIT.wrong;
  }
}

function tell(error: unknown): void {
  if (error instanceof UsageError) complain(error.message);
  else if (error instanceof InputError) complain(`${error.where}: ${error.message}`);
  else {
    complain(`internal error: ${error instanceof Error ? error.message.split('\n')[0] : String(error)} (KFUNCSPEC_DEBUG=1 shows where)`);
    if (process.env.KFUNCSPEC_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  }
}

endWhenPipeBreaks();
for (const event of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(event, (error: unknown) => {
    tell(error);
    process.exit(EXIT.wrong);
  });
}
process.exitCode = await run(process.argv.slice(2));
