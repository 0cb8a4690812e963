/** The types of a program's own functions, and of the kernel's symbols that it names. */
import type { PlainType, TypeTables } from './btf-types.js';
import type { Program } from './program.js';

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

/** The types of a program; null when its rules can ask for none but the kernel's own. */
export function programTypes(tables: TypeTables, program: Program): ProgramTypes | null {
  const { functions, symbols = [] } = program;
  if (symbols.length === 0 && !functions.some((f, i) => i !== 0 && (f.isGlobal || f.params.length > 0))) return null;
  return {
    signatures: functions.map(({ returns, params }) => ({
      returns: tables.plain(returns),
      params: params.map((type) => tables.plain(type)),
    })),
    symbols: symbols.map(({ type }) => variableType(tables, type)),
  };
}

/** Structures of the kernel are the tables'; of what they lack, name and size are known. */
function variableType(tables: TypeTables, type: PlainType): number {
  const structure = type.kind === 'struct' ? tables.structNamed(type.name) : -1;
  return structure >= 0 ? structure : tables.plain(type);
}
