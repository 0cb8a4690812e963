import type { Verdict } from '@kfuncspec/runtime/v1';
import { compare, type Kind, kernelText, verdictText } from './compare.js';
import type { ObjectRow } from './object-rows.js';

/** What became of a program with us: a verdict, or the reason why it could not be loaded. */
export type Ours = { readonly verdict: Verdict } | { readonly error: string };

/**
 * How an object's program fares, worst first, as `Kind` has it and with what can happen before a verdict. `not loaded`: we can't load what
 * the kernel judged; `other reason`: neither loads it, for reasons that read differently; `load error`: for the same reason.
 */
export const OBJECT_KINDS = [
  'false accept',
  'false reject',
  'no answer',
  'not loaded',
  'errno',
  'message',
  'insn',
  'processed',
  'other reason',
  'load error',
  'equal',
] as const satisfies readonly (Kind | string)[];
export type ObjectKind = (typeof OBJECT_KINDS)[number];

/** Kinds that are no deviation. */
export const AGREEING: ReadonlySet<ObjectKind> = new Set(['equal', 'load error']);

/** Both say accept, or both say reject, but not all of what they say is equal. */
export const VERDICT_ONLY: ReadonlySet<ObjectKind> = new Set(['errno', 'message', 'insn', 'processed']);

/** Compares what became of a program with us and with the kernel. */
export function compareObject(row: ObjectRow, ours: Ours): ObjectKind {
  if ('error' in ours) {
    if (row.said !== undefined) return 'not loaded';
    return sameReason(row, ours.error) ? 'load error' : 'other reason';
  }
  if (row.said !== undefined) return compare(row.said, ours.verdict);
  // libbpf never got to the verifier
  return ours.verdict.kind === 'accept' ? 'false accept' : ours.verdict.kind === 'reject' ? 'false reject' : 'no answer';
}

/** What runs objects says so of one without programs, whatever libbpf says. */
const NO_PROGRAMS = 'no programs';

/** What it says of a map that the kernel refuses, which is all that the kernel lets it know. */
const REFUSED_MAP = /^map (\S+) type \d+: Invalid argument$/;

function sameReason({ reason }: ObjectRow, ours: string): boolean {
  if (reason.includes(ours) || (reason.startsWith(NO_PROGRAMS) && ours.startsWith(NO_PROGRAMS))) return true;
  const map = REFUSED_MAP.exec(reason)?.[1];
  return map !== undefined && ours.startsWith(`map '${map}': the kernel refuses such a map: `);
}

/** What became of a program with us, as one line. */
export function oursText(ours: Ours): string {
  return 'error' in ours ? `can't be loaded: ${ours.error}` : verdictText(ours.verdict);
}

/** What became of a program with the kernel, as one line. */
export function rowText({ said, reason }: ObjectRow): string {
  return said === undefined ? `can't be loaded: ${reason}` : kernelText(said);
}
