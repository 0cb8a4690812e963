// No text of a spec becomes code: messages, docs, names of parameters and functions are data, or checked identifiers.
import fc from 'fast-check';
import { ts } from 'ts-morph';
import { describe, expect, test } from 'vitest';
import { toJavaScript } from '../../generator/emit/javascript.js';
import { parse } from '../../generator/grammar/parse.js';
import type { Rule } from '../../generator/runtime/src/abi.js';
import { emit } from './run-emitted.js';

const CANARY = 'pwned';

/** Texts that end comments, strings, templates and lines in the languages that they come to stand in. */
const piece = fc.constantFrom(
  ` ${CANARY}() `,
  '*/',
  '/*',
  '//',
  '`',
  '${',
  '}',
  "'",
  "');",
  '\\"',
  '\\\\',
  '\\\\n',
  '\u2028',
  '\u2029',
  '\u0000',
  '</script>',
  '-->',
  '<!--',
  '{{{{',
  '}}}}',
  '{{/if}}',
  '{{{{#each x}}}}',
  '%s',
  '\\\\u0027',
  '\\\\x27',
  ']]>',
  '\t',
  '\u00a0',
  '\ufeff',
  'é',
  '😀',
  '\ud800',
  '/** ',
  ' */ /',
  '#!',
  '"use strict"',
);
const line = fc
  .array(fc.oneof({ weight: 3, arbitrary: piece }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) }), { maxLength: 8 })
  .map((pieces) => pieces.join('').replace(/[\n\r]/g, ''));

/** As a text of the language: quotes and braces written as it wants them. */
function quoted(text: string): string {
  const escaped = text.replaceAll('\\', '').replaceAll('"', '').replaceAll('{', '{{').replaceAll('}', '}}');
  return `"${escaped}"`;
}

/** Names that mean something in JavaScript or in emitted modules. */
const name = fc.constantFrom(
  'constructor',
  '__proto__',
  'prototype',
  'await',
  'yield',
  'async',
  'arguments',
  'eval',
  'undefined',
  'NaN',
  'this',
  'new',
  'delete',
  'class',
  'function',
  'var',
  'import',
  'export',
  'default',
  'static',
  'rt',
  'rule',
  'm',
  'held',
  'coverage',
  'kernel',
  'rules',
  'Math',
  'Object',
  'toString',
  'hasOwnProperty',
  'isStack',
  'x',
  '_',
  '_m',
  'types',
  'Machine',
);

const spec = fc
  .record({
    message: line,
    doc: line,
    about: line,
    why: line,
    names: fc.uniqueArray(name, { minLength: 6, maxLength: 6 }),
  })
  .map(({ message, doc, about, why, names }) => {
    const [table = '', constraint = '', param = '', local = '', kfunc = '', cParam = ''] = names;
    return {
      message: quoted(message).slice(1, -1).replaceAll('{{', '{').replaceAll('}}', '}'),
      kfunc,
      text: [
        'kernel 6.1',
        'subject reg "a register"',
        'static subject call "a kfunc"',
        'static subject arg "a parameter"',
        `word reg.offset: int ${quoted(about)}`,
        `word reg_at(n: int): reg ${quoted(about)}`,
        'static word call.args: args "its parameters"',
        'static word call.name: str "its name"',
        'static word arg.number: int "its register"',
        `/// ${doc.replace(/[\u2028\u2029]/g, '')}`,
        `flag ODD odd(arg0: ${constraint}@${param}, ...)`,
        `/// ${doc.replace(/[\u2028\u2029]/g, '')}`,
        `constraint ${constraint}@${param}(reg, call) fails EINVAL {`,
        `  /// help: ${doc.replace(/[\u2028\u2029]/g, '')}`,
        `  require reg.offset > 3 else row ${quoted(message)}`,
        `  do ${table}(reg, 1)`,
        '}',
        `table ${table}(reg, ${param}: int) fails EINVAL {`,
        `  let ${local} = reg.offset + ${param}`,
        `  require ${local} > 3 else row ${quoted(message)}`,
        `  unmodelled rest ${quoted(why)}`,
        '}',
        'table kfunc_call(call) fails EINVAL {',
        '  each arg in call.args { let reg = reg_at(arg.number) apply arg.pattern }',
        '  require reg_at(1).offset is 0 else named "{call.name}"',
        '}',
        `kfunc ${kfunc}(${cParam}: int) -> int : ODD`,
      ].join('\n'),
    };
  });

describe('hostile specs', () => {
  test('stay data', () => {
    fc.assert(
      fc.property(spec, ({ text, message, kfunc }) => {
        const { file, diagnostics } = parse('spec/hostile.kf', text);
        fc.pre(!diagnostics.some(({ severity }) => severity === 'error'));
        const files = emit(file);
        for (const [path, code] of files) {
          if (!/(hostile|rules|index)\.ts$/.test(path)) continue;
          expect(identifiers(path, code)).not.toContain(CANARY);
          for (const [, js] of toJavaScript(path, code)) expect(identifiers(path, js)).not.toContain(CANARY);
        }
        const rules = load<Rule[]>(files.get('6.1/rules.ts') ?? '', 'rules');
        expect(rules.find(({ id }) => id.endsWith('/row'))?.message.join('')).toBe(message);
        const kfuncs = load<{ name: string }[]>(files.get('6.1/hostile.ts') ?? '', 'kfuncs');
        expect(kfuncs.map((entry) => entry.name)).toEqual([kfunc]);
        const catalogue: { rules: { message: string[] }[] } = JSON.parse(files.get('docs/6.1/catalogue.json') ?? '');
        expect(catalogue.rules.some((rule) => rule.message.join('') === message)).toBe(true);
      }),
      { numRuns: Number(process.env.RUNS ?? 60), interruptAfterTimeLimit: 30_000 },
    );
  });
});

/** Every identifier of a module, which must read without a mistake. */
function identifiers(path: string, code: string): string[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.ES2022, true);
  const mistakes = 'parseDiagnostics' in source && Array.isArray(source.parseDiagnostics) ? source.parseDiagnostics.length : 0;
  expect(mistakes, code).toBe(0);
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) found.push(node.text);
    node.forEachChild(visit);
  };
  visit(source);
  return found;
}

/** What a module exports under a name, run without its imports. */
function load<T>(code: string, name: string): T {
  const js = ts.transpileModule(code, { compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext } }).outputText;
  const body = `'use strict';${js.replace(/^import .*$/gm, '').replace(/^export /gm, '')}\nreturn ${name};`;
  return new Function(CANARY, body)(() => {
    throw new Error('code of the spec ran');
  });
}
