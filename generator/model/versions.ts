/** Kernel versions as specs write them: `6.1`, `5.19`. */
import type { Availability } from '../grammar/ast.js';

/** Negative when a is older than b. `6.1` and `6.1.0` are one version; what is no number counts as 0. */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (Number(left[i] ?? 0) || 0) - (Number(right[i] ?? 0) || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** Is a declaration or row there in this kernel? `since` belongs to the range, `until` does not. */
export function availableIn(availability: Availability, kernel: string): boolean {
  if (availability.since && compareVersions(kernel, availability.since.text) < 0) return false;
  return !(availability.until && compareVersions(kernel, availability.until.text) >= 0);
}

/** `since 5.19 until 6.4`, empty when it is always there. */
export function availabilityText(availability: Availability): string {
  const parts: string[] = [];
  if (availability.since) parts.push(`since ${availability.since.text}`);
  if (availability.until) parts.push(`until ${availability.until.text}`);
  return parts.join(' ');
}
