/** Every function of a kernel's package: tables, definitions, shared copies, kfuncs and helpers, each in its spec file's module. */
import type { Expr, Instance } from '../model/ir.js';
import type { KernelModel } from '../model/model.js';
import type { Call, Define, Table } from '../model/symbols.js';
import { type BodyContext, BodyPrinter } from './body.js';
import { type EmitCache, recording, stillHolds } from './cache.js';
import { render } from './code.js';
import { contractLines, kfuncContract } from './contract.js';
import { Copies } from './copies.js';
import { describeTable, plainDoc, type Sources } from './describe.js';
import { tsType } from './expression.js';
import type { EmittedFunction, EmittedModule } from './module.js';
import { identifier, Names, ownFunction } from './names.js';
import { ruleNames } from './rules.js';

export interface FunctionsOptions {
  readonly instrument: boolean;
  /** The module of a spec file, made when first asked for. */
  readonly module: (file: string) => EmittedModule;
  readonly modulePath: (file: string) => string;
}

export class Functions {
  readonly names = new Names();
  // By name: copies that were made for an earlier run hold symbols of that run.
  readonly #tables = new Map<string, string>();
  readonly #files: ReadonlyMap<string, string>;
  readonly #globals: string;
  readonly #defines = new Map<string, string>();
  readonly #calls = new Map<Call, string>();
  readonly #copies: Copies;
  readonly #shared = new Map<Instance, string>();
  readonly #rules: ReadonlyMap<string, string>;
  /** `number 1|2` -> the function of a module that asks for these. */
  readonly #oneOf = new Map<EmittedModule, Map<string, string>>();

  constructor(
    readonly model: KernelModel,
    readonly sources: Sources,
    readonly options: FunctionsOptions,
    readonly cache: EmitCache,
  ) {
    this.#files = new Map([...model.symbols.tables.values()].map((table) => [table.name, table.decl.name.span.file]));
    this.#rules = ruleNames(model.rules);
    for (const table of model.tables.keys()) this.#tables.set(table.name, this.names.take(table.name));
    for (const define of model.defines.keys()) this.#defines.set(define.title, this.names.take(define.title.replace('.', '_')));
    for (const { call } of [...model.kfuncs, ...model.helpers])
      this.#calls.set(call, this.names.take(call.kind === 'helper' ? `bpf_${call.name}` : call.name));
    const roots = [...model.tables.values(), ...model.kfuncs.map((k) => k.instance), ...model.helpers.map((h) => h.instance)];
    this.#copies = new Copies((instance, name) => this.#probe(instance, name), roots);
    for (const instance of this.#copies.functions()) this.#shared.set(instance, this.names.take(sharedName(instance)));
    this.#globals = this.names.all().join(' ');
  }

  tableName(table: Table): string | undefined {
    return this.#tables.get(table.name);
  }

  callName(call: Call): string {
    return this.#calls.get(call) ?? identifier(call.name);
  }

  /** Adds every function to its module. */
  emit(): void {
    for (const [define, value] of this.model.defines) this.#emitDefine(define, value);
    for (const [table, instance] of this.model.tables) this.#emitTable(table, instance);
    for (const instance of this.#shared.keys()) this.#emitShared(instance);
    for (const { call, instance } of [...this.model.kfuncs, ...this.model.helpers]) this.#emitCall(call, instance);
    for (const [module, functions] of this.#oneOf) for (const [key, name] of functions) module.items.push(oneOfFunction(key, name));
  }

  #context(module: EmittedModule): BodyContext {
    return {
      globals: this.names,
      table: (table) => this.#imported(module, this.#fileOf(table), this.#tables.get(table.name), table.name),
      define: (define) => this.#imported(module, define.decl.name.span.file, this.#defines.get(define.title), define.title),
      oneOf: (type, items) => this.#oneOfName(module, type, items),
      rule: (rule) => {
        module.importAll('rule', 'rule');
        return `rule.${this.#rules.get(rule.id)}`;
      },
      shared: (instance) => {
        const first = this.#copies.shared(instance);
        return first && this.#imported(module, this.#fileOf(first.table), this.#shared.get(first), first.table.name);
      },
      asFunction: (instance) => {
        const first = this.#copies.shared(instance) ?? instance;
        return this.#imported(module, this.#fileOf(first.table), this.#shared.get(first), first.table.name);
      },
      usesHeld: () => module.importName('support', 'held'),
      instrument: this.options.instrument,
    };
  }

  #fileOf(table: Table): string {
    return this.#files.get(table.name) ?? table.decl.name.span.file;
  }

  #imported(module: EmittedModule, file: string, name: string | undefined, title: string): string {
    if (name === undefined) throw new Error(`no function for ${title}`);
    module.importName(this.options.modulePath(file), name);
    return name;
  }

  #oneOfName(module: EmittedModule, type: 'number' | 'string', items: readonly string[]): string {
    const functions = this.#oneOf.get(module) ?? new Map<string, string>();
    this.#oneOf.set(module, functions);
    const key = `${type} ${items.join(' | ')}`;
    const known = functions.get(key);
    if (known !== undefined) return known;
    const shown = items.map((item) => /\/\* (.*) \*\//.exec(item)?.[1] ?? item.replace(/^['"]|['"]$/g, ''));
    const wanted = shown.join('').length <= 60 ? ownFunction(shown) : `${ownFunction(shown.slice(0, 2))}Or${items.length - 2}More`;
    const taken = new Set(functions.values());
    let name = wanted;
    for (let i = 2; taken.has(name); i++) name = `${wanted}${i}`;
    functions.set(key, name);
    return name;
  }

  /** A copy's text for finding others like it: rules and functions by their names in the spec. */
  #probe(instance: Instance, name: (inner: Instance) => string): string {
    const known = this.cache.probes.get(instance);
    if (known !== undefined) return known;
    const context: BodyContext = {
      globals: new Names(),
      table: (table) => `table ${table.name}`,
      define: (define) => `define ${define.title}`,
      oneOf: (type, items) => `one of ${type} ${items.join(' | ')}`,
      rule: (rule) => rule.id,
      shared: name,
      asFunction: name,
      usesHeld: () => undefined,
      instrument: false,
    };
    const params = instance.params.map((param) => param.name);
    const text = [`${instance.table.name}(${params.join(', ')})`, ...render(BodyPrinter.printRough(context, instance, params))].join('\n');
    this.cache.probes.set(instance, text);
    return text;
  }

  #emitTable(table: Table, instance: Instance): void {
    const name = this.#tables.get(table.name) ?? '';
    this.#emitInstance(instance, name, table.decl.name.span.file, [...this.#tableDoc(table), this.sources.place(table.decl.span)]);
  }

  #tableDoc(table: Table): string[] {
    const doc = plainDoc(table.decl.doc);
    return [...(doc === undefined ? [] : [doc, '']), ...describeTable(this.sources, table, this.model.kernel), ''];
  }

  #emitShared(instance: Instance): void {
    const table = this.model.symbols.tables.get(instance.table.name) ?? instance.table;
    const known = [...instance.known].map(([param, value]) => `${param} ${knownText(value)}`).join(', ');
    const doc = [`\`${table.name}\` with what is known of ${known}, and wherever that comes to the same.`, ''];
    this.#emitInstance(instance, this.#shared.get(instance) ?? '', table.decl.name.span.file, [
      ...doc,
      this.sources.place(table.decl.span),
    ]);
  }

  #emitCall(call: Call, instance: Instance): void {
    const doc = plainDoc(call.decl.doc);
    const lines = doc === undefined ? [] : [doc, ''];
    if (call.kind === 'kfunc') lines.push(...contractLines(kfuncContract(call, this.model, this.sources)));
    else lines.push(`helper ${call.id}: \`${this.sources.text(call.decl.span).replace(/^helper \d+ /, '')}\``);
    this.#emitInstance(instance, this.callName(call), call.decl.span.file, [...lines, '', this.sources.place(call.decl.span)]);
  }

  #emitInstance(instance: Instance, name: string, file: string, doc: readonly string[]): void {
    const module = this.options.module(file);
    const params = instance.params.map((param) => ({ name: param.name, type: tsType(param.type) }));
    const printed = new ParamNames(
      this.names,
      params.map((p) => p.name),
    );
    const body = this.#body(module, instance);
    if (body.some((line) => line.includes('coverage.'))) module.importName('coverage', 'coverage');
    module.items.push(
      functionOf(
        name,
        doc,
        printed.names,
        params.map((p) => p.type),
        'boolean',
        body,
      ),
    );
  }

  /** Printed anew only when something that it depends on is not what it was. */
  #body(module: EmittedModule, instance: Instance): readonly string[] {
    const context = this.#context(module);
    const before = this.cache.bodies.get(instance);
    if (before && stillHolds(before, this.#globals, context)) return before.lines;
    const questions: Parameters<typeof recording>[1] = [];
    const lines = render(
      BodyPrinter.print(
        recording(context, questions),
        instance,
        instance.params.map((param) => param.name),
      ),
    );
    this.cache.bodies.set(instance, { globals: this.#globals, lines, questions });
    return lines;
  }

  #emitDefine(define: Define, value: Expr): void {
    const file = define.decl.name.span.file;
    const module = this.options.module(file);
    const printed = new ParamNames(
      this.names,
      define.params.map((p) => p.name),
    );
    const locals = new Map(define.params.map((param, i) => [param, printed.names[i] ?? param.name]));
    const body = render(BodyPrinter.printValue(this.#context(module), locals, value));
    const doc = plainDoc(define.decl.doc);
    const about = [
      ...(doc === undefined ? [] : [doc, '']),
      `\`${this.sources.text(define.decl.value.span)}\``,
      '',
      this.sources.place(define.decl.span),
    ];
    const types = define.params.map((param) => tsType(param.type));
    module.items.push(functionOf(this.#defines.get(define.title) ?? '', about, printed.names, types, tsType(define.type), body));
  }
}

/** Parameters' names as a body's printer gives them out: the same order, the same names taken. */
class ParamNames {
  readonly names: readonly string[];

  constructor(globals: Names, wanted: readonly string[]) {
    const names = new Names(globals);
    this.names = wanted.map((name) => names.take(name));
  }
}

/** Parameters that the body doesn't use get an underscore: they are there for the callers' sake. */
function functionOf(
  name: string,
  doc: readonly string[],
  params: readonly string[],
  types: readonly string[],
  returns: string,
  body: readonly string[],
): EmittedFunction {
  const text = body.join('\n');
  const used = (param: string): string =>
    new RegExp(`(?<![\\w$.])${param.replaceAll('$', '\\$')}(?![\\w$])`).test(text) ? param : `_${param}`;
  const all = [{ name: used('m'), type: 'rt.Machine' }, ...params.map((param, i) => ({ name: used(param), type: types[i] ?? 'number' }))];
  return { name, exported: true, doc, params: all, returns, body };
}

function oneOfFunction(key: string, name: string): EmittedFunction {
  const space = key.indexOf(' ');
  const body = [
    `return ${key
      .slice(space + 1)
      .split(' | ')
      .map((item) => `x === ${item}`)
      .join(' || ')};`,
  ];
  return { name, exported: false, doc: [], params: [{ name: 'x', type: key.slice(0, space) }], returns: 'boolean', body };
}

/** `helper_argument_for_map_lookup_elem_key`: named after the first call that needs it. */
function sharedName(instance: Instance): string {
  const parts = [...instance.known.values()].map((value) => {
    if (value.kind === 'call') return value.call.name;
    return value.kind === 'arg' ? `${value.call.name}_${value.call.params[value.index]?.name ?? value.index}` : '';
  });
  const [longest = ''] = parts.sort((a, b) => b.length - a.length);
  return longest === '' ? `${instance.table.name}_copy` : `${instance.table.name}_for_${longest}`;
}

function knownText(value: Instance['known'] extends ReadonlyMap<string, infer V> ? V : never): string {
  switch (value.kind) {
    case 'call':
      return value.call.name;
    case 'arg':
      return `${value.call.name}: ${value.call.params[value.index]?.name ?? value.index}`;
    case 'int':
      return value.shown ?? String(value.value);
    case 'bool':
    case 'str':
      return String(value.value);
    default:
      return value.kind;
  }
}
