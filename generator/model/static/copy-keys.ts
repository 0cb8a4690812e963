/** By what copies of specialised tables are known again. */
import type { SliceInputs } from '../cache.js';
import type { Expr } from '../ir.js';
import type { Call, Table } from '../symbols.js';
import { about } from './fold.js';
import type { Value } from './value.js';

export class CopyKeys {
  readonly #callKeys = new Map<Call, string>();

  constructor(readonly inputs: SliceInputs | undefined) {}

  /** Copies are shared when their known arguments are equal. */
  of(table: Table, args: readonly Expr[]): string | undefined {
    const parts: string[] = [table.name];
    for (const arg of args) {
      if (arg.kind !== 'value') parts.push('?');
      else {
        const part = this.#valueKey(arg.value);
        if (part === undefined) return undefined;
        parts.push(part);
      }
    }
    return parts.join('\0');
  }

  /** With the text of its declaration, so that a call that changed is another one. */
  #callKey(call: Call): string {
    const known = this.#callKeys.get(call);
    if (known !== undefined) return known;
    const key = `${call.kind} ${call.name} ${this.inputs?.textOf(call.decl) ?? ''}`;
    this.#callKeys.set(call, key);
    return key;
  }

  #valueKey(value: Value): string | undefined {
    switch (value.kind) {
      case 'int':
        return `i${value.value} ${value.shown ?? ''}`;
      case 'bool':
        return `b${value.value}`;
      case 'str':
        return `s${JSON.stringify(value.value)}`;
      case 'none':
        return 'none';
      case 'call':
        return this.#callKey(value.call);
      case 'arg':
        return `${value.index} ${this.#callKey(value.call)}`;
      case 'btf':
        return `t${value.type}`;
      default:
        return undefined;
    }
  }
}

/** The call or argument that a copy is made for. */
export function nameOfCall(known: ReadonlyMap<string, Value>): string | undefined {
  const values = [...known.values()];
  const value = values.find((v) => v.kind === 'arg') ?? values.find((v) => v.kind === 'call');
  return value && about(value);
}
