import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { describe, expect, test } from 'vitest';
import { ProgramJsonLoader } from '../../tools/load/index.js';
import { kernelFacts } from '../../tools/load/kernel-facts.js';
import { compare, kernelText, verdictText } from '../../tools/parity/compare.js';
import { changes, knownDeviations } from '../../tools/parity/deviations.js';
import { goldenRows } from '../../tools/parity/rows.js';

/** Every recorded program of the kernel's test_verifier: where we differ must be just what the list of known deviations says. */
const golden = fileURLToPath(new URL('../../../shared/golden/6.1/verifier.jsonl.gz', import.meta.url));
const deviationsFile = fileURLToPath(new URL('deviations.6.1.json', import.meta.url));

describe.runIf(existsSync(golden))('golden programs of 6.1', () => {
  const known = knownDeviations(deviationsFile);
  const rows = existsSync(golden) ? goldenRows(golden) : [];
  const loader = new ProgramJsonLoader(kernelFacts(kernel));
  const found: { readonly name: string; readonly kind: string; readonly text: string }[] = [];
  const falseAccepts: string[] = [];
  for (const { name, text, expect: said } of rows) {
    const program = loader.load(text);
    if (!program.ok || said === undefined) {
      found.push({ name, kind: "can't be read", text: program.ok ? 'no verdict' : program.error.message });
      continue;
    }
    const ours = checkProgram(kernel, program.value);
    const kind = compare(said, ours);
    if (kind === 'equal') continue;
    found.push({ name, kind, text: `\n  kernel: ${kernelText(said)}\n  ours:   ${verdictText(ours)}` });
    if (kind === 'false accept') falseAccepts.push(name);
  }
  const { fresh, mended } = changes(found, known);

  test('are all there', () => expect(rows.length).toBe(1357));
  test('are never accepted when the kernel rejects them', () => expect(falseAccepts).toEqual([]));
  test('differ nowhere that is not known', () => expect(fresh.map(({ name, kind, text }) => `${name}: ${kind} ${text}`)).toEqual([]));
  test('have no deviation listed that was mended', () => expect(mended).toEqual([]));
});
