import { describe, expect, it } from 'vitest';
import { printInsn } from '../../tools/load/bpfasm/print-insn.js';
import { ProgramJsonLoader } from '../../tools/load/program-json.js';
import { FACTS_6_1, FACTS_6_12, UAPI_HELPERS } from './facts.js';
import { goldenRows, hasGolden } from './golden.js';

const INSTRUCTION = /^(\d+): (\([0-9a-f]{2}\) .*?|BUG_\S+)(?:\s*;.*)?$/;

function linesThatDiffer(kernel: string): { compared: number; different: string[] } {
  const loader = new ProgramJsonLoader(kernel === '6.1' ? FACTS_6_1 : FACTS_6_12);
  const different: string[] = [];
  let compared = 0;
  for (const row of goldenRows(kernel)) {
    const program = loader.load(row.json);
    if (!program.ok) {
      different.push(`${row.name}: ${program.error.message}`);
      continue;
    }
    const { insns, kfuncs } = program.value;
    const names = {
      helper: UAPI_HELPERS.nameOf,
      imm64: () => '0x<addr>',
      kfunc: (imm: number) => `${kfuncs[imm] ?? ''}#ID`,
      isaV4: kernel !== '6.1',
    };
    for (const line of (row.log ?? '').split('\n')) {
      const match = INSTRUCTION.exec(line);
      if (match === null) continue;
      const index = Number(match[1]);
      const isKfunc = insns.code[index] === 0x85 && insns.src[index] === 2;
      const theirs = isKfunc ? match[2]?.replace(/#\d+$/, '#ID') : match[2];
      const ours = printInsn(insns, index, names);
      compared++;
      if (ours !== theirs) different.push(`${row.name}: ${index}: kernel ${theirs} ours ${ours}`);
    }
  }
  return { compared, different };
}

describe.runIf(hasGolden())('every instruction line of the golden logs prints equal', () => {
  it.each(['6.1', '6.12'])('%s', (kernel) => {
    const { compared, different } = linesThatDiffer(kernel);
    expect(different).toEqual([]);
    expect(compared).toBeGreaterThan(4_000);
  });
});
