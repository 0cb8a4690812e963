/** An emitted module as JavaScript with its declarations, module by module: types need no look at other files. */
import { ts } from 'ts-morph';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
};

/** JavaScript by the path of its TypeScript, with the text that it was made of. */
export type Transpiled = Map<string, { readonly from: string; readonly files: readonly [string, string][] }>;

/** `6.1/rules.ts` -> `6.1/rules.js` and `6.1/rules.d.ts`, if declarations are wanted; what did not change since the last time is not done again. */
export function toJavaScript(path: string, text: string, before: Transpiled = new Map(), declarations = true): readonly [string, string][] {
  if (!path.endsWith('.ts')) return [[path, text]];
  const known = before.get(path);
  if (known?.from === text) return known.files;
  const base = path.slice(0, -'.ts'.length);
  const transpile = { compilerOptions: OPTIONS, fileName: path };
  const files: [string, string][] = [[`${base}.js`, ts.transpileModule(text, transpile).outputText]];
  if (declarations) files.push([`${base}.d.ts`, ts.transpileDeclaration(text, transpile).outputText]);
  before.set(path, { from: text, files });
  return files;
}
