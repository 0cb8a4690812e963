import { readdirSync, readFileSync } from 'node:fs';

const root = new URL('../../spec/', import.meta.url);

/** Every spec file of the repository: path and text. */
export const specFiles: [string, string][] = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.kf'))
  .sort()
  .map((path) => [`spec/${path}`, readFileSync(new URL(path, root), 'utf8')]);
