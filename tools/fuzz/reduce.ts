import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { ProgramJsonLoader } from '../load/index.js';
import { kernelFacts } from '../load/kernel-facts.js';
import { compare, type KernelVerdict, type Kind, kernelText, verdictText } from '../parity/compare.js';
import { askJudge } from '../parity/judge.js';
import { judgedRows, kernelVerdict, readLines } from '../parity/rows.js';
import { cuts } from './cut.js';

/**
 * `node reduce.js PROGRAMS.jsonl VERDICTS.jsonl JUDGE…`: shrinks each program on which we and the kernel differ to the smallest one on which
 * we still differ in the same way, asking JUDGE (a command that takes a file of programs and a file for its answers) about all candidates
 * of a round at once. Prints the small programs, one JSON object a line, and both verdicts on standard error.
 */
const [programs, verdicts, judge, ...args] = process.argv.slice(2);
if (programs === undefined || verdicts === undefined || judge === undefined) {
  process.stderr.write('usage: PROGRAMS.jsonl VERDICTS.jsonl JUDGE-COMMAND [ARGS…]\n');
  process.exit(2);
}

/** Differences that say nothing when a program shrinks: a kind of its own for each place where we gave up. */
const BORING: ReadonlySet<Kind> = new Set(['equal', 'no answer']);
const MOST_AT_ONCE = 4000;

interface Suspect {
  readonly kind: Kind;
  readonly rest: Readonly<Record<string, unknown>>;
  insns: string;
}

const loader = new ProgramJsonLoader(kernelFacts(kernel));

function kindOf(json: unknown, said: KernelVerdict | undefined): Kind {
  const program = loader.fromValue(json);
  return program.ok && said !== undefined ? compare(said, checkProgram(kernel, program.value)) : 'equal';
}

const ask = (candidates: readonly unknown[]) => askJudge(judge, args, candidates).map((answer) => kernelVerdict(JSON.parse(answer)));

const texts = readLines(programs);
const suspects: Suspect[] = judgedRows(programs, verdicts).flatMap(({ expect }, i) => {
  const json: unknown = JSON.parse(texts[i] ?? 'null');
  const kind = kindOf(json, expect);
  if (BORING.has(kind) || typeof json !== 'object' || json === null || !('insns' in json) || typeof json.insns !== 'string') return [];
  return [{ kind, rest: Object.fromEntries(Object.entries(json)), insns: json.insns }];
});
process.stderr.write(`${suspects.length} programs on which we differ\n`);

let shrinking = suspects;
while (shrinking.length > 0) {
  const candidates = shrinking
    .flatMap((suspect) => cuts(suspect.insns).map((insns) => ({ suspect, insns, json: { ...suspect.rest, insns } })))
    .slice(0, MOST_AT_ONCE);
  const said = ask(candidates.map(({ json }) => json));
  const shrunk = new Set<Suspect>();
  candidates.forEach(({ suspect, insns, json }, i) => {
    if (insns.length < suspect.insns.length && kindOf(json, said[i]) === suspect.kind) {
      suspect.insns = insns;
      shrunk.add(suspect);
    }
  });
  shrinking = [...shrunk];
}

const small = suspects.map(({ rest, insns }) => ({ ...rest, insns }));
if (small.length > 0) {
  const said = ask(small);
  small.forEach((json, i) => {
    const program = loader.fromValue(json);
    const verdict = said[i];
    process.stdout.write(`${JSON.stringify(json)}\n`);
    if (program.ok && verdict !== undefined)
      process.stderr.write(
        `${suspects[i]?.kind}\n  kernel: ${kernelText(verdict)}\n  ours:   ${verdictText(checkProgram(kernel, program.value))}\n`,
      );
  });
}
