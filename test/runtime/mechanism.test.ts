import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { kernel } from '@kfuncspec/rules/6.1';
import ts from 'typescript';
import { expect, test } from 'vitest';

/** The line that keeps the house in order: a rule is a row in spec/, the runtime holds only mechanisms. */
const source = fileURLToPath(new URL('../../generator/runtime/src', import.meta.url));

/** What BTF calls kinds and structures may be named, also where a map type or helper has the same name. */
const BTF_NAMES = new Set(['array', 'struct', ...kernel.types.filter(({ kind }) => kind === 'struct').map(({ name }) => name)]);

/** Every string literal and piece of a template in a file; types, such as unions of literals, are no text. */
function textsOf(path: string): string[] {
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (
      ts.isStringLiteral(node) ||
      ts.isNoSubstitutionTemplateLiteral(node) ||
      ts.isTemplateHead(node) ||
      ts.isTemplateMiddle(node) ||
      ts.isTemplateTail(node)
    )
      texts.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true));
  return texts;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const texts = files.flatMap((file) => textsOf(join(source, file)).map((text) => ({ file, text })));

test('the runtime names no kfunc, helper, map type or program type', () => {
  const helpers = kernel.helperNames.filter((name) => name !== '');
  const names = new Set([
    ...Object.keys(kernel.kfuncs),
    ...helpers.map((name) => `bpf_${name}`),
    ...helpers.filter((name) => name.includes('_')),
  ]);
  for (const { name } of [...kernel.mapTypes, ...kernel.programTypes]) if (name !== '') names.add(name);
  expect(texts.filter(({ text }) => names.has(text) && !BTF_NAMES.has(text))).toEqual([]);
});

test("the runtime holds no rule's message", () => {
  // the longest literal part of each message: what a person would recognise it by
  const pieces = kernel.rules
    .filter(({ kind }) => kind === 'reject')
    .map(
      ({ message }) =>
        message
          .filter((part) => typeof part === 'string')
          .sort((a, b) => b.length - a.length)[0]
          ?.trim() ?? '',
    )
    .filter((piece) => piece.length >= 12);
  expect(
    texts.filter(({ text }) => pieces.some((piece) => text.includes(piece) || (text.trim().length >= 16 && piece.includes(text.trim())))),
  ).toEqual([]);
});
