/** Which registers a message is about: those it names, else the one that the rule asked about, else those that the instruction uses. */

import type { Insns } from '@kfuncspec/runtime/v1';
import { decode } from './opcode.js';

/** The register a rejection is about (0 to 10), and further ones worth showing. */
export interface Culprits {
  readonly main: number | null;
  readonly others: readonly number[];
  /** Instruction that acquired what was never released, when the message tells one. */
  readonly acquiredAt: number | null;
}

const HIGHEST_REGISTER = 10;

/**
 * Reads the register numbers out of a message (`R1 …`, `arg#0 …`), and falls back to the register that the rule `asked` about and the operands
 * of the instruction at fault.
 */
export function culprits(message: string, insns: Insns, insn: number | null, asked: number | null = null): Culprits {
  const named: number[] = [];
  for (const match of message.matchAll(/\bR(\d+)\b|\bargs?#(\d+)/g)) {
    const register = match[1] !== undefined ? Number(match[1]) : Number(match[2]) + 1;
    if (register <= HIGHEST_REGISTER && !named.includes(register)) named.push(register);
  }
  const acquired = /\balloc_insn=(\d+)/.exec(message);
  const acquiredAt = acquired ? Number(acquired[1]) : null;
  const operands = insn === null || acquiredAt !== null ? [] : operandsOf(insns, insn);
  if (named.length === 0 && acquiredAt === null && asked !== null) named.push(asked);
  const [main, ...rest] = named.length > 0 ? named : operands;
  const others = [...rest, ...operands].filter((register, i, all) => register !== main && all.indexOf(register) === i);
  return { main: main ?? null, others, acquiredAt };
}

/**
 * Of a call whose message names no register: the argument that prints the numbers of the message, such as its var_off. `textOf` tells what
 * a register holds.
 */
export function argumentTold(message: string, textOf: (register: number) => string | undefined): number | null {
  const tnum = /\(0x[0-9a-f]+; 0x[0-9a-f]+\)/.exec(message)?.[0];
  const arguments_ = Array.from({ length: ARGUMENTS }, (_, i) => i + 1);
  if (tnum !== undefined) return arguments_.find((register) => textOf(register)?.includes(tnum)) ?? null;
  // a fixed offset is told by several messages about map values; when two arguments have it, neither is told
  const off = /\boff=\d+\b/.exec(message)?.[0];
  if (off === undefined) return null;
  const found = arguments_.filter((register) => /[,(]off=\d+\b/.exec(textOf(register) ?? '')?.[0].slice(1) === off);
  return found.length === 1 ? (found[0] ?? null) : null;
}

const ARGUMENTS = 5;

/** Registers that an instruction reads, the one it is most likely blamed for first. */
function operandsOf(insns: Insns, at: number): number[] {
  const what = decode(insns, at);
  switch (what.kind) {
    case 'move':
      return [what.src];
    case 'operate':
    case 'branch':
      return what.src === null ? [what.dst] : [what.dst, what.src];
    case 'load':
      return [what.base];
    case 'store':
      return what.src === null ? [what.base] : [what.base, what.src];
    case 'atomic':
      return [what.base, what.src];
    case 'packet':
      return what.src === null ? [6] : [6, what.src];
    default:
      return [];
  }
}
