/** Narrowing of parsed JSON: each gives undefined for a value of another shape. */

/** The value as an object with fields; undefined when it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return isRecord(value) ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as an array; undefined when it is none. */
export function asArray(value: unknown): readonly unknown[] | undefined {
  return Array.isArray(value) ? value : undefined;
}

/** The value as a text; undefined when it is none. */
export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** A text or null; what is missing counts as null. */
export function asTextOrNull(value: unknown): string | null | undefined {
  return value === undefined || value === null ? null : asText(value);
}

/** An integer from 0 to 2^32 - 1. */
export function asU32(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= 0xffffffff && Number.isInteger(value) ? value : undefined;
}

/** An index below `count`; -1 for null and what is missing; undefined for what is out of range or no integer. */
export function asIndex(value: unknown, count: number): number | undefined {
  if (value === undefined || value === null) return -1;
  const index = asU32(value);
  return index !== undefined && index < count ? index : undefined;
}
