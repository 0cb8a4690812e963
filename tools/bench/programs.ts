import { kernel } from '@kfuncspec/rules/6.1';
import type { Program } from '@kfuncspec/runtime/v1';
import { aluImm, aluReg, callHelper, exit, jump, jumpImm, load, movImm, movReg, store } from '../fuzz/insn.js';
import { KPTR_TAGS } from '../fuzz/maps.js';
import { randomProgram } from '../fuzz/program.js';
import { Random } from '../fuzz/random.js';
import { ProgramJsonLoader } from '../load/index.js';
import { kernelFacts } from '../load/kernel-facts.js';

const PRANDOM = 7;
const loader = new ProgramJsonLoader(kernelFacts(kernel));

function program(name: string, insns: string): Program {
  const loaded = loader.fromValue({
    format: 'kfuncspec/program@1',
    name,
    progType: 'sched_cls',
    license: 'GPL',
    insns,
    maps: [],
    kfuncs: [],
    btfs: [],
  });
  if (!loaded.ok) throw new Error(`${name}: ${loaded.error.message}`);
  return loaded.value;
}

/** Scalar arithmetic, spills and fills, without a branch: `length` instructions or a few more. */
export function straightProgram(length: number): Program {
  const code = [callHelper(PRANDOM), movReg(6, 0), aluImm('and', 6, 255)];
  for (let i = 0; code.length < length; i++) {
    code.push(
      movReg(1, 6),
      aluImm('lsh', 1, i & 7),
      aluReg('add', 1, 6),
      aluImm('and', 1, 1023),
      store(8, 10, -8, 1),
      load(8, 2, 10, -8),
      aluReg('xor', 2, 1),
    );
  }
  return program('straight', [...code, movImm(0, 0), exit()].join(''));
}

/** Straight code that ends where it began: a path through it can be of any length, though no kernel would take it. */
export function endlessProgram(length: number): Program {
  const code = [callHelper(PRANDOM), movReg(6, 0), aluImm('and', 6, 255)];
  for (let i = 0; code.length < length; i++) code.push(movReg(1, 6), aluImm('lsh', 1, i & 7), store(8, 10, -8, 1), load(8, 2, 10, -8));
  return program('endless', [...code, jump(-code.length - 1)].join(''));
}

/** Conditions whose two sides meet again, so that states are pushed, compared and pruned: `length` instructions or a few more. */
export function branchyProgram(length: number): Program {
  const code = [callHelper(PRANDOM), movReg(6, 0), movImm(7, 0)];
  for (let i = 0; code.length < length; i++) {
    code.push(
      jumpImm('jset', 6, 1 << (i % 30), 1),
      aluImm('add', 7, 1),
      movReg(1, 7),
      aluImm('and', 1, 15),
      store(8, 10, -8, 1),
      movImm(7, 0),
    );
  }
  return program('branchy', [...code, movImm(0, 0), exit()].join(''));
}

/** Random programs about kptrs and kfuncs of about 30 instructions, as lines of a `.jsonl` file. */
export function* randomLines(count: number): Generator<string> {
  const tags = KPTR_TAGS[kernel.name];
  if (tags === undefined) throw new Error(`no kptr tags for ${kernel.name}`);
  for (let i = 0, made = 0; made < count; i++) {
    const json = randomProgram(new Random(7, i), `random ${i}`, tags);
    const length = json.insns.length / 16;
    if (length < 25 || length > 35) continue;
    made++;
    yield `${JSON.stringify(json)}\n`;
  }
}

export { kernel };
