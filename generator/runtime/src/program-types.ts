/** The types of a program's own functions, and of the kernel's symbols that it names. */
import type { PlainType, TypeTables } from './btf-types.js';
import type { KernelSymbol, Program } from './program.js';

/** Result and parameters of one of the program's functions: indexes into `TypeTables.types`. */
interface Signature {
  readonly returns: number;
  readonly params: readonly number[];
}

export interface ProgramTypes {
  /** By the function's number. */
  readonly signatures: readonly Signature[];
  /** By index into `Program.symbols`: the type of the variable. */
  readonly symbols: readonly number[];
}

const known = new WeakMap<Program, { readonly tables: TypeTables; readonly types: ProgramTypes }>();

/** The types of a program; null when its rules can ask for none but the kernel's own. */
export function programTypes(tables: TypeTables, program: Program): ProgramTypes | null {
  const { functions, symbols = [] } = program;
  if (symbols.length === 0 && !functions.some((f, i) => i !== 0 && f.isGlobal)) return null;
  const before = known.get(program);
  if (before?.tables === tables) return before.types;
  const types = {
    signatures: functions.map(({ returns, params }) => ({
      returns: tables.plain(returns),
      params: params.map((type) => tables.plain(type)),
    })),
    symbols: symbols.map(({ type }) => variableType(tables, type)),
  };
  known.set(program, { tables, types });
  return types;
}

/** Structures of the kernel are the tables'; of what they lack, name and size are known. */
function variableType(tables: TypeTables, type: PlainType): number {
  const structure = type.kind === 'struct' ? tables.structNamed(type.name) : -1;
  return structure >= 0 ? structure : tables.plain(type);
}

/** Index in a program's list of what an ld_imm64 names, by its two immediates; -1 when nothing is known of it. */
export function symbolOf(symbols: readonly KernelSymbol[] | undefined, id: number, module: number): number {
  return symbols?.findIndex((symbol) => symbol.id === id && symbol.module === module) ?? -1;
}
