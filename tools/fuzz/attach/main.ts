import { parseArgs } from 'node:util';
import { kernel } from '@kfuncspec/rules/6.1';
import { kernelFacts } from '../../load/kernel-facts.js';
import { PROGRAM_FORMAT } from '../../load/program-json.js';
import { kernelTypes } from '../../parity/kernel-types.js';
import { exit, movImm } from '../insn.js';
import { Random } from '../random.js';
import { targetsOf } from './targets.js';
import { Walks } from './walks.js';

/**
 * `node main.js COUNT SEED --btf FILE [--modules DIR]`: programs that attach to random functions and tracepoints of a kernel and follow their
 * arguments, as `.jsonl` on standard output. `node main.js --every ATTACH-TYPE [--sleepable] --btf FILE …`: one for each function, which does
 * nothing. `npm run parity -- PROGRAMS VERDICTS --btf FILE --modules DIR` compares them with what a kernel says.
 */
const USAGE = 'usage: (COUNT SEED | --every ATTACH-TYPE [--sleepable]) --btf FILE [--modules DIR]';

function main(): number {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      btf: { type: 'string' },
      modules: { type: 'string' },
      every: { type: 'string' },
      sleepable: { type: 'boolean', default: false },
    },
  });
  const [count, seed] = positionals.map(Number);
  if (values.btf === undefined || (values.every === undefined && !(Number.isInteger(count) && Number.isInteger(seed)))) {
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
  const target = kernelTypes(values.btf, values.modules);
  const targets = targetsOf(target);
  if (values.every !== undefined) {
    const flags = values.sleepable ? ['sleepable'] : [];
    for (const name of targets.functions) write(name, values.every, name, movImm(0, 0) + exit(), flags);
    return 0;
  }
  const tables = target.tables(kernelFacts(kernel));
  if (tables === undefined) throw new Error('the rules have no types');
  const hooks = targets.functions.filter((name) => name.startsWith('security_'));
  for (let i = 0; i < (count ?? 0); i++) {
    const random = new Random(seed ?? 0, i);
    const type = random.pick(['trace_fentry', 'trace_fexit', 'trace_fexit', 'trace_raw_tp', 'trace_raw_tp', 'modify_return']);
    const isTracepoint = type === 'trace_raw_tp';
    const name = random.pick(isTracepoint ? targets.tracepoints : type === 'modify_return' ? hooks : targets.functions);
    // a tracepoint keeps its first parameter for itself
    write(`attach ${seed}/${i} ${name}`, type, name, new Walks(tables, random).code(name, isTracepoint ? 1 : 0), []);
  }
  return 0;
}

function write(name: string, expectedAttachType: string, attachTo: string, insns: string, progFlags: readonly string[]): void {
  const nothing = { maps: [], kfuncs: [], btfs: [], progBtf: null, funcInfo: [] };
  const program = { format: PROGRAM_FORMAT, name, progType: 'tracing', expectedAttachType, attachTo, progFlags, license: 'GPL', insns };
  process.stdout.write(`${JSON.stringify({ ...program, ...nothing })}\n`);
}

process.exitCode = main();
