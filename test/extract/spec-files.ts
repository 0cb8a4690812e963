import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readFacts } from '../../generator/facts/read.js';
import type { CType, Declaration } from '../../generator/grammar/ast.js';
import { parse } from '../../generator/grammar/parse.js';

type DeclarationOf<K extends Declaration['kind']> = Declaration & { readonly kind: K };

const root = new URL('../../', import.meta.url);

export const SPEC_DIR = fileURLToPath(new URL('spec', root));

/** Every declaration below a folder of the repository. */
function declarations(folder: string): readonly Declaration[] {
  const dir = new URL(`${folder}/`, root);
  const files = readdirSync(dir, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.kf'));
  return files.sort().flatMap((file) => parse(`${folder}/${file}`, readFileSync(new URL(file, dir), 'utf8')).file.declarations);
}

export const kfuncs = [...declarations('spec/kfuncs'), ...declarations('test/spec')].filter(
  (d): d is DeclarationOf<'kfunc'> => d.kind === 'kfunc',
);
export const helpers = declarations('spec/helpers').filter((d): d is DeclarationOf<'helper'> => d.kind === 'helper');
export const blocks = [...declarations('spec')].filter((d): d is DeclarationOf<'block'> => d.kind === 'block');

/** The facts of 6.1 with those of the test module. */
export const facts = readFacts(
  ['spec/facts/6.1/types.jsonl', 'test/spec/facts/6.1/types.jsonl'].map((path) => readFileSync(new URL(path, root), 'utf8')),
);

/** As C writes it, with the struct, union or enum keyword left out. */
export function typeText(type: CType): string {
  return `${type.isConst ? 'const ' : ''}${type.name.text}${type.stars > 0 ? ` ${'*'.repeat(type.stars)}` : ''}`;
}
