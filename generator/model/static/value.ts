/** What is known when generating. */
import type { Call, Flag, Table } from '../symbols.js';

export interface AppliedConstraint {
  readonly flag: Flag;
  readonly table: Table;
}

export type Value =
  /** `shown` is the name that a person knows the number by. */
  | { readonly kind: 'int'; readonly value: number; readonly shown?: string }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'str'; readonly value: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'call'; readonly call: Call }
  | { readonly kind: 'arg'; readonly call: Call; readonly index: number }
  /** A type of the kernel: an index into its table. */
  | { readonly kind: 'btf'; readonly type: number; readonly shown?: string }
  | { readonly kind: 'set'; readonly members: ReadonlySet<string> }
  | { readonly kind: 'list'; readonly items: readonly Value[] }
  | { readonly kind: 'constraints'; readonly constraints: readonly AppliedConstraint[] }
  | { readonly kind: 'conditions'; readonly flags: readonly Flag[] };
