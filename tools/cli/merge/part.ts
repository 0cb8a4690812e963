/** A report that is to be joined with others. */

import { asArray, asRecord, asText, asU32 } from '../../load/json-value.js';
import type { Position, Result, ShardPart } from '../../report/json.js';
import type { SarifNotification, SarifResult, SarifRule } from '../../report/sarif/format.js';
import type { Unmatched } from '../check/selection.js';
import type { Shard } from '../check/shard.js';
import { InputError } from '../exit.js';

/** What a report says of the shard that it is of. */
export interface PartShard extends Shard {
  readonly inputs: string;
  readonly unmatched: Unmatched;
}

/** Something with its place in the whole run; without shards its number in the report. */
export interface Placed<T> {
  readonly position: Position;
  readonly value: T;
}

/** One kernel's share of a report. */
export type KernelPart =
  | { readonly kind: 'json'; readonly kernel: string; readonly results: readonly Placed<Result>[] }
  | {
      readonly kind: 'sarif';
      readonly kernel: string;
      readonly version: string;
      readonly exitCode: number;
      readonly rules: readonly SarifRule[];
      readonly results: readonly Placed<SarifResult>[];
      readonly notifications: readonly Placed<SarifNotification>[];
    };

/** A report: a file, and what it says of each kernel. */
export interface Part {
  readonly file: string;
  readonly shard: PartShard | null;
  readonly kernels: readonly KernelPart[];
}

/** Puts values at their positions. Throws an InputError when there are not as many of each. */
export function place<T>(file: string, values: readonly T[], positions: readonly Position[] | null): Placed<T>[] {
  if (positions !== null && positions.length !== values.length) {
    throw new InputError(file, `${values.length} results with ${positions.length} positions: no report of a shard as it was written`);
  }
  return values.map((value, i) => ({ value, position: positions?.[i] ?? [0, i] }));
}

/** Reads what a report says of its shard; undefined when that is not well-formed. */
export function readShard(value: unknown): PartShard | undefined {
  const json = asRecord(value);
  const index = asU32(json?.index);
  const count = asU32(json?.count);
  const inputs = asText(json?.inputs);
  const unmatched = asRecord(json?.unmatched);
  const program = texts(unmatched?.program);
  const section = texts(unmatched?.section);
  if (index === undefined || count === undefined || inputs === undefined || program === undefined || section === undefined)
    return undefined;
  return index >= 1 && index <= count ? { index, count, inputs, unmatched: { program, section } } : undefined;
}

/** Reads a list of positions; undefined when it is none. */
export function readPositions(value: unknown): ShardPart['positions'] | undefined {
  const positions: Position[] = [];
  for (const item of asArray(value) ?? [null]) {
    const pair = asArray(item);
    const input = asU32(pair?.[0]);
    const ordinal = asU32(pair?.[1]);
    if (input === undefined || ordinal === undefined) return undefined;
    positions.push([input, ordinal]);
  }
  return positions;
}

function texts(value: unknown): string[] | undefined {
  const list = asArray(value);
  const found = list?.filter((item) => typeof item === 'string');
  return found !== undefined && found.length === list?.length ? found : undefined;
}
