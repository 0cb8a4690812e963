import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { className, PROGRAM_CLASSES, type ProgramClass } from './probe/classes.js';
import { CONTEXT_FROM, CONTEXT_TO, differences } from './probe/compare.js';
import { type ContextAnswer, probeContexts } from './probe/context.js';
import { DeclaredSpec } from './probe/declared.js';
import { probeHelpers } from './probe/helpers.js';
import { type ClassRecord, type RecordedAccess, readRecord, writeNumbers, writeRecord } from './probe/record.js';

const LAST_HELPER = 211;

/**
 * `probe --record FILE [--judge COMMAND] [--spec DIR]`: with a judge (run as `COMMAND IN OUT`, program JSON in, one
 * answer a line out) asks the kernel which helpers each class of programs may call and which accesses to its context are allowed,
 * and writes the answers to FILE; then says where the spec differs from FILE. Exit status 1 when it does.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      record: { type: 'string' },
      judge: { type: 'string' },
      spec: { type: 'string', default: 'spec' },
    },
  });
  if (!values.record) throw new Error('--record is needed');
  if (values.judge) writeFileSync(values.record, writeRecord(ask(values.judge)));
  const record = readRecord(readFileSync(values.record, 'utf8'));
  const found = differences(new DeclaredSpec(values.spec), record);
  for (const line of found) process.stdout.write(`${line}\n`);
  process.stdout.write(`${found.length} differences\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function ask(command: string): ClassRecord[] {
  const helpers = probeHelpers(command, PROGRAM_CLASSES, LAST_HELPER);
  const byTable = PROGRAM_CLASSES.filter((c) => !contextIsByBtf(c));
  const contexts = probeContexts(command, byTable, CONTEXT_FROM, CONTEXT_TO);
  return PROGRAM_CLASSES.map((c): ClassRecord => {
    const name = className(c);
    const { allowed = [], gpl = [], gplAlone = false, sleeps = [] } = helpers.get(name) ?? {};
    const context = contexts.get(name);
    return {
      class: name,
      helpers: writeNumbers(allowed),
      ...(gplAlone ? {} : { gpl: writeNumbers(gpl) }),
      sleeps: writeNumbers(sleeps),
      ...(context ? { context: grouped(context) } : {}),
    };
  });
}

function contextIsByBtf(c: ProgramClass): boolean {
  return ['tracing', 'lsm', 'struct_ops'].includes(c.progType);
}

function grouped(answers: readonly ContextAnswer[]): RecordedAccess[] {
  const groups = new Map<string, RecordedAccess & { readonly found: number[] }>();
  for (const { access, size, type, offset } of answers.filter((a) => a.accepted)) {
    const key = `${access} ${size} ${type}`;
    const group = groups.get(key) ?? { access, size, type, offsets: '', found: [] };
    group.found.push(offset);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ found, ...group }) => ({ ...group, offsets: writeNumbers(found) }));
}

main();
