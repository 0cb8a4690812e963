/** An emitted module as JavaScript with its declarations, module by module: types need no look at other files. */
import { ts } from 'ts-morph';

const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  verbatimModuleSyntax: true,
  isolatedDeclarations: true,
  declaration: true,
};

/** `6.1/rules.ts` -> `6.1/rules.js` and `6.1/rules.d.ts`. */
export function toJavaScript(path: string, text: string): [string, string][] {
  if (!path.endsWith('.ts')) return [[path, text]];
  const base = path.slice(0, -'.ts'.length);
  const transpile = { compilerOptions: OPTIONS, fileName: path };
  return [
    [`${base}.js`, ts.transpileModule(text, transpile).outputText],
    [`${base}.d.ts`, ts.transpileDeclaration(text, transpile).outputText],
  ];
}
