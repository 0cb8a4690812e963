import type { Finding } from '../../report/finding.js';
import { workflowCommand } from '../../report/github.js';
import { headline } from '../../report/headline.js';
import type { Result } from '../../report/json.js';
import { printable } from '../../report/layout.js';
import type { Outcome } from './outcome.js';
import type { Sink } from './sink.js';
import type { Tally } from './tally.js';

/** `--format github`: an annotation for each program that was not accepted, and a line that counts. */
export class GithubSink implements Sink {
  constructor(
    private readonly kernels: readonly string[],
    private readonly write: (text: string) => void,
    private readonly tally: Tally,
  ) {}

  add({ results, findings }: Outcome): void {
    for (const [index, result] of results.entries()) {
      if (result.verdict === 'accept') continue;
      this.write(`${annotation(result, findings[index] ?? null, this.kernels[index] ?? '')}\n`);
    }
  }

  end(): void {
    if (this.tally.total > 0) this.write(`${this.tally.summary()}\n`);
  }
}

function annotation(result: Result, finding: Finding | null, kernel: string): string {
  const { verdict, rule, file, program, message } = result;
  if (verdict === 'error') {
    const said = [...(program ? [program] : []), message ?? ''].map(printable).join(': ');
    return workflowCommand({ level: 'error', ...fileOf(file), title: 'can not be judged', message: said });
  }
  const { line, column } = finding?.place ?? { line: null, column: null };
  return workflowCommand({
    level: verdict === 'inconclusive' ? 'warning' : 'error',
    ...fileOf(finding?.place.file ?? file),
    ...(line === null ? {} : { line }),
    ...(column === null ? {} : { column }),
    title: rule ?? verdict,
    message: headline(result, kernel),
  });
}

/** Standard input is no file that an annotation could be attached to. */
function fileOf(file: string): { readonly file?: string } {
  return file === '-' ? {} : { file };
}
