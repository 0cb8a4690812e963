// Emitted modules are right TypeScript under `strict`, whatever the spec: no comparison that the compiler takes for a mistake, nothing unused.
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { expect, test } from 'vitest';
import { parse } from '../../generator/grammar/parse.js';
import { randomSpec } from './random-spec.js';
import { emit, isSound } from './run-emitted.js';

/** What random specs use of the runtime. */
const RUNTIME = `
export interface Machine { readonly meta: { count: number } }
export declare const state_n0: (m: Machine) => number;
export declare const state_n1: (m: Machine) => number;
export declare const state_t0: (m: Machine) => boolean;
export declare const state_t1: (m: Machine) => boolean;
export declare const state_t2: (m: Machine) => boolean;
export declare const note: (m: Machine, what: number) => void;
export declare const forget_failure: (m: Machine) => boolean;
type HoleValue = number | string | bigint;
export declare const fail: (m: Machine, rule: number, errno: number, values: readonly HoleValue[], reg?: number) => false;
export declare const refail: (m: Machine, rule: number, errno: number, values: readonly HoleValue[], reg?: number) => false;
export declare const unmodelled: (m: Machine, rule: number, values: readonly HoleValue[]) => false;
export declare const fails_as: (m: Machine, errno: number) => false;
export interface KfuncEntry { readonly name: string; readonly btfId: number; readonly programs: readonly string[]; readonly check: (m: Machine) => boolean; readonly contract?: object }
`;

test('random specs compile', () => {
  const files = new Map<string, string>([['/rt.ts', RUNTIME]]);
  const specs = fc.sample(randomSpec, { numRuns: 120, seed: 7 });
  specs.forEach(({ text }, i) => {
    const { file } = parse('spec/random.kf', text);
    if (!isSound(file)) return;
    const emitted = emit(file, i % 2 === 1);
    for (const name of ['rule', 'support', 'random', 'coverage']) {
      files.set(`/${i}/${name}.ts`, (emitted.get(`6.1/${name}.ts`) ?? '').replace('@kfuncspec/runtime/v1', '../rt.js'));
    }
  });
  expect(files.size).toBeGreaterThan(60);
  const options: ts.CompilerOptions = {
    strict: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noImplicitReturns: true,
    noFallthroughCasesInSwitch: true,
    exactOptionalPropertyTypes: true,
    isolatedModules: true,
    verbatimModuleSyntax: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    noEmit: true,
    noLib: true,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const onDisk = host.getSourceFile.bind(host);
  host.fileExists = (path) => files.has(path) || path === '/package.json';
  host.directoryExists = () => true;
  host.readFile = (path) => files.get(path) ?? (path === '/package.json' ? '{"type":"module"}' : undefined);
  host.getSourceFile = (path, language, ...more) => {
    const text = files.get(path);
    return text === undefined ? onDisk(path, language, ...more) : ts.createSourceFile(path, text, language);
  };
  files.set(
    '/lib.d.ts',
    'interface Uint32Array { [n: number]: number } declare const Uint32Array: new (length: number) => Uint32Array; interface Array<T> { [n: number]: T } interface ReadonlyArray<T> { readonly [n: number]: T } interface Boolean {} interface CallableFunction {} interface Function {} interface IArguments {} interface NewableFunction {} interface Number {} interface Object {} interface RegExp {} interface String {} declare const Math: { trunc(x: number): number };',
  );
  const program = ts.createProgram([...files.keys()], options, host);
  const wrong = ts
    .getPreEmitDiagnostics(program)
    .map((d) => `${d.file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}\n${lineOf(d)}`);
  expect(wrong).toEqual([]);
});

function lineOf(diagnostic: ts.Diagnostic): string {
  const { file, start = 0 } = diagnostic;
  return file?.text.slice(file.text.lastIndexOf('\n', start) + 1, file.text.indexOf('\n', start)) ?? '';
}
