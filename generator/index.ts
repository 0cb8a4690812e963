/** The generator: specs to packages of checkers, with their documentation. */
import { readFileSync } from 'node:fs';
import type { Diagnostic } from './diagnostics/diagnostic.js';
import { EmitCache } from './emit/cache.js';
import { type Transpiled, toJavaScript } from './emit/javascript.js';
import { emitPackage } from './emit/package.js';
import { type SpecFile, SpecLoader } from './load.js';
import { ModelCache } from './model/cache.js';
import { buildModels } from './model/model.js';
import { Reporter } from './model/report.js';
import { differences, writeFiles } from './output.js';

export { VERSION } from './version.js';

export interface GenerateOptions {
  /** The base spec first, then directories (or single files) that extend it. */
  readonly specDirs: readonly string[];
  readonly outDir: string;
  /** Kernels to emit; absent: every declared one that has facts. */
  readonly kernels?: readonly string[];
  /** `js`: modules that Node runs as they are, each with its declarations (.d.ts). */
  readonly target: 'ts' | 'js';
  /** Emitted code counts how often each row passes and fails (`coverage` of index). */
  readonly instrument?: boolean;
  /** Only what runs: neither documentation nor, of JavaScript, declarations. */
  readonly codeOnly?: boolean;
  /** Write nothing, say what would change. */
  readonly check?: boolean;
}

export interface GenerateResult {
  /** Text of each emitted file by its path below `outDir`; empty when the spec has errors. */
  readonly files: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
  /** Files that were (with `check`: would be) written, and those that were removed since nothing emits them any more. Sorted. */
  readonly changed: readonly string[];
  /** The spec's files by the name that diagnostics use. */
  readonly sources: ReadonlyMap<string, SpecFile & { readonly text: string }>;
  /** Kernels that the spec declares, oldest first. */
  readonly kernels: readonly string[];
}

/** Generates once. Throws only when a directory can't be read or written. */
export function generate(options: GenerateOptions): GenerateResult {
  return new Generator(options).run();
}

/** Generates again and again, and does over only what changed. */
export class Generator {
  readonly #loader = new SpecLoader();
  readonly #cache = new ModelCache();
  readonly #emitted = new EmitCache();
  readonly #transpiled: Transpiled = new Map();

  constructor(readonly options: GenerateOptions) {}

  run(): GenerateResult {
    const { specDirs, outDir, kernels, target, instrument = false, codeOnly = false, check = false } = this.options;
    const spec = this.#loader.load(specDirs);
    const reporter = new Reporter(new Set(spec.trees.flatMap((tree) => tree.broken.map((name) => name.text))));
    for (const found of spec.diagnostics) reporter.add(found);
    const built = buildModels({ files: spec.trees, facts: spec.facts }, reporter, kernels, this.#cache);
    const files = new Map<string, string>();
    const modulePaths = new Map(spec.files.map((file) => [file.name, file.relative]));
    for (const model of built.models) {
      for (const [path, text] of emitPackage(model, spec.trees, modulePaths, this.#emitted, { instrument, codeOnly })) {
        if (target === 'ts') files.set(path, text);
        else for (const [jsPath, jsText] of toJavaScript(path, text, this.#transpiled, !codeOnly)) files.set(jsPath, jsText);
      }
    }
    const changed = reporter.hasErrors
      ? []
      : this.#write(
          outDir,
          files,
          built.models.map((model) => model.kernel),
          check,
        );
    const texts = new Map(spec.trees.map((tree) => [tree.path, tree.text]));
    const sources = new Map(
      spec.files.map((file) => [file.name, { ...file, text: texts.get(file.name) ?? readFileSync(file.path, 'utf8') }]),
    );
    return { files, diagnostics: reporter.found(), changed, sources, kernels: built.kernels };
  }

  #write(outDir: string, files: ReadonlyMap<string, string>, kernels: readonly string[], check: boolean): string[] {
    const { changed, stale } = differences(outDir, files, [...kernels, ...kernels.map((kernel) => `docs/${kernel}`)]);
    if (!check) writeFiles(outDir, files, changed, stale);
    return [...changed, ...stale].sort();
  }
}
