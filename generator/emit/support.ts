/** support.ts, rule.ts, coverage.ts and index.ts of a kernel's package. */
import { ABI, HOOK_NAMES } from '@kfuncspec/runtime/v1';
import type { KernelModel } from '../model/model.js';
import type { Call, Flag, Helper, Kfunc } from '../model/symbols.js';
import { kfuncContract, printContract } from './contract.js';
import { unionOf } from './data.js';
import type { Sources } from './describe.js';
import type { Functions } from './functions.js';
import type { EmittedModule } from './module.js';
import { literal } from './names.js';

export function emitSupport(module: EmittedModule): void {
  module.items.push({
    name: 'held',
    exported: true,
    doc: ['A mechanism that can fail returns false when it did, and has said why; one that can’t returns nothing.'],
    params: [{ name: 'result', type: 'boolean | void' }],
    returns: 'boolean',
    body: ['return result !== false;'],
  });
}

export function emitCoverage(module: EmittedModule, rules: number): void {
  module.items.push({
    doc: ['How often each rule was asked and held, and how often it failed; the index is the rule’s place in rules.ts.'],
    text: `export const coverage: { readonly passed: Uint32Array; readonly failed: Uint32Array } = { passed: new Uint32Array(${rules}), failed: new Uint32Array(${rules}) };`,
  });
}

/** `export const kfuncs = [ … ]` at the end of each module that has some. */
export function emitEntries(
  module: EmittedModule,
  calls: readonly Call[],
  model: KernelModel,
  functions: Functions,
  sources: Sources,
): void {
  const kfuncs = calls.filter((call): call is Kfunc => call.kind === 'kfunc');
  const helpers = calls.filter((call): call is Helper => call.kind === 'helper');
  const programs = (call: Call): string => `[${call.programs.map(literal).join(', ')}]`;
  if (kfuncs.length > 0) {
    const entries = kfuncs.map((kfunc) => {
      const btfId = model.types.facts?.functions.get(kfunc.name)?.id ?? 0;
      const contract = printContract(kfuncContract(kfunc, model, sources), '    ');
      return [
        '  {',
        `    name: ${literal(kfunc.name)},`,
        `    btfId: ${btfId},`,
        `    programs: ${programs(kfunc)},`,
        `    check: ${functions.callName(kfunc)},`,
        `    contract: ${contract},`,
        '  },',
      ].join('\n');
    });
    module.items.push({
      doc: [],
      text: [
        `export const kfuncs: readonly (rt.KfuncEntry & { readonly name:${unionOf(kfuncs.map((k) => k.name))} })[] = [`,
        ...entries,
        '];',
      ].join('\n'),
    });
  }
  if (helpers.length > 0) emitHelperEntries(module, helpers, functions);
}

/** A helper that takes other arguments in other types of program has a declaration for each, and one entry that tells them apart. */
function emitHelperEntries(module: EmittedModule, helpers: readonly Helper[], functions: Functions): void {
  const names = unionOf([...new Set(helpers.map((h) => h.name))]);
  const entries: string[] = [];
  const byId = new Map<number, Helper[]>();
  for (const helper of helpers) byId.set(helper.id, [...(byId.get(helper.id) ?? []), helper]);
  for (const [id, variants] of byId) {
    const [first, ...others] = variants;
    if (!first) continue;
    const programs = [...new Set(variants.flatMap((h) => h.programs))];
    const check = others.length === 0 ? functions.callName(first) : emitVariants(module, variants, functions);
    entries.push(`  { id: ${id}, name: ${literal(first.name)}, programs: [${programs.map(literal).join(', ')}], check: ${check} },`);
  }
  module.items.push({
    doc: [],
    text: [`export const helpers: readonly (rt.HelperEntry & { readonly name:${names} })[] = [`, ...entries, '];'].join('\n'),
  });
}

/** Asks for the most particular program types (those with an attach type) first. */
function emitVariants(module: EmittedModule, variants: readonly Helper[], functions: Functions): string {
  const particular = (helper: Helper): number => (helper.programs.some((program) => program.includes('/')) ? 0 : 1);
  const sorted = [...variants].sort((a, b) => particular(a) - particular(b));
  const name = functions.names.take(`bpf_${sorted[0]?.name ?? ''}_by_program`);
  const body: string[] = [];
  sorted.forEach((helper, i) => {
    if (i === sorted.length - 1) {
      body.push(`return ${functions.callName(helper)}(m);`);
      return;
    }
    const list = functions.names.take(`programs_of_${functions.callName(helper)}`);
    module.items.push({ doc: [], text: `const ${list}: readonly string[] = [${helper.programs.map(literal).join(', ')}];` });
    body.push(`if (rt.program_runs_as(m, ${list})) return ${functions.callName(helper)}(m);`);
  });
  const doc = [`\`${sorted[0]?.name ?? ''}\` by the type of the program that calls it.`];
  module.items.push({ name, exported: true, doc, params: [{ name: 'm', type: 'rt.Machine' }], returns: 'boolean', body });
  return name;
}

export interface EntryModules {
  /** Modules that export `kfuncs` or `helpers`. */
  readonly kfuncs: readonly string[];
  readonly helpers: readonly string[];
  readonly instrument: boolean;
}

/** index.ts: the kernel as the machine takes it, and the unions of names. */
export function emitIndex(
  module: EmittedModule,
  model: KernelModel,
  functions: Functions,
  modules: EntryModules,
  modulePath: (file: string) => string,
): void {
  const { symbols } = model;
  module.importName('rules', 'rules');
  module.importName('registers', 'registerTypes');
  module.importName('maps', 'mapTypes');
  module.importName('programs', 'programTypes');
  module.importName('types', 'readTypes');
  module.importName('prototypes', 'readPrototypes');
  const hooks = HOOK_NAMES.map((hook) => {
    const table = symbols.tables.get(hook);
    const name = table && table.params.length === 0 ? functions.tableName(table) : undefined;
    if (!table || name === undefined) return `    ${hook}: (m) => rt.gave_up(m, 'no-table', 'the spec has no table ${hook}'),`;
    module.importName(modulePath(table.decl.name.span.file), name);
    return `    ${hook}: ${name},`;
  });
  const list = (kind: 'kfuncs' | 'helpers'): string =>
    modules[kind]
      .map((path, i) => {
        module.importAll(path, `${kind}${i}`);
        return `...${kind}${i}.${kind}`;
      })
      .join(', ');
  const helperNames: string[] = [];
  for (const { id, name } of symbols.helpers.values()) {
    while (helperNames.length < id) helperNames.push('');
    helperNames[id] = name;
  }
  module.items.push(
    {
      doc: ['Every kfunc that the spec declares for this kernel.'],
      text: `export type KfuncName =${unionOf([...symbols.kfuncs.keys()])};`,
    },
    {
      doc: ['Every helper that the spec declares for this kernel.'],
      text: `export type HelperName =${unionOf([...new Set([...symbols.helpers.values()].map((h) => h.name))])};`,
    },
    {
      doc: [],
      text: "export type { RuleId } from './rules.js';\nexport type { MapTypeName } from './maps.js';\nexport type { ProgramTypeName } from './programs.js';",
    },
    ...(modules.instrument ? [{ doc: [], text: "export { coverage } from './coverage.js';" }] : []),
    { doc: [], text: `const kfuncs: readonly (rt.KfuncEntry & { readonly name: KfuncName })[] = [${list('kfuncs')}];` },
    { doc: [], text: `const helpers: readonly (rt.HelperEntry & { readonly name: HelperName })[] = [${list('helpers')}];` },
    {
      doc: [],
      text: [
        'const helpersById: (rt.HelperEntry | undefined)[] = [];',
        'for (const helper of helpers) {',
        '  while (helpersById.length < helper.id) helpersById.push(undefined);',
        '  helpersById[helper.id] = helper;',
        '}',
      ].join('\n'),
    },
    {
      doc: ['Without a prototype: a program may name a kfunc `constructor`.'],
      text: 'const kfuncsByName: Record<string, rt.KfuncEntry> = Object.create(null);\nfor (const kfunc of kfuncs) kfuncsByName[kfunc.name] = kfunc;',
    },
    {
      doc: [],
      text: 'let types: readonly rt.BtfType[] | undefined;\nlet prototypes: Readonly<Record<string, rt.BtfPrototype>> | undefined;',
    },
    {
      doc: [`The verifier of Linux ${model.kernel}, as its spec has it.`],
      text: [
        'export const kernel: rt.Kernel = {',
        `  abi: ${ABI},`,
        `  name: ${literal(model.kernel)},`,
        '  rules,',
        '  registerTypes,',
        '  hooks: {',
        ...hooks,
        '  },',
        '  helpers: helpersById,',
        `  helperNames: [${helperNames.map(literal).join(', ')}],`,
        '  kfuncs: kfuncsByName,',
        '  mapTypes,',
        '  programTypes,',
        '  get types(): readonly rt.BtfType[] {',
        '    types ??= readTypes();',
        '    return types;',
        '  },',
        '  get prototypes(): Readonly<Record<string, rt.BtfPrototype>> {',
        '    prototypes ??= readPrototypes();',
        '    return prototypes;',
        '  },',
        `  flags: [${flagEntries(model, functions.sources)}],`,
        `  enumTexts: ${enumTexts(model)},`,
        '};',
      ].join('\n'),
    },
    { doc: [], text: 'export default kernel;' },
  );
}

/** Enumerations with a value that prints as something else than its name. */
function enumTexts({ symbols }: KernelModel): string {
  const entries = [...symbols.enums.values()].flatMap(({ name, values }) => {
    const all = [...values.values()];
    if (all.every((v) => v.prints === v.name)) return [];
    return `\n    ${literal(name)}: { ${all.map((v) => `${literal(v.name)}: ${literal(v.prints)}`).join(', ')} },`;
  });
  return entries.length === 0 ? '{}' : `{${entries.join('')}\n  }`;
}

/** `kptr_get(arg0: map_value@ref_kptr_off, ...)` */
export function flagPattern({ pattern, args, result }: Flag, sources: Sources): string {
  const results = result.length === 0 ? '' : ` -> ${result.join(', ')}`;
  return `${pattern}(${args.map((arg) => sources.text(arg.span)).join(', ')})${results}`;
}

function flagEntries(model: KernelModel, sources: Sources): string {
  const entries = [...model.symbols.flags.values()].map((flag) => {
    const { name, decl } = flag;
    const pattern = flagPattern(flag, sources);
    const doc = decl.doc === undefined ? '' : ` doc: ${literal(decl.doc)},`;
    return `\n    { name: ${literal(name)}, pattern: ${literal(pattern)},${doc} file: ${literal(decl.span.file)}, line: ${sources.line(decl.span)} }`;
  });
  return entries.length === 0 ? '' : `${entries.join(',')},\n  `;
}
