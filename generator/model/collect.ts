/** Declarations of one kernel's slice into symbols. */
import type { Declaration, Name } from '../grammar/ast.js';
import { collectBlock, collectHelper, collectKfunc } from './callables.js';
import { evaluateConstants } from './constants.js';
import { add, type CollectContext } from './context.js';
import type { Local } from './ir.js';
import { problems } from './problems.js';
import type { Reporter } from './report.js';
import { collectParams, resolveErrno, resolveSubject, resolveType } from './resolve.js';
import { type DeclarationOf, type Enum, type EnumValue, type Flag, type Symbols, tableName } from './symbols.js';
import { DEMANDS } from './types.js';

/** Enumerations that come from `program` and `map` blocks. */
const BLOCK_ENUMS = { program: 'program_type', map: 'map_type' } as const;

function emptySymbols(kernel: string): Symbols {
  return {
    kernel,
    subjects: new Map(),
    words: new Map(),
    defines: new Map(),
    mechanisms: new Map(),
    enums: new Map(),
    constants: new Map(),
    tables: new Map(),
    flags: new Map(),
    kfuncs: new Map(),
    helpers: new Map(),
    registerTypes: new Map(),
    registerFlags: new Map(),
    maps: new Map(),
    programs: new Map(),
  };
}

/** Fills in the symbols; bodies and conditions stay unchecked. */
export function collect(declarations: readonly Declaration[], kernel: string, reporter: Reporter): Symbols {
  const symbols = emptySymbols(kernel);
  const context: CollectContext = { symbols, reporter };
  for (const decl of declarations) {
    if (decl.kind === 'subject') {
      const { name, single, isStatic, about } = decl;
      add(context, symbols.subjects, 'subject', name, { name: name.text, single, isStatic, about, span: name.span });
    } else if (decl.kind === 'enum') add(context, symbols.enums, 'enum', decl.name, collectEnum(context, decl));
    else if (decl.kind === 'block') collectBlock(context, decl);
  }
  addBlockEnums(symbols);
  evaluateConstants(context, declarations);
  for (const decl of declarations) collectOne(context, decl);
  addDemands(symbols);
  return symbols;
}

/** What `apply` applies, by the subject that it is asked of. */
const DEMAND_WORDS = [
  ['arg', 'pattern', 'what flags demand of this argument by its number'],
  ['arg', 'rest', 'what flags demand of every argument'],
  ['call', 'conditions', 'what flags demand of the program'],
] as const;

function addDemands(symbols: Symbols): void {
  for (const [of, name, about] of DEMAND_WORDS) {
    const subject = symbols.subjects.get(of);
    const title = `${of}.${name}`;
    if (!subject || symbols.words.has(title)) continue;
    symbols.words.set(title, {
      subject,
      name,
      title,
      params: [],
      type: DEMANDS,
      isStatic: true,
      settable: false,
      about,
      span: subject.span,
    });
  }
}

function collectOne(context: CollectContext, decl: Declaration): void {
  const { symbols, reporter } = context;
  switch (decl.kind) {
    case 'word':
      collectWord(context, decl);
      break;
    case 'define':
      collectDefine(context, decl);
      break;
    case 'mechanism':
      checkCallableName(context, decl.name, 'mechanism');
      add(context, symbols.mechanisms, 'mechanism', decl.name, {
        name: decl.name.text,
        params: collectParams(context, decl.params),
        about: decl.about,
        span: decl.name.span,
      });
      break;
    case 'register_type':
      if (decl.value > 255) reporter.report(decl.name.span, problems.valueRange('register type', decl.name.text, decl.value, '0 to 255'));
      uniqueValue(context, 'register type', decl.name, decl.value, [...symbols.registerTypes.values()]);
      add(context, symbols.registerTypes, 'register type', decl.name, {
        name: decl.name.text,
        value: decl.value,
        prints: decl.prints,
        span: decl.name.span,
      });
      break;
    case 'register_flag':
      if (decl.bit < 8 || decl.bit > 30)
        reporter.report(decl.name.span, problems.valueRange('the bit of', decl.name.text, decl.bit, '8 to 30'));
      uniqueValue(
        context,
        'register flag',
        decl.name,
        decl.bit,
        [...symbols.registerFlags.values()].map((f) => ({ name: f.name, value: f.bit })),
      );
      add(context, symbols.registerFlags, 'register flag', decl.name, {
        name: decl.name.text,
        bit: decl.bit,
        prints: decl.prints,
        suffix: decl.suffix,
        span: decl.name.span,
      });
      break;
    case 'flag': {
      const flag: Flag = {
        name: decl.name.text,
        pattern: decl.pattern.text,
        args: decl.args,
        result: decl.result.map((name) => name.text),
        decl,
        ...(decl.condition ? { condition: { failure: decl.condition.failure } } : {}),
      };
      add(context, symbols.flags, 'flag', decl.name, flag);
      break;
    }
    case 'table':
      collectTable(context, decl);
      break;
    case 'kfunc':
      collectKfunc(context, decl);
      break;
    case 'helper':
      collectHelper(context, decl);
      break;
    default:
  }
}

function uniqueValue(
  context: CollectContext,
  what: string,
  name: Name,
  value: number,
  others: readonly { name: string; value: number }[],
): void {
  const other = others.find((o) => o.value === value && o.name !== name.text);
  if (other) context.reporter.report(name.span, problems.sameValue(what, name.text, other.name));
}

function collectEnum(context: CollectContext, decl: DeclarationOf<'enum'>): Enum {
  const values = new Map<string, EnumValue>();
  let next = 0;
  for (const { name, value, prints } of decl.values) {
    next = value ?? next;
    if (values.has(name.text)) context.reporter.report(name.span, problems.declaredTwice('value', name.text, decl.span));
    values.set(name.text, { name: name.text, value: next, prints: prints ?? name.text });
    next++;
  }
  return { name: decl.name.text, values, span: decl.name.span };
}

function addBlockEnums(symbols: Symbols): void {
  for (const [keyword, blocks] of [
    ['program', symbols.programs],
    ['map', symbols.maps],
  ] as const) {
    const name = BLOCK_ENUMS[keyword];
    if (symbols.enums.has(name)) continue;
    const values = new Map([...blocks.values()].map((b) => [b.name, { name: b.name, value: b.number, prints: b.name }]));
    symbols.enums.set(name, { name, values, span: { file: '', start: 0, end: 0 } });
  }
}

function collectWord(context: CollectContext, decl: DeclarationOf<'word'>): void {
  const { symbols, reporter } = context;
  const subject = decl.subject && resolveSubject(context, decl.subject);
  if (decl.subject && !subject) return;
  const title = subject ? `${subject.name}.${decl.name.text}` : decl.name.text;
  if (!subject) checkCallableName(context, decl.name, 'word');
  if (decl.settable && (!subject?.single || subject.isStatic || decl.params.length > 0))
    reporter.report(decl.name.span, problems.settableWord(title));
  const { isStatic, settable, about } = decl;
  const word = {
    ...(subject ? { subject } : {}),
    name: decl.name.text,
    title,
    params: collectParams(context, decl.params),
    type: resolveType(context, decl.type),
    isStatic,
    settable,
    about,
    span: decl.name.span,
  };
  if (symbols.defines.has(title)) reporter.report(decl.name.span, problems.nameTaken(title, 'a definition'));
  add(context, symbols.words, 'word', decl.name, word, title);
}

function collectDefine(context: CollectContext, decl: DeclarationOf<'define'>): void {
  const subject = decl.subject && resolveSubject(context, decl.subject);
  if (decl.subject && !subject) return;
  const title = subject ? `${subject.name}.${decl.name.text}` : decl.name.text;
  const params: Local[] = [...collectParams(context, decl.params)];
  if (subject && !subject.single)
    params.unshift({ name: subject.name, type: { kind: 'subject', name: subject.name }, span: decl.name.span });
  if (!subject) checkCallableName(context, decl.name, 'definition');
  if (context.symbols.words.has(title)) context.reporter.report(decl.name.span, problems.nameTaken(title, 'a word'));
  const define = { ...(subject ? { subject } : {}), name: decl.name.text, title, params, type: resolveType(context, decl.type), decl };
  add(context, context.symbols.defines, 'definition', decl.name, define, title);
}

function collectTable(context: CollectContext, decl: DeclarationOf<'table'>): void {
  const name = tableName(decl.name);
  const params = collectParams(context, decl.params);
  checkCallableName(context, decl.name, decl.keyword);
  const specialised = params.some((p) => p.type.kind === 'subject' && context.symbols.subjects.get(p.type.name)?.isStatic === true);
  const table = { keyword: decl.keyword, name, params, errno: resolveErrno(context, decl.errno), specialised, decl, rules: [] };
  add(context, context.symbols.tables, 'table', decl.name, table, name);
}

/** Tables, mechanisms, and words and definitions without a subject are called by the same syntax. */
function checkCallableName(context: CollectContext, name: Name, what: string): void {
  const { words, defines, mechanisms, tables } = context.symbols;
  const taken: readonly [string, ReadonlyMap<string, unknown>][] = [
    ['word', words],
    ['definition', defines],
    ['mechanism', mechanisms],
    ['table', tables],
  ];
  for (const [kind, names] of taken) {
    const own = kind === what || (kind === 'table' && what === 'constraint');
    if (!own && names.has(name.text)) context.reporter.report(name.span, problems.nameTaken(name.text, `a ${kind}`));
  }
}
