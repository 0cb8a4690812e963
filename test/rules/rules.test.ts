import { fileURLToPath } from 'node:url';
import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { describe, expect, test } from 'vitest';
import { compare, kernelText, verdictText } from '../../tools/parity/compare.js';
import { caseFiles, readCases } from '../../tools/rules/cases.js';
import { readVerdicts } from '../../tools/rules/verdicts.js';

/** Each case below this folder: what the kernel said of it, which was recorded, and what we say must be the same to the letter. */
const folder = fileURLToPath(new URL('.', import.meta.url));

describe.each(caseFiles(folder))('%s', (file) => {
  const verdicts = readVerdicts(folder, file, kernel);
  const cases = readCases(folder, file, kernel);

  test('has a recorded verdict for each case, and no other', () => {
    expect([...verdicts.keys()]).toEqual(cases.map(({ name }) => name));
  });

  test.each(cases)('$name', ({ name, program, lines, text }) => {
    const recorded = verdicts.get(name);
    if (recorded === undefined) throw new Error('no kernel was asked about this case');
    const ours = checkProgram(kernel, program);
    const kind = ours.kind === 'inconclusive' && ours.rule === recorded.unmodelled ? 'equal' : compare(recorded, ours);
    if (recorded.unmodelled !== undefined && ours.kind !== 'inconclusive')
      throw new Error(`${recorded.unmodelled} is modelled by now: record it`);
    if (kind === 'equal') return;
    const source = text.split('\n');
    const shown = Array.from(lines, (line, i) => `  ${i}: ${source[line - 1]?.trim() ?? ''}`).join('\n');
    throw new Error(`${kind}\n${shown}\nkernel: ${kernelText(recorded)}\nours:   ${verdictText(ours)}`);
  });
});
