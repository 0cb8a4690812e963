/** Do reports belong together: the shards of one run, each once, or runs that were not sharded. */

import { listed, printable } from '../../report/layout.js';
import { InputError, UsageError } from '../exit.js';
import type { Part, PartShard } from './part.js';

/** The reports in the order of their shards, or as given. Throws a UsageError when one is missing or there twice. */
export function completeRun(parts: readonly Part[]): Part[] {
  const [first] = parts;
  if (first === undefined) return [];
  for (const part of parts) checkAlike(first, part);
  const { shard } = first;
  return shard === null ? [...parts] : inOrder(parts, shard);
}

function checkAlike(first: Part, part: Part): void {
  const kinds = [first, part].map(({ kernels }) => kernels[0]?.kind ?? 'sarif');
  if (kinds[0] !== kinds[1]) throw new InputError(part.file, `a ${kinds[1]} report among ${kinds[0]} ones`);
  const [wanted, own] = [first, part].map(({ kernels }) => listed(kernels.map(({ kernel }) => kernel)));
  if (wanted !== own) throw new InputError(part.file, `a report for Linux ${own}, the others are for ${wanted}`);
  if (first.shard === null || part.shard === null) {
    if (first.shard === part.shard) return;
    const whole = first.shard === null ? first : part;
    throw new InputError(whole.file, 'a report of a whole run among those of shards');
  }
  if (part.shard.count !== first.shard.count) {
    throw new InputError(part.file, `a shard of ${part.shard.count}, the others are of ${first.shard.count}`);
  }
  if (part.shard.inputs !== first.shard.inputs) {
    throw new InputError(part.file, `other inputs than those of ${printable(first.file)}: shards of one run are given the same files`);
  }
}

function inOrder(parts: readonly Part[], { count }: PartShard): Part[] {
  const byIndex = new Map<number, Part>();
  for (const part of parts) {
    const index = part.shard?.index ?? 0;
    const other = byIndex.get(index);
    if (other !== undefined)
      throw new UsageError(`shard ${index}/${count} is there twice: ${printable(other.file)} and ${printable(part.file)}`);
    byIndex.set(index, part);
  }
  const missing = Array.from({ length: count }, (_, i) => i + 1).filter((index) => !byIndex.has(index));
  if (missing.length > 0) {
    const names = missing.slice(0, MOST_NAMED).map((index) => `${index}/${count}`);
    const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
    throw new UsageError(
      `${missing.length === 1 ? 'shard' : 'shards'} ${more === '' ? listed(names) : names.join(', ') + more} ${missing.length === 1 ? 'is' : 'are'} missing`,
    );
  }
  return [...byIndex].sort(([a], [b]) => a - b).map(([, part]) => part);
}

const MOST_NAMED = 10;
