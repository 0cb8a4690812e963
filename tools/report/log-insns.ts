/** The instructions that a kernel's log shows, as far as it shows them. */

import { emptyInsns, type Insns } from '@kfuncspec/runtime/v1';
import { Cursor } from '../load/bpfasm/cursor.js';
import { tokenize } from '../load/bpfasm/lexer.js';
import { parseInsn } from '../load/bpfasm/parse-insn.js';
import { EMPTY_SLOT, type Slot } from '../load/bpfasm/slot.js';
import type { LogTrace } from '../load/log/index.js';
import { excerpt } from './layout.js';

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
/** Longer than any instruction is printed; what is longer is something else. */
const LONGEST_INSN = 160;

/** Reads the instructions out of a log: its steps, the program if it is listed, and the neighbours that the kernel's own report shows. */
export function logInsns({ steps, listing, report }: Pick<LogTrace, 'steps' | 'listing' | 'report'>): LogInsns {
  const texts = new Map<number, string>();
  let highest = -1;
  const put = (insn: number, text: string): void => {
    if (insn >= MAX_INSNS || texts.has(insn)) return;
    texts.set(insn, text);
    if (insn > highest) highest = insn;
  };
  for (const { insn, text } of steps) put(insn, text);
  for (const [insn, text] of listing) put(insn, text);
  for (const place of report === undefined ? [] : [...report.causalPath, ...(report.at ? [report.at] : [])])
    for (const { insn, text } of place.insns) put(insn, text);
  const insns = emptyInsns(highest + 2);
  const calls: string[] = [];
  for (const [insn, text] of texts) write(insns, insn, parseText(text), calls);
  const shown = (insn: number): string | undefined => {
    const text = texts.get(insn);
    return text === undefined ? undefined : excerpt(text, LONGEST_INSN);
  };
  return { insns, text: shown, calls };
}

function parseText(text: string): Slot {
  const slot = parseAsKnown(text) ?? parseAsKnown(plainText(text));
  if (slot !== undefined) return slot;
  // addresses are masked in some logs: `r1 = 0x<addr>`
  const address = /^r(\d{1,2}) = /.exec(text);
  return address ? { ...EMPTY_SLOT, code: LD_IMM64, dst: Number(address[1]), next: 0 } : EMPTY_SLOT;
}

function parseAsKnown(text: string): Slot | undefined {
  const tokens = tokenize(text, 1, 0, false);
  if (!tokens.ok) return undefined;
  const cursor = new Cursor(tokens.value, { line: 1, column: text.length + 1 });
  const slot = parseInsn(cursor);
  return cursor.error === undefined ? slot : undefined;
}

/** Instructions of later kernels as the ones that do the same to registers: all that is asked here. */
function plainText(text: string): string {
  return text
    .replace(/^(r[0-9]+) = load_acquire\((\(u[0-9]+ \*\)\(r[0-9]+ [-+][0-9]+\))\)$/, '$1 = *$2')
    .replace(/^store_release\((\(u[0-9]+ \*\)\(r[0-9]+ [-+][0-9]+\)), (r[0-9]+)\)$/, '*$1 = $2');
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
