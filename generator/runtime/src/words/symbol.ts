/** Questions about symbols of the kernel whose addresses a program takes; a handle is an index into `Program.symbols`. */
import type { Machine } from '../machine.js';
import type { KernelSymbol } from '../program.js';

function symbolAt(m: Machine, symbol: number): KernelSymbol | undefined {
  return m.program.symbols?.[symbol];
}

/** What the current ld_imm64 names, by its two immediates; -1 when nothing is known of it. */
export function insn_symbol(m: Machine): number {
  const id = m.imm[m.insn];
  const module = m.imm[m.insn + 1] ?? 0;
  return m.program.symbols?.findIndex((symbol) => symbol.id === id && symbol.module === module) ?? -1;
}

export function symbol_name(m: Machine, symbol: number): string {
  return symbolAt(m, symbol)?.name ?? '';
}

/** Its BTF id. */
export function symbol_id(m: Machine, symbol: number): number {
  return symbolAt(m, symbol)?.id ?? 0;
}

export function symbol_is_variable(m: Machine, symbol: number): boolean {
  return symbolAt(m, symbol)?.isVariable === true;
}

export function symbol_is_percpu(m: Machine, symbol: number): boolean {
  return symbolAt(m, symbol)?.isPercpu === true;
}

/** Was it declared with its type itself, not with a typedef or modifier of it. */
export function symbol_is_plain(m: Machine, symbol: number): boolean {
  return symbolAt(m, symbol)?.isPlain === true;
}

/** The type of a variable. */
export function symbol_type(m: Machine, symbol: number): number {
  return m.ownTypes?.symbols[symbol] ?? -1;
}
