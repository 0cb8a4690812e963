import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parentPort } from 'node:worker_threads';
import { kernel as original } from '@kfuncspec/rules/6.1';
import { checkProgram, type Kernel } from '@kfuncspec/runtime/v1';
import { Generator } from '../../generator/index.js';
import { compare } from '../parity/compare.js';
import { caseFiles, readCases } from './cases.js';
import { readVerdicts } from './verdicts.js';

/** A worker of mutate.ts: generates a package from a changed spec, and runs the cases until one fails. */
const FOLDER = 'test/rules';
const work = mkdtempSync(join('node_modules', '.mutants-'));
const spec = join(work, 'spec');
cpSync('spec', spec, { recursive: true });
process.on('exit', () => rmSync(work, { recursive: true, force: true }));

const cases = caseFiles(FOLDER).flatMap((file) => {
  const verdicts = readVerdicts(FOLDER, file, original);
  return readCases(FOLDER, file, original).flatMap(({ name, program }) => {
    const recorded = verdicts.get(name);
    return recorded === undefined ? [] : [{ name, program, recorded }];
  });
});

const isModule = (module: unknown): module is { readonly kernel: Kernel } =>
  typeof module === 'object' && module !== null && 'kernel' in module;

// one generator for all, so that only what a mutation changes is done over
const emitted = join(work, 'emitted');
const generator = new Generator({ specDirs: [spec], outDir: emitted, kernels: [original.name], target: 'js' });
generator.run();

let count = 0;
async function judge(file: string, text: string): Promise<{ outcome: string; by: string }> {
  const path = join(spec, file);
  const before = readFileSync(path, 'utf8');
  const out = join(work, String(++count));
  try {
    writeFileSync(path, text);
    const refused = generator.run().diagnostics.find(({ severity }) => severity === 'error');
    if (refused !== undefined) return { outcome: 'invalid', by: refused.message };
    // modules can't be forgotten: each mutation's get names of their own
    cpSync(emitted, out, { recursive: true });
    const module: unknown = await import(pathToFileURL(join(process.cwd(), out, original.name, 'index.js')).href);
    if (!isModule(module)) return { outcome: 'invalid', by: 'no kernel' };
    for (const { name, program, recorded } of cases) {
      if (differs(module.kernel, program, recorded)) return { outcome: 'killed', by: name };
    }
    return { outcome: 'survived', by: '' };
  } finally {
    writeFileSync(path, before);
    if (existsSync(out)) rmSync(out, { recursive: true });
  }
}

function differs(kernel: Kernel, program: (typeof cases)[number]['program'], recorded: (typeof cases)[number]['recorded']): boolean {
  try {
    const ours = checkProgram(kernel, program);
    if (ours.kind === 'inconclusive') return ours.rule !== recorded.unmodelled;
    return compare(recorded, ours) !== 'equal' || recorded.unmodelled !== undefined;
  } catch {
    // a mechanism that was asked for what no row had checked
    return true;
  }
}

parentPort?.on('message', ({ file, text }: { file: string; text: string }) => {
  judge(file, text)
    .catch((error: unknown) => ({ outcome: 'invalid', by: String(error) }))
    .then((answer) => parentPort?.postMessage(answer));
});
