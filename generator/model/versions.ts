/** Kernel versions as specs write them: `6.1`, `5.19`. */
import type { Availability } from '../grammar/ast.js';
import { compareVersions } from '../grammar/versions.js';

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
