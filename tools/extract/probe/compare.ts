import { className, PROGRAM_CLASSES, type ProgramClass } from './classes.js';
import type { DeclaredSpec } from './declared.js';
import { type KernelRecord, readNumbers } from './record.js';

/** What the kernel's log calls register types, and what the spec does. */
const TYPE_NAMES: Readonly<Record<string, string>> = {
  pkt: 'packet',
  pkt_end: 'packet_end',
  pkt_meta: 'packet_meta',
  sock: 'socket',
  sock_or_null: 'socket|maybe_null',
  sock_common_or_null: 'sock_common|maybe_null',
  '': 'scalar',
};

/** Helpers that the spec declares for whole classes where the kernel decides by the attach target: flag SOCKOPT_HOOKS. */
const BY_TARGET = 'SOCKOPT_HOOKS';

/** Every difference between a spec and what a kernel answered, a line each; `bytes`: how much of each context was asked about. */
export function differences(spec: DeclaredSpec, record: KernelRecord, bytes: number): string[] {
  return PROGRAM_CLASSES.flatMap((c) => [...helperDifferences(spec, record, c), ...contextDifferences(spec, record, c, bytes)]);
}

function helperDifferences(spec: DeclaredSpec, record: KernelRecord, c: ProgramClass): string[] {
  const answered = record.helpers[className(c)];
  if (answered === undefined) return [`${className(c)}: no record of its helpers`];
  const allowed = new Set(readNumbers(answered));
  const undecided = new Set(spec.helpers.filter((h) => h.flags.some((f) => f.text === BY_TARGET)).map((h) => h.id));
  const declared = new Set(spec.helpersOf(c));
  const ids = [...new Set([...allowed, ...declared])].filter((id) => allowed.has(id) !== declared.has(id) && !undecided.has(id));
  return ids.map((id) => `${className(c)}: helper ${id} is ${allowed.has(id) ? 'allowed' : 'not allowed'} by the kernel`);
}

function contextDifferences(spec: DeclaredSpec, record: KernelRecord, c: ProgramClass, bytes: number): string[] {
  const answers = record.context[className(c)];
  if (answers === undefined) return [];
  const kernel = new Map<string, string>();
  for (const { access, size, type, offsets } of answers) {
    for (const off of readNumbers(offsets)) kernel.set(`${access} of ${size} at ${off}`, TYPE_NAMES[type] ?? type);
  }
  const declared = new Map<string, string>();
  for (const { access, from, to, sizes, type } of spec.accessesOf(c)) {
    for (const size of sizes) {
      for (let off = from; off + size <= to && off < bytes; off++) {
        if (off % size === 0) declared.set(`${access} of ${size} at ${off}`, type);
      }
    }
  }
  const keys = [...new Set([...kernel.keys(), ...declared.keys()])].filter((key) => kernel.get(key) !== declared.get(key));
  return keys.map(
    (key) => `${className(c)}: ${key} gives ${kernel.get(key) ?? 'an error'} in the kernel, ${declared.get(key) ?? 'an error'} in the spec`,
  );
}
