import { type Loaded, loaded } from '../result.js';
import { readElfSymbols, SYMBOL } from './reader.js';

/**
 * Functions of a kernel module's file that the kernel forgets once the module is loaded (kernel/module/kallsyms.c is_core_symbol):
 * those in sections that begin with `.init`.
 */
export function initFunctions(bytes: Uint8Array): Loaded<ReadonlySet<string>> {
  const elf = readElfSymbols(bytes);
  if (!elf.ok) return elf;
  const { sections, symbols } = elf.value;
  const gone = new Set<string>();
  const kept = new Set<string>();
  for (const { name, type, section } of symbols)
    if (type === SYMBOL.func) (sections[section]?.name.startsWith('.init') ? gone : kept).add(name);
  for (const name of kept) gone.delete(name);
  return loaded(gone);
}
