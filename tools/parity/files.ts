import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files of a directory whose names end so, by name. */
export function filesIn(dir: string, suffix: string): string[] {
  return readdirSync(dir)
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => join(dir, name));
}
