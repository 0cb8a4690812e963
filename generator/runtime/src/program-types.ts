/** Types that a program brings along, behind those of the kernel: one kind of handle serves both. */
import type { BtfType, Kernel } from './abi.js';
import { structNamed } from './btf-names.js';
import type { KernelSymbol, PlainType, Program } from './program.js';

/** Result and parameters of one of the program's functions: indexes into `ProgramTypes.all`. */
interface Signature {
  readonly returns: number;
  readonly params: readonly number[];
}

export interface ProgramTypes {
  /** `Kernel.types`, and behind them the program's own. */
  readonly all: readonly BtfType[];
  /** By the function's number. */
  readonly signatures: readonly Signature[];
  /** By index into `Program.symbols`: the type of the variable. */
  readonly symbols: readonly number[];
}

const known = new WeakMap<Program, { readonly kernel: Kernel; readonly types: ProgramTypes }>();

/** The types of a program for a kernel; null when its rules can ask for none but the kernel's own. */
export function programTypes(kernel: Kernel, program: Program): ProgramTypes | null {
  const { functions, symbols = [] } = program;
  if (symbols.length === 0 && !functions.some((f, i) => i !== 0 && f.isGlobal)) return null;
  const before = known.get(program);
  if (before?.kernel === kernel) return before.types;
  const types = collect(kernel, program);
  known.set(program, { kernel, types });
  return types;
}

function collect(kernel: Kernel, { functions, symbols = [] }: Program): ProgramTypes {
  const all = [...kernel.types];
  const add = (type: PlainType): number => {
    const { kind, name, size, pointee } = type;
    return all.push({ kind, name, size, type: pointee === undefined ? -1 : add(pointee), count: 0, members: [], tags: [] }) - 1;
  };
  return {
    all,
    signatures: functions.map(({ returns, params }) => ({ returns: add(returns), params: params.map(add) })),
    symbols: symbols.map(({ type }) => {
      // structures of the kernel are the facts'; of what they lack, name and size are known
      const structure = type.kind === 'struct' ? structNamed(kernel, type.name) : -1;
      return structure >= 0 ? structure : add(type);
    }),
  };
}

/** Index in a program's list of what an ld_imm64 names, by its two immediates; -1 when nothing is known of it. */
export function symbolOf(symbols: readonly KernelSymbol[] | undefined, id: number, module: number): number {
  return symbols?.findIndex((symbol) => symbol.id === id && symbol.module === module) ?? -1;
}
