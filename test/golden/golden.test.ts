import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { kernel } from '@kfuncspec/rules/6.1';
import { checkProgram } from '@kfuncspec/runtime/v1';
import { describe, expect, test } from 'vitest';
import { kernelFacts } from '../../tools/cli/facts.js';
import { ProgramJsonLoader } from '../../tools/load/index.js';
import { compare, kernelText, verdictText } from '../../tools/parity/compare.js';
import { goldenRows } from '../../tools/parity/rows.js';

/** Every recorded program of the kernel's test_verifier: where we differ must be just what the list of known deviations says. */
const golden = fileURLToPath(new URL('../../../shared/golden/6.1/verifier.jsonl.gz', import.meta.url));
const deviationsFile = fileURLToPath(new URL('deviations.6.1.json', import.meta.url));

interface Deviation {
  readonly kind: string;
  /** The row at which we gave up, or that we say failed. */
  readonly rule?: string;
  readonly reason: string;
}

function knownDeviations(): ReadonlyMap<string, Deviation> {
  const parsed: unknown = JSON.parse(readFileSync(deviationsFile, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${deviationsFile} holds no object`);
  return new Map(Object.entries(parsed));
}

describe.runIf(existsSync(golden))('golden programs of 6.1', () => {
  const known = knownDeviations();
  const rows = existsSync(golden) ? goldenRows(golden) : [];
  const loader = new ProgramJsonLoader(kernelFacts(kernel));
  const found = new Map<string, string>();
  const falseAccepts: string[] = [];
  for (const { name, text, expect: said } of rows) {
    const program = loader.load(text);
    if (!program.ok || said === undefined) {
      found.set(name, `can't be read: ${program.ok ? 'no verdict' : program.error.message}`);
      continue;
    }
    const ours = checkProgram(kernel, program.value);
    const kind = compare(said, ours);
    if (kind === 'equal') continue;
    found.set(name, `${kind}\n  kernel: ${kernelText(said)}\n  ours:   ${verdictText(ours)}`);
    if (kind === 'false accept') falseAccepts.push(name);
  }

  test('are all there', () => expect(rows.length).toBe(1357));
  test('are never accepted when the kernel rejects them', () => expect(falseAccepts).toEqual([]));
  test('differ nowhere that is not known', () => {
    const fresh = [...found].filter(([name, text]) => known.get(name)?.kind !== text.split('\n')[0]);
    expect(fresh.map(([name, text]) => `${name}: ${text}`)).toEqual([]);
  });
  test('have no deviation listed that was mended', () => expect([...known.keys()].filter((name) => !found.has(name))).toEqual([]));
  test('have a reason for every deviation', () => expect([...known].filter(([, { reason }]) => reason.trim() === '')).toEqual([]));
});
