import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { className, PROGRAM_CLASSES, type ProgramClass } from './classes.js';
import { differences } from './compare.js';
import { probeContext } from './context.js';
import { DeclaredSpec } from './declared.js';
import { probeHelpers } from './helpers.js';
import { type KernelRecord, type RecordedAccess, writeNumbers } from './record.js';

/** How much of each context is asked about: more than any but a tracepoint's and a syscall program's has. */
export const CONTEXT_BYTES = 272;
const LAST_HELPER = 211;

/**
 * `probe --kernel 6.1 --record FILE [--judge COMMAND] [--spec DIR]`: with a judge (run as `COMMAND IN OUT`, program JSON in, one
 * answer a line out) asks the kernel which helpers each class of programs may call and which accesses to its context are allowed,
 * and writes the answers to FILE; then says where the spec differs from FILE. Exit status 1 when it does.
 */
function main(): void {
  const { values } = parseArgs({
    options: {
      kernel: { type: 'string' },
      record: { type: 'string' },
      judge: { type: 'string' },
      spec: { type: 'string', default: 'spec' },
    },
  });
  if (!values.kernel || !values.record) throw new Error('--kernel and --record are needed');
  if (values.judge) writeFileSync(values.record, `${JSON.stringify(ask(values.kernel, values.judge), null, 1)}\n`);
  const record: KernelRecord = JSON.parse(readFileSync(values.record, 'utf8'));
  const found = differences(new DeclaredSpec(values.spec), record, CONTEXT_BYTES);
  for (const line of found) process.stdout.write(`${line}\n`);
  process.stdout.write(`${found.length} differences\n`);
  process.exitCode = found.length === 0 ? 0 : 1;
}

function ask(kernel: string, command: string): KernelRecord {
  const helpers = probeHelpers(command, PROGRAM_CLASSES, LAST_HELPER);
  const context = PROGRAM_CLASSES.filter((c) => !contextIsByBtf(c)).map((c) => [className(c), contextOf(command, c)] as const);
  return {
    kernel,
    helpers: Object.fromEntries([...helpers].map(([name, ids]) => [name, writeNumbers(ids)])),
    context: Object.fromEntries(context),
  };
}

function contextIsByBtf(c: ProgramClass): boolean {
  return ['tracing', 'lsm', 'struct_ops'].includes(c.progType);
}

function contextOf(command: string, c: ProgramClass): RecordedAccess[] {
  const answers = probeContext(command, c, CONTEXT_BYTES).filter((a) => a.accepted);
  const groups = new Map<string, RecordedAccess & { readonly found: number[] }>();
  for (const { access, size, type, offset } of answers) {
    const key = `${access} ${size} ${type}`;
    const group = groups.get(key) ?? { access, size, type, offsets: '', found: [] };
    group.found.push(offset);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ found, ...group }) => ({ ...group, offsets: writeNumbers(found) }));
}

main();
