import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { checkProgram, type Kernel } from '@kfuncspec/runtime/v1';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { generate } from '../generator/index.js';
import { kernelOf } from '../tools/cli/kernel-module.js';
import { compare } from '../tools/parity/compare.js';
import { readCases } from '../tools/rules/cases.js';
import { readVerdicts } from '../tools/rules/verdicts.js';

/** The worked example of a new kfunc: its own spec directory, generated, judges its five programs as a real kernel did. */
const root = fileURLToPath(new URL('..', import.meta.url));
const example = join(root, 'test/examples/bpf_ct_kptr_get');
// inside the project, so that what is emitted finds the runtime
const out = mkdtempSync(join(root, 'node_modules', '.example-'));
let kernel: Kernel;

beforeAll(async () => {
  const { diagnostics } = generate({ specDirs: [join(root, 'spec'), join(example, 'spec')], outDir: out, kernels: ['6.1'], target: 'js' });
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  const emitted = kernelOf(await import(/* @vite-ignore */ pathToFileURL(join(out, '6.1', 'index.js')).href));
  if (emitted === undefined) throw new Error('no kernel was emitted');
  kernel = emitted;
}, 120_000);

afterAll(() => rmSync(out, { recursive: true }));

test('one right program and four wrong ones, as the kernel said', () => {
  const programs = join(example, 'programs');
  const verdicts = readVerdicts(programs, 'ct.bpfasm', kernel);
  const found = readCases(programs, 'ct.bpfasm', kernel).map(({ name, program }) => {
    const recorded = verdicts.get(name);
    return `${name}: ${recorded === undefined ? 'not recorded' : compare(recorded, checkProgram(kernel, program))}`;
  });
  expect(found).toEqual([
    'right: checked for NULL and released: equal',
    'wrong: the field is no kptr: equal',
    'wrong: the map value was not checked for NULL: equal',
    'wrong: the tuple is shorter than its size says: equal',
    'wrong: the connection is never released: equal',
  ]);
});
