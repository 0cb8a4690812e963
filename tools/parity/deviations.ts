import { readFileSync } from 'node:fs';

/** A difference that is known, with its reason. */
export interface Deviation {
  readonly kind: string;
  readonly reason: string;
}

/** Reads a file of known deviations: an object with an entry for each program. Throws when it is none, or lacks a reason. */
export function knownDeviations(path: string): ReadonlyMap<string, Deviation> {
  const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${path} holds no object`);
  const known = new Map<string, Deviation>();
  for (const [name, entry] of Object.entries(parsed)) {
    if (!isDeviation(entry)) throw new Error(`${path}: '${name}' has no kind or no reason`);
    known.set(name, entry);
  }
  return known;
}

function isDeviation(value: unknown): value is Deviation {
  if (typeof value !== 'object' || value === null || !('kind' in value) || !('reason' in value)) return false;
  return typeof value.kind === 'string' && typeof value.reason === 'string' && value.reason.trim() !== '';
}

/** What differs from a list of known deviations: those that it lacks, or has as another kind, and those that are none any more. */
export interface Changes<T> {
  readonly fresh: readonly T[];
  readonly mended: readonly string[];
}

/** @param found all that deviates now */
export function changes<T extends { readonly name: string; readonly kind: string }>(
  found: readonly T[],
  known: ReadonlyMap<string, Deviation>,
): Changes<T> {
  const names = new Set(found.map(({ name }) => name));
  return {
    fresh: found.filter(({ name, kind }) => known.get(name)?.kind !== kind),
    mended: [...known.keys()].filter((name) => !names.has(name)),
  };
}
