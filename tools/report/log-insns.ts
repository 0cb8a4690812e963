/** The instructions that a kernel's log shows, as far as it shows them. */

import { emptyInsns, type Insns } from '@kfuncspec/runtime/v1';
import { Cursor } from '../load/bpfasm/cursor.js';
import { tokenize } from '../load/bpfasm/lexer.js';
import { parseInsn } from '../load/bpfasm/parse_insn.js';
import { EMPTY_SLOT, type Slot } from '../load/bpfasm/slot.js';
import type { LogStep } from '../load/log/index.js';

/** Instructions by index; those that no line shows have the text undefined and read as nothing. */
export interface LogInsns {
  readonly insns: Insns;
  readonly text: (insn: number) => string | undefined;
  /** Names of the functions called, by the immediate of their call. */
  readonly calls: readonly string[];
}

const LD_IMM64 = 0x18;
const PSEUDO_KFUNC_CALL = 2;
/** The kernel takes no program with more (BPF_COMPLEXITY_LIMIT_INSNS); a log can claim anything. */
const MAX_INSNS = 1_000_000;

/** Reads the instructions out of a log's steps. */
export function logInsns(steps: readonly LogStep[]): LogInsns {
  const texts = new Map<number, string>();
  let highest = -1;
  for (const { insn, text } of steps) {
    if (insn >= MAX_INSNS || texts.has(insn)) continue;
    texts.set(insn, text);
    if (insn > highest) highest = insn;
  }
  const insns = emptyInsns(highest + 2);
  const calls: string[] = [];
  for (const [insn, text] of texts) write(insns, insn, parseText(text), calls);
  return { insns, text: (insn) => texts.get(insn), calls };
}

function parseText(text: string): Slot {
  const tokens = tokenize(text, 1, 0, false);
  if (tokens.ok) {
    const cursor = new Cursor(tokens.value, { line: 1, column: text.length + 1 });
    const slot = parseInsn(cursor);
    if (cursor.error === undefined) return slot;
  }
  // addresses are masked in some logs: `r1 = 0x<addr>`
  const address = /^r(\d{1,2}) = /.exec(text);
  return address ? { ...EMPTY_SLOT, code: LD_IMM64, dst: Number(address[1]), next: 0 } : EMPTY_SLOT;
}

function write(insns: Insns, at: number, slot: Slot, calls: string[]): void {
  insns.code[at] = slot.code;
  insns.dst[at] = slot.dst;
  insns.src[at] = slot.src;
  insns.off[at] = slot.off;
  insns.imm[at] = slot.imm;
  if (slot.fixup?.kind !== 'call') return;
  // helpers and kfuncs look alike in a log, and do the same to registers
  let index = calls.indexOf(slot.fixup.name.text);
  if (index < 0) index = calls.push(slot.fixup.name.text) - 1;
  insns.src[at] = PSEUDO_KFUNC_CALL;
  insns.imm[at] = index;
}
