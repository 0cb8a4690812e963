import { isDeepStrictEqual } from 'node:util';
import type { Program } from '@kfuncspec/runtime/v1';
import { describe, expect, it } from 'vitest';
import { assemble, printProgram } from '../../tools/load/bpfasm/index.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { programToJson } from '../../tools/load/program-source.js';
import { FACTS_6_1, FACTS_6_12, UAPI_HELPERS } from './facts.js';
import { goldenLines, hasGolden } from './golden.js';

/** Written anew, a program's BTF numbers its types anew. */
const withoutIds = (program: Program): Program => ({ ...program, functions: program.functions.map((one) => ({ ...one, btfId: 0 })) });

/** A program through text and back. */
function throughText(program: Program, facts: typeof FACTS_6_1): Program | string {
  const text = printProgram(program, UAPI_HELPERS);
  if (!text.ok) return text.error.message;
  const [entry] = assemble(text.value, { facts, helpers: UAPI_HELPERS });
  if (entry === undefined) return 'nothing assembled';
  return entry.program.ok ? withoutIds(entry.program.value.program) : `${entry.program.error.message}\n${text.value}`;
}

describe.runIf(hasGolden())('golden programs survive', () => {
  it.each([
    ['6.1', FACTS_6_1],
    ['6.12', FACTS_6_12],
  ] as const)('JSON to program to text to program, and to JSON again (%s)', (kernel, facts) => {
    const loader = new ProgramJsonLoader(facts);
    let count = 0;
    for (const line of goldenLines(kernel)) {
      const program = loader.load(line);
      if (!program.ok) throw new Error(program.error.message);
      const back = throughText(program.value, facts);
      const here = withoutIds(program.value);
      if (!isDeepStrictEqual(back, here)) expect(back).toEqual(here);
      const json = programToJson(program.value, facts.kptrTags);
      if (!json.ok) throw new Error(json.error.message);
      const again = loader.fromValue(json.value);
      if (!again.ok) throw new Error(again.error.message);
      if (!isDeepStrictEqual(withoutIds(again.value), here)) expect(withoutIds(again.value)).toEqual(here);
      count++;
    }
    expect(count).toBeGreaterThan(500);
  });
});
