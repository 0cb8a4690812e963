import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Declaration } from '../../generator/grammar/ast.js';
import { parse } from '../../generator/grammar/parse.js';

export type DeclarationOf<K extends Declaration['kind']> = Declaration & { readonly kind: K };

/** Every declaration of one kind in the .kf files of a spec directory; a file that does not parse is an error. */
export function declarationsOf<K extends Declaration['kind']>(specDir: string, kind: K): DeclarationOf<K>[] {
  const files = readdirSync(specDir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.kf'));
  return files.sort().flatMap((file) => {
    const { file: tree, diagnostics } = parse(file, readFileSync(join(specDir, file), 'utf8'));
    const [first] = diagnostics;
    if (first) throw new Error(`${file}: ${first.message}`);
    return tree.declarations.filter((d): d is DeclarationOf<K> => d.kind === kind);
  });
}
