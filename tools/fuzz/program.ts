import { KFUNCS } from './callees.js';
import { movImm, movReg } from './insn.js';
import { type KptrTags, mapsFor } from './maps.js';
import { mutate } from './mutate.js';
import type { Random } from './random.js';
import { writeSteps } from './steps/steps.js';
import { KEPT, Writer } from './writer.js';

/** A random program of the kind that trips over kfunc and kptr rules, as program JSON (one object of a `.jsonl` file). */
export function randomProgram(random: Random, name: string, tags: KptrTags) {
  const writer = new Writer(random, random.pick([0.005, 0.01, 0.02, 0.04, 0.1]));
  writer.emit(movReg(6, 1));
  writer.believe(6, { is: 'ctx' });
  for (const reg of KEPT) {
    writer.emit(movImm(reg, 0));
    writer.believe(reg, { is: 'zero' });
  }
  writeSteps(writer, 1 + random.below(7), 0);
  const code = writer.finish();
  const insns = random.chance(0.06) ? mutate(code, random) : code;
  const progType = random.chance(0.97) ? 'sched_cls' : random.pick(['xdp', 'socket_filter', 'syscall', 'cgroup_skb']);
  return {
    format: 'kfuncspec/program@1' as const,
    name,
    progType,
    expectedAttachType: null,
    attachTo: null,
    progFlags: progType === 'syscall' ? ['sleepable'] : [],
    license: random.chance(0.995) ? 'GPL' : 'MIT',
    insns,
    ...mapsFor(tags),
    kfuncs: [...KFUNCS],
    progBtf: null,
    funcInfo: [],
  };
}
