import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { compare, type KernelVerdict, kernelText, verdictText } from '../parity/compare.js';
import type { Case } from './cases.js';
import type { RecordedVerdict } from './verdicts.js';

/** Makes of a kernel's answers what is recorded of cases, and says where we differ. */
export class Recorder {
  #cases = 0;
  #differing = 0;

  /** @param answer what to show when it holds no verdict */
  record(one: Case, verdict: KernelVerdict | undefined, answer: string): (readonly [name: string, verdict: RecordedVerdict])[] {
    this.#cases++;
    if (verdict === undefined) {
      this.#differ(`${one.file}: ${one.name}: the kernel gave no verdict: ${answer.slice(0, 300)}`);
      return [];
    }
    const ours = checkProgram(kernel, one.program);
    const kind = compare(verdict, ours);
    if (kind !== 'equal' && kind !== 'no answer')
      this.#differ(`${one.file}: ${one.name}: ${kind}\n  kernel: ${kernelText(verdict)}\n  ours:   ${verdictText(ours)}`);
    return [[one.name, ours.kind === 'inconclusive' ? { ...verdict, unmodelled: ours.rule } : verdict]];
  }

  /** Says how many there were; exit status 1 when we differ on some. */
  report(): void {
    process.stdout.write(`${this.#cases} cases recorded, ${this.#differing} on which we differ\n`);
    process.exitCode = this.#differing === 0 ? 0 : 1;
  }

  #differ(text: string): void {
    this.#differing++;
    process.stdout.write(`${text}\n`);
  }
}
