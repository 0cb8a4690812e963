import type { Expr } from '../../../generator/grammar/ast.js';
import { type DeclarationOf, declarationsOf } from '../declarations.js';
import { className, type ProgramClass } from './classes.js';

/** What a spec says of helpers and contexts, for comparison with what a kernel says. */
export class DeclaredSpec {
  readonly helpers: readonly DeclarationOf<'helper'>[];
  readonly programs: readonly DeclarationOf<'block'>[];

  constructor(specDir: string) {
    this.helpers = declarationsOf(specDir, 'helper');
    this.programs = declarationsOf(specDir, 'block').filter((block) => block.keyword === 'program');
  }

  /** The helpers that programs of this class may call: the declaration that holds for each, by number. */
  helpersOf(c: ProgramClass): Map<number, DeclarationOf<'helper'>> {
    const found = new Map<number, DeclarationOf<'helper'>>();
    for (const helper of this.helpers) {
      const exact = helper.programs.some((p) => p.text === className(c));
      // A declaration that names the attach type goes before one for the whole program type.
      if (exact || (!found.has(helper.id) && (helper.programs.length === 0 || helper.programs.some((p) => p.text === c.progType))))
        found.set(helper.id, helper);
    }
    return found;
  }

  /** The lines `read` and `write` that hold for this class. */
  accessesOf(c: ProgramClass): DeclaredAccess[] {
    const block = this.programs.find((p) => p.name.text === c.progType);
    const values = (key: string): (string | number)[][] =>
      (block?.properties ?? []).filter((p) => p.key.text === key).map((p) => p.values.map(constant));
    const attach = c.expectedAttachType ?? String(values('default_attach')[0]?.[0] ?? '');
    return (['read', 'write'] as const).flatMap((access) =>
      values(access)
        .map((line) => accessLine(access, line))
        .filter((line) => line.attach.length === 0 || line.attach.includes(attach)),
    );
  }
}

/** Naturally aligned accesses within [from, to) of these sizes, in bytes; `type` as the spec names it, with its flags. */
export interface DeclaredAccess {
  readonly access: 'read' | 'write';
  readonly from: number;
  readonly to: number;
  readonly sizes: readonly number[];
  readonly type: string;
  readonly attach: readonly string[];
}

function accessLine(access: 'read' | 'write', line: readonly (string | number)[]): DeclaredAccess {
  const numbers = line.filter((v) => typeof v === 'number');
  const [type = '', ...names] = line.filter((v) => typeof v === 'string');
  const [from = 0, to = 0, ...sizes] = numbers;
  const flags = names.filter((n) => n === 'maybe_null');
  return { access, from, to, sizes, type: [type, ...flags].join('|'), attach: names.slice(flags.length) };
}

function constant(value: Expr): string | number {
  if (value.kind === 'int') return value.value;
  if (value.kind === 'negate' && value.operand.kind === 'int') return -value.operand.value;
  if (value.kind === 'name') return value.name.text;
  throw new Error(`a property's value is neither a number nor a name`);
}
