import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkProgram, type Kernel } from '@kfuncspec/runtime/v1';
import { markedDoc } from '../../generator/emit/describe.js';
import { generate } from '../../generator/index.js';
import { kernelOf } from '../cli/kernel-module.js';
import { caseFiles, readCases } from './cases.js';

/** How often each rule of a kernel was passed and failed. */
interface Counts {
  readonly passed: Uint32Array;
  readonly failed: Uint32Array;
}

const isInstrumented = (module: unknown): module is { readonly coverage: Counts } =>
  typeof module === 'object' && module !== null && 'coverage' in module;

/** Rows that no program can fail say so in their documentation: `/// unreachable: why`. */
const isUnreachable = (doc: string | undefined) => markedDoc(doc, 'unreachable') !== undefined;

/**
 * Rows that no case can be seen to pass. `/// decided: what decides`: the checker of a call that passes has no trace of the row.
 * `/// unpassed: why`: passing needs what is not modelled, or what a case can't be made of.
 */
const isNeverSeenPassed = (doc: string | undefined) => ['decided', 'unpassed'].some((mark) => markedDoc(doc, mark) !== undefined);

/**
 * `npm run coverage:rules`: runs every case below test/rules with instrumented checkers, prints the rows that no case passes or none fails,
 * and fails when there are any. With `--list` every row is printed with its counts.
 */
async function main(list: boolean): Promise<number> {
  // inside the project, so that emitted modules find the runtime
  const out = mkdtempSync(join(process.cwd(), 'node_modules', '.coverage-'));
  try {
    const { diagnostics } = generate({ specDirs: ['spec'], outDir: out, kernels: ['6.1'], target: 'js', instrument: true });
    if (diagnostics.some(({ severity }) => severity === 'error')) throw new Error('the spec has errors: run `npx kfuncspec generate`');
    const module: unknown = await import(pathToFileURL(join(out, '6.1', 'index.js')).href);
    const kernel = kernelOf(module);
    if (kernel === undefined || !isInstrumented(module)) throw new Error('the instrumented package has no coverage');
    return report(kernel, module.coverage, list);
  } finally {
    rmSync(out, { recursive: true });
  }
}

function report(kernel: Kernel, coverage: Counts, list: boolean): number {
  let cases = 0;
  for (const file of caseFiles('test/rules')) {
    for (const { program } of readCases('test/rules', file, kernel)) {
      checkProgram(kernel, program);
      cases++;
    }
  }
  let covered = 0;
  let unreachable = 0;
  const missing: string[] = [];
  kernel.rules.forEach((rule, i) => {
    const passed = coverage.passed[i] ?? 0;
    const failed = coverage.failed[i] ?? 0;
    if (list) process.stdout.write(`${String(passed).padStart(6)} passed ${String(failed).padStart(5)} failed  ${rule.id}\n`);
    // what is not modelled need not be passed: whatever else a case does passes it
    const needsPass = rule.kind === 'reject' && !isNeverSeenPassed(rule.doc);
    if (isUnreachable(rule.doc)) {
      unreachable++;
      if (failed > 0) missing.push(`${rule.file}:${rule.line}: ${rule.id} says it can't be reached, but a case fails there`);
    } else if (failed > 0 && (passed > 0 || !needsPass)) covered++;
    else
      missing.push(
        `${rule.file}:${rule.line}: ${rule.id}: ${failed > 0 ? 'no case passes it' : passed > 0 ? 'no case fails on it' : 'no case gets to it'}`,
      );
  });
  for (const line of missing) process.stdout.write(`${line}\n`);
  const rows = kernel.rules.length - unreachable;
  process.stdout.write(`${covered} of ${rows} rows covered by ${cases} cases; ${unreachable} more can't be failed, each says why\n`);
  return missing.length === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.includes('--list'));
