/** What a program's context is, and what its type allows of it. */

import { type BlockEntry, type Kernel, linesOf, type Program } from '@kfuncspec/runtime/v1';
import { findStruct } from './fields/kernel-types.js';

/** Loads and stores of the context. */
export type Access = 'read' | 'write';

/** The structure that programs of a type see as their context. */
export interface Context {
  readonly struct: string;
  /** Its index in `kernel.types`. */
  readonly id: number;
  readonly programType: BlockEntry;
  readonly attachType: string;
}

/** A program's context; null when it is the arguments of what the program attaches to, or no structure that the spec knows. */
export function contextOf(kernel: Kernel, program: Program): Context | null {
  const programType = kernel.programTypes.find(({ name }) => name === program.progType);
  if (programType === undefined) return null;
  const { ctx = [], context_by_btf, default_attach = [] } = programType.properties;
  if (context_by_btf !== undefined) return null;
  const attachType = program.expectedAttachType ?? String(default_attach[0] ?? '');
  for (const struct of ctx.map(String)) {
    const id = findStruct(kernel, struct);
    if (id !== null) return { struct, id, programType, attachType };
  }
  return null;
}

/** Sizes in bytes of the loads or stores that are allowed somewhere in a part of the context, ascending. */
export function allowedSizes(kernel: Kernel, { programType, attachType }: Context, access: Access, from: number, to: number): number[] {
  const lines = linesOf(kernel, programType.properties[access] ?? []).filter(
    (line) => line.from < to && line.to > from && (line.attach.length === 0 || line.attach.includes(attachType)),
  );
  const fits = (size: number, line: { readonly from: number; readonly to: number }): boolean => {
    // the first place of that size in the line that reaches into the part
    const first = Math.ceil(Math.max(line.from, from - size + 1) / size) * size;
    return first + size <= line.to && first < to;
  };
  const sizes = lines.flatMap((line) => line.sizes.filter((size) => fits(size, line)));
  return [...new Set(sizes)].sort((a, b) => a - b);
}

/** Other program types with the same context that allow just this access, whatever they attach to. */
export function typesThatAllow(kernel: Kernel, { struct, programType }: Context, access: Access, offset: number, size: number): string[] {
  if (offset % size !== 0) return [];
  return kernel.programTypes
    .filter((other) => other !== programType && other.properties.ctx?.includes(struct) === true)
    .filter(({ properties }) =>
      linesOf(kernel, properties[access] ?? []).some(
        (line) => offset >= line.from && offset + size <= line.to && line.sizes.includes(size),
      ),
    )
    .map(({ name }) => name);
}
