/** Constants that only who loaded the program knew, out of the log. */

import type { Program } from '@kfuncspec/runtime/v1';
import type { LogEvent } from '../load/log/index.js';

/** The program with the constants that its log shows: addresses of kernel symbols are others at each start of a kernel. */
export function withConstantsOf(program: Program, events: readonly LogEvent[]): Program {
  const unknown = program.unknownConstants ?? [];
  if (unknown.length === 0) return program;
  const imm = Int32Array.from(program.insns.imm);
  const left = unknown.filter((slot) => {
    const value = constantAt(slot, program.insns.dst[slot] ?? 0, events);
    if (value === undefined) return true;
    imm[slot] = Number(BigInt.asIntN(32, value));
    imm[slot + 1] = Number(BigInt.asIntN(32, value >> 32n));
    return false;
  });
  return { ...program, insns: { ...program.insns, imm }, unknownConstants: left };
}

/** What the register holds where the log first shows the instruction done; undefined when it does not. */
function constantAt(slot: number, register: number, events: readonly LogEvent[]): bigint | undefined {
  const at = events.findIndex((event) => event.kind === 'insn' && event.insn === slot);
  const [insn, next] = events.slice(at, at + 2);
  if (insn?.kind !== 'insn') return undefined;
  const state = insn.state ?? (next?.kind === 'state' ? next.state : undefined);
  return state?.register(register)?.constant;
}
