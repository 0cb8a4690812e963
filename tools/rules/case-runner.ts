import { checkProgram, type Kernel, type Verdict } from '@kfuncspec/runtime/v1';
import { compare } from '../parity/compare.js';
import { type Case, caseFiles, readCases } from './cases.js';
import type { Mutation } from './mutations.js';
import { type RecordedVerdict, readVerdicts } from './verdicts.js';

interface Known {
  readonly one: Case;
  readonly recorded: RecordedVerdict;
  /** What the unchanged rules say. */
  readonly verdict: Verdict;
}

/** Runs the cases below a folder against changed rules. */
export class CaseRunner {
  readonly #folder: string;
  readonly #original: Kernel;
  readonly #known: readonly Known[];

  constructor(folder: string, original: Kernel) {
    this.#folder = folder;
    this.#original = original;
    this.#known = this.#read(original).map((known) => ({ ...known, verdict: checkProgram(original, known.one.program) }));
    const wrong = this.#known.find(({ one, recorded }) => differs(original, one, recorded));
    if (wrong !== undefined) throw new Error(`${nameOf(wrong.one)}: has another verdict than the recorded one without any mutation`);
  }

  /**
   * The name of a case that no longer has the kernel's verdict; undefined when all have it. Those that a change is likely to touch come first,
   * those of which `concerns` says no are left out. `judged` is told of each case that has its verdict, by its place.
   */
  firstDifference(
    kernel: Kernel,
    mutation: Pick<Mutation, 'rows' | 'kfunc'>,
    concerns: (place: number) => boolean = () => true,
    judged: (place: number) => void = () => undefined,
  ): string | undefined {
    // a loader asks the rules which structures have a destructor
    const programs = mutation.kfunc === undefined ? undefined : new Map(this.#read(kernel).map(({ one }) => [nameOf(one), one]));
    const inOrder = this.#known
      .map((known, place) => ({ known, place, rank: likelihood(known, mutation) }))
      .filter(({ place }) => concerns(place))
      .sort((a, b) => b.rank - a.rank || a.known.verdict.processed - b.known.verdict.processed);
    for (const { known, place } of inOrder) {
      const { one, recorded } = known;
      if (differs(kernel, programs?.get(nameOf(one)) ?? one, recorded)) return nameOf(one);
      judged(place);
    }
    return undefined;
  }

  #read(kernel: Kernel): { readonly one: Case; readonly recorded: RecordedVerdict }[] {
    return caseFiles(this.#folder).flatMap((file) => {
      const verdicts = readVerdicts(this.#folder, file, this.#original);
      return readCases(this.#folder, file, kernel).flatMap((one) => {
        const recorded = verdicts.get(one.name);
        return recorded === undefined ? [] : [{ one, recorded }];
      });
    });
  }
}

const nameOf = ({ file, name }: Case) => `${file}: ${name}`;

/** 2 when the case ends at a row that was changed or calls the kfunc, 1 when it ends in the same table. */
function likelihood({ one, verdict }: Known, { rows, kfunc }: Pick<Mutation, 'rows' | 'kfunc'>): number {
  if (kfunc !== undefined) return one.program.kfuncs.includes(kfunc) ? 2 : 0;
  if (verdict.kind === 'accept') return 0;
  if (rows.includes(verdict.rule)) return 2;
  const table = (id: string) => id.slice(0, id.lastIndexOf('/'));
  return rows.some((row) => table(row) === table(verdict.rule)) ? 1 : 0;
}

function differs(kernel: Kernel, { program }: Case, recorded: RecordedVerdict): boolean {
  try {
    const ours = checkProgram(kernel, program);
    if (ours.kind === 'inconclusive') return ours.rule !== recorded.unmodelled;
    return compare(recorded, ours) !== 'equal' || recorded.unmodelled !== undefined;
  } catch {
    // a mechanism that was asked for what no row had checked
    return true;
  }
}
