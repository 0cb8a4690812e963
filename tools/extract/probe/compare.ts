import type { DeclarationOf } from '../declarations.js';
import { className, PROGRAM_CLASSES, type ProgramClass } from './classes.js';
import type { DeclaredSpec } from './declared.js';
import { type ClassRecord, readNumbers } from './record.js';

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

/** Which offsets of each context are asked about: more than there are, but for a tracepoint's and a syscall program's. */
export const CONTEXT_FROM = -16;
export const CONTEXT_TO = 272;

/** Every difference between a spec and what a kernel answered, a line each. */
export function differences(spec: DeclaredSpec, record: ReadonlyMap<string, ClassRecord>): string[] {
  return PROGRAM_CLASSES.flatMap((c) => [...helperDifferences(spec, record, c), ...contextDifferences(spec, record, c)]);
}

function helperDifferences(spec: DeclaredSpec, record: ReadonlyMap<string, ClassRecord>, c: ProgramClass): string[] {
  const answered = record.get(className(c));
  if (answered === undefined) return [`${className(c)}: no record of its helpers`];
  const declared = [...spec.helpersOf(c).values()].filter((helper) => !has(helper, BY_TARGET));
  const undecided = new Set(spec.helpers.filter((helper) => has(helper, BY_TARGET)).map((helper) => helper.id));
  const compare = (what: string, answer: string | undefined, ids: readonly number[]): string[] => {
    if (answer === undefined) return [];
    const kernel = new Set(readNumbers(answer));
    const own = new Set(ids);
    const wrong = [...new Set([...kernel, ...own])].filter((id) => kernel.has(id) !== own.has(id) && !undecided.has(id));
    return wrong.map((id) => `${className(c)}: helper ${id} ${kernel.has(id) ? 'is' : 'is not'} ${what} in the kernel`);
  };
  const withFlag = (flag: string): number[] => declared.filter((helper) => has(helper, flag)).map((helper) => helper.id);
  return [
    ...compare(
      'allowed',
      answered.helpers,
      declared.map((helper) => helper.id),
    ),
    ...compare('for GPL programs alone', answered.gpl, withFlag('GPL')),
    ...compare('for sleepable programs alone', answered.sleeps, c.progFlags?.includes('sleepable') ? [] : withFlag('MIGHT_SLEEP')),
  ];
}

function has(helper: DeclarationOf<'helper'>, flag: string): boolean {
  return helper.flags.some((f) => f.text === flag);
}

function contextDifferences(spec: DeclaredSpec, record: ReadonlyMap<string, ClassRecord>, c: ProgramClass): string[] {
  const answers = record.get(className(c))?.context;
  if (answers === undefined) return [];
  const kernel = new Map<string, string>();
  for (const { access, size, type, offsets } of answers) {
    for (const off of readNumbers(offsets)) kernel.set(`${access} of ${size} at ${off}`, TYPE_NAMES[type] ?? type);
  }
  const declared = new Map<string, string>();
  for (const { access, from, to, sizes, type } of spec.accessesOf(c)) {
    for (const size of sizes) {
      for (let off = Math.max(from, CONTEXT_FROM); off + size <= to && off < CONTEXT_TO; off++) {
        if (off % size === 0) declared.set(`${access} of ${size} at ${off}`, type);
      }
    }
  }
  const keys = [...new Set([...kernel.keys(), ...declared.keys()])].filter((key) => kernel.get(key) !== declared.get(key));
  return keys.map(
    (key) => `${className(c)}: ${key} gives ${kernel.get(key) ?? 'an error'} in the kernel, ${declared.get(key) ?? 'an error'} in the spec`,
  );
}
