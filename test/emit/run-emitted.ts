/** Emits a spec of one file and runs its only kfunc on a machine that answers from a `World`. */
import { ts } from 'ts-morph';
import { EmitCache } from '../../generator/emit/cache.js';
import { emitPackage } from '../../generator/emit/package.js';
import type { SourceFile } from '../../generator/grammar/ast.js';
import { buildModels } from '../../generator/model/model.js';
import { Reporter } from '../../generator/model/report.js';
import { smallFacts } from '../model/small-facts.js';
import type { Item, Trace, World } from './interpret.js';

interface Failure {
  readonly row: number;
  readonly errno: number;
  readonly holes: readonly Item[];
}

interface Machine {
  readonly world: World;
  readonly trace: Trace;
  readonly meta: { count: number };
  failure: Failure | null;
}

/** The part of the runtime that such specs use. */
const runtime = {
  state_n0: (m: Machine) => m.world.numbers[0],
  state_n1: (m: Machine) => m.world.numbers[1],
  state_t0: (m: Machine) => m.world.truths[0],
  state_t1: (m: Machine) => m.world.truths[1],
  state_t2: (m: Machine) => m.world.truths[2],
  note: (m: Machine, what: number) => {
    m.trace.push(`note ${what}`);
  },
  fail: (m: Machine, row: number, errno: number, holes: readonly Item[]) => {
    m.failure = { row, errno, holes };
    return false;
  },
  refail: (m: Machine, row: number, errno: number, holes: readonly Item[]) => runtime.fail(m, row, errno, holes),
  fails_as: (m: Machine, errno: number) => {
    if (m.failure) m.failure = { ...m.failure, errno };
    return false;
  },
  forget_failure: (m: Machine) => {
    m.failure = null;
    return true;
  },
};

/** Random texts have statements that nothing reaches: there is nothing to emit then. */
export function isSound(file: SourceFile): boolean {
  const reporter = new Reporter();
  buildModels({ files: [file], facts: new Map([['6.1', smallFacts]]) }, reporter);
  return !reporter.found().some(({ code }) => code === 'unreachable');
}

/** The emitted files of a spec that must be right. */
export function emit(file: SourceFile, instrument = false): Map<string, string> {
  const reporter = new Reporter();
  const facts = new Map([['6.1', smallFacts]]);
  const { models } = buildModels({ files: [file], facts }, reporter);
  const errors = reporter.found().filter(({ severity }) => severity === 'error');
  if (errors.length > 0 || !models[0])
    throw new Error(
      reporter
        .found()
        .map(({ message }) => message)
        .join('\n'),
    );
  return emitPackage(models[0], [file], new Map([[file.path, file.path.slice(file.path.indexOf('/') + 1)]]), new EmitCache(), {
    instrument,
  });
}

export function runEmitted(file: SourceFile, instrument: boolean): (world: World) => Trace {
  const files = emit(file, instrument);
  const modules = ['rule', 'support', 'random'].map((name) => files.get(`6.1/${name}.ts`) ?? '');
  const rows = [...(modules[0] ?? '').matchAll(/export const (\w+) = (\d+);/g)].map(([, name, index]) => ({ name, index: Number(index) }));
  const functions = ts.transpileModule([modules[1], modules[2]].join('\n').replace(/^import .*$/gm, ''), {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
  }).outputText;
  const code = `${functions.replace(/^export /gm, '')}\nreturn f;`;
  const rule = Object.fromEntries(rows.map(({ name, index }) => [name, index]));
  const counts = { passed: new Uint32Array(rows.length), failed: new Uint32Array(rows.length) };
  const check: (m: Machine) => boolean = new Function('rt', 'rule', 'coverage', code)(runtime, rule, counts);
  return (world) => {
    const m: Machine = { world, trace: [], meta: { count: 0 }, failure: null };
    // What is set is seen at once, so that its order among the other effects counts.
    const meta = m.meta;
    const watched: Machine = {
      ...m,
      meta: {
        get count() {
          return meta.count;
        },
        set count(value: number) {
          meta.count = value;
          m.trace.push(`meta = ${value}`);
        },
      },
    };
    const passed = check(watched);
    const { failure } = watched;
    const row = rows.find(({ index }) => index === failure?.row)?.name?.replace('__', '/');
    m.trace.push(passed ? 'passed' : `failed ${row} ${failure?.errno} ${JSON.stringify(failure?.holes.map((hole) => hole))}`);
    return m.trace;
  };
}
