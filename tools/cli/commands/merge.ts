import type { Command } from 'commander';

const HELP = `
REPORT is what \`check --format json\` or \`check --format sarif\` wrote, or - for standard input. The
reports of the shards of one run (--shard) become the report that the whole run would have written,
whatever order they are given in; a shard that is missing or given twice is an error. Reports of
runs that were not sharded are joined in the order given.

Examples:
  kfuncspec check objects/ --shard 1/2 --format json > 1.json     on one machine
  kfuncspec check objects/ --shard 2/2 --format json > 2.json     on another
  kfuncspec merge 1.json 2.json > report.json

Exit status, as of the whole run: 0 all accepted, 1 something rejected or inconclusive, 2 the usage
or (part of) the input was wrong.`;

/** `kfuncspec merge REPORT…` */
export function registerMerge(program: Command): void {
  program
    .command('merge')
    .description('join the reports of shards into that of the whole run')
    .argument('<report...>', 'reports, all JSON or all SARIF')
    .addHelpText('after', HELP)
    .action(async (files: string[]) => {
      const { runMerge } = await import('../merge/run.js');
      process.exitCode = await runMerge(files);
    });
}
