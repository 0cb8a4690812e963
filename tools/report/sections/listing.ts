import type { Program } from '@kfuncspec/runtime/v1';
import type { Cell } from '../layout.js';
import { printable, table } from '../layout.js';
import { isWide } from '../opcode.js';
import type { Section } from '../section.js';
import type { Style } from '../style.js';

/** Text of the instruction at an index, as the kernel's log writes it; undefined when it is not known. */
export type Disassemble = (program: Program, insn: number) => string | undefined;

/** What a listing shows besides the instructions. */
export interface Remarks {
  /** The line of C that an instruction comes from; null when it isn't known. */
  readonly source: (insn: number) => string | null;
  /** The name of what the instruction reads, writes or points at; null for none. */
  readonly name: (insn: number) => string | null;
}

const NEIGHBOURS = 3;

/** The instruction at fault with those before and behind it, marked; lines of C stand above the instructions that they became. */
export function listing(program: Program, insn: number, disassemble: Disassemble, remarks: Remarks, style: Style): Section {
  const starts = startsAround(program, insn);
  const margin = ' '.repeat(4 + Math.max(0, ...starts.map((at) => String(at).length)));
  let last: string | null = null;
  const rows = starts.flatMap((at): Cell[][] => {
    const fault = at === insn;
    const text = disassemble(program, at);
    if (text === undefined) return [];
    const row: Cell[] = [
      { text: fault ? '>' : ' ', paint: style.mark },
      { text: String(at), paint: fault ? style.mark : style.faint, right: true },
      fault ? { text, paint: style.message } : { text },
      { text: remarks.name(at) ?? '', paint: style.name },
    ];
    const source = remarks.source(at);
    if (source === null || source === last) return [row];
    last = source;
    return [[{ text: `${margin} ; ${printable(source)}`, paint: style.faint }], row];
  });
  return { lines: table(rows).map((line) => `  ${line}`) };
}

/** Indexes of whole instructions: a 16-byte one counts once. */
function startsAround(program: Program, insn: number): number[] {
  const { insns } = program;
  const before: number[] = [];
  for (let at = insn - 1; at >= 0 && before.length < NEIGHBOURS; at--) {
    if (at > 0 && isWide(insns, at - 1) && isSecondSlot(program, at)) at--;
    before.unshift(at);
  }
  const after: number[] = [];
  for (let at = insn + (isWide(insns, insn) ? 2 : 1); at < insns.length && after.length < NEIGHBOURS; at += isWide(insns, at) ? 2 : 1)
    after.push(at);
  return [...before, insn, ...after];
}

/** The slot behind an ld_imm64 has no opcode of its own. */
function isSecondSlot(program: Program, at: number): boolean {
  return program.insns.code[at] === 0;
}
