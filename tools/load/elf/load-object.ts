import type { Insns, Program, TypeTables } from '@kfuncspec/runtime/v1';
import { type Btf, KIND, type ModuleTypes, parseBtf } from '../btf/index.js';
import type { KernelFacts } from '../kernel-facts.js';
import type { MapBtf } from '../maps.js';
import { attachName } from '../program-json.js';
import type { ProgramJson } from '../program-json-type.js';
import { failed, type Loaded, loaded, within } from '../result.js';
import { parseBtfExt } from './btf-ext.js';
import { textAt } from './bytes.js';
import { essentialName } from './core/names.js';
import { CoreResolver } from './core/relocate.js';
import { externNames, resolveExterns } from './externs.js';
import { type ObjectFunction, readFunctionSymbols, SLOT, sectionOf } from './functions.js';
import type { KernelConfig } from './kconfig-file.js';
import type { KconfigSection } from './kconfig-section.js';
import { factTypes, typeTables } from './kernel-types.js';
import { type LineRecord, type LinkContext, lineNumber, link, type SourceLine, sourceLine } from './link.js';
import type { ObjectMap } from './map-definition.js';
import { MapMaker } from './map-maker.js';
import { dataMap, KCONFIG_SECTION, readMaps } from './maps.js';
import { type ObjectBtf, readObjectBtf } from './object-btf.js';
import { jsonOf, LazyBlob } from './object-json.js';
import type { Poisoned } from './poisoned.js';
import { type Elf, readElf } from './reader.js';
import { Records } from './records.js';
import { Relocations } from './relocations.js';
import { attachTarget, sectionKind } from './section-names.js';
import { structOpsTargets } from './struct-ops.js';
import { TargetTypes } from './target.js';

export interface ObjectOptions {
  readonly facts: KernelFacts;
  /** Types of the kernel that the programs are meant for, without its modules'. Without it, what needs them is an error of its program. */
  readonly targetBtf?: Btf | undefined;
  /** Types of its modules. */
  readonly modules?: readonly ModuleTypes[] | undefined;
  /** Kfuncs that the kernel has besides those of `targetBtf` and `modules`. */
  readonly kfuncs?: ReadonlySet<string> | undefined;
  /** The kernel's configuration, for `.kconfig`; without it every setting counts as set, to a value that is not known. */
  readonly kconfig?: KernelConfig | undefined;
}

/** A program of an object, ready for the kernel. */
export interface ObjectProgramCode {
  readonly program: Program;
  readonly json: ProgramJson;
  /** Line of the C source for each slot, 0 where it isn't known. */
  readonly lines: Uint32Array;
  /** The same with file, column and text, one entry where it changes. */
  readonly source: readonly SourceLine[];
  readonly poisoned: readonly Poisoned[];
  /** Types of the maps' keys and values, by the map's index. */
  readonly mapTypes: readonly (MapBtf | undefined)[];
}

export interface ObjectProgram {
  readonly name: string;
  /** Its section, without the `?` of programs that are not loaded by default. */
  readonly section: string;
  /** Links it: an object may have many programs that share large subprograms, so that none is kept. */
  load(): Loaded<ObjectProgramCode>;
}

export interface ObjectFile {
  readonly license: string;
  readonly programs: readonly ObjectProgram[];
}

/**
 * An object file as clang makes it (`-target bpf -g`), with what loaders do before the kernel sees it: programs by the names of their
 * sections, maps, global data, subprograms, externs, CO-RE relocations. A program that is broken has an error in its place; only what
 * spoils the file as a whole is an error of it.
 */
export function loadObject(bytes: Uint8Array, options: ObjectOptions): Loaded<ObjectFile> {
  const elf = readElf(bytes);
  if (!elf.ok) return elf;
  const functions = readFunctionSymbols(elf.value);
  if (!functions.ok) return functions;
  const object = readObjectBtf(elf.value);
  if (!object.ok) return object;
  const context = prepare(elf.value, object.value, functions.value, options);
  if (!context.ok) return context;
  const license = licenseOf(elf.value);
  const operations = structOpsTargets(elf.value, object.value);
  const programs = functions.value.programs();
  if (programs.length === 0) return failed('no programs in this object');
  const blob = new LazyBlob(object.value?.btf);
  return loaded({
    license,
    programs: programs.map((fn) => ({
      name: fn.name,
      section: sectionOf(fn),
      load: () => loadProgram(fn, context.value, { license, operations, blob }),
    })),
  });
}

interface Prepared extends LinkContext {
  readonly target: TargetTypes | undefined;
  readonly typeTables: TypeTables | undefined;
  /** What keeps all programs from being loaded. */
  readonly obstacle: Loaded<unknown>;
}

function prepare(elf: Elf, object: ObjectBtf | undefined, functions: LinkContext['functions'], options: ObjectOptions): Loaded<Prepared> {
  const section = elf.sections.find(({ name }) => name === '.BTF.ext');
  const ext = parseBtfExt(object === undefined ? new Uint8Array(0) : (section?.data ?? new Uint8Array(0)), elf.littleEndian);
  if (!ext.ok) return ext;
  const records = object && new Records(ext.value, object.btf);
  const { targetBtf, modules = [] } = options;
  const names = [...wantedNames(object, records, functions.programs())];
  const target = targetBtf && new TargetTypes(targetBtf, modules, names);
  const externs = resolveExterns(elf, object, { ...options, hasHelper: options.facts.hasHelper, target });
  if (!externs.ok) return externs;
  const maps = readMaps(elf, object);
  if (!maps.ok) return maps;
  const kconfig = externs.value.kconfig && kconfigMap(externs.value.kconfig, object);
  object?.hideKernelSymbols();
  const checked = object === undefined ? loaded(undefined) : within("the kernel refuses the object's BTF", parseBtf(object.btf.bytes));
  const maker = new MapMaker(object?.btf, options.facts, kconfig, elf.littleEndian);
  const broken = maps.value.map((map) => maker.make(map)).find((made) => !made.ok);
  return loaded({
    littleEndian: elf.littleEndian,
    btf: object?.btf,
    functions,
    relocations: new Relocations(elf, functions, maps.value, externs.value),
    records,
    core: object && new CoreResolver(object.btf, target ? { types: target } : factTypes(options.facts, names)),
    maps: maker,
    target,
    typeTables: typeTables(options.facts, targetBtf, options.modules),
    obstacle: !checked.ok ? checked : (broken ?? loaded(undefined)),
  });
}

function kconfigMap({ size, contents, unknownContents }: KconfigSection, object: ObjectBtf | undefined): ObjectMap {
  return { ...dataMap('.kconfig', KCONFIG_SECTION, size, true, object), contents, unknownContents };
}

/** Names of the kernel that the object may ask for, so that one walk over the kernel's types finds all. */
function* wantedNames(object: ObjectBtf | undefined, records: Records | undefined, programs: readonly ObjectFunction[]): Iterable<string> {
  if (object === undefined) return;
  yield* externNames(object);
  const roots = new Set<number>();
  for (const { words } of records?.all('relocations') ?? []) roots.add(words[0] ?? 0);
  for (const id of roots) yield essentialName(object.btf.name(id));
  for (const fn of programs) {
    const kind = sectionKind(fn.section);
    const name = kind?.attachesToSymbol === true ? attachTarget(fn.section) : undefined;
    if (kind !== undefined && name !== undefined) yield essentialName(attachName(kind.progType, kind.attachType, name) ?? '');
  }
}

function licenseOf(elf: Elf): string {
  const data = elf.sections.find(({ name }) => name === 'license')?.data;
  if (data === undefined) return '';
  const end = data.indexOf(0);
  const text = new Uint8Array(Math.min(end < 0 ? data.length : end, 63) + 1);
  text.set(data.subarray(0, text.length - 1));
  return textAt(text, 0) ?? '';
}

interface Common {
  readonly license: string;
  readonly operations: ReadonlyMap<string, string>;
  readonly blob: LazyBlob;
}

function loadProgram(fn: ObjectFunction, context: Prepared, common: Common): Loaded<ObjectProgramCode> {
  if (!context.obstacle.ok) return context.obstacle;
  const kind = sectionKind(fn.section);
  if (kind === undefined) return failed(`missing BPF prog type, check ELF section name '${sectionOf(fn)}'`);
  const attachTo = attachedTo(fn, context, common.operations);
  if (!attachTo.ok) return attachTo;
  const linked = link(fn, context);
  if (!linked.ok) return linked;
  const { insns, maps, kfuncs, functions, symbols, unknownConstants, lines, poisoned } = linked.value;
  const { progType, attachType: expectedAttachType, flags } = kind;
  const { license } = common;
  const program: Program = {
    name: fn.name,
    progType,
    expectedAttachType,
    attachTo: attachTo.value,
    flags,
    license,
    insns,
    maps,
    kfuncs,
    functions,
    ...(symbols.length > 0 ? { symbols } : {}),
    ...(unknownConstants.length > 0 ? { unknownConstants } : {}),
    ...(context.typeTables ? { typeTables: context.typeTables } : {}),
  };
  return loaded({
    program,
    get json() {
      return jsonOf(program, linked.value, common.blob);
    },
    lines: linesOf(insns, lines),
    get source() {
      const { btf } = context;
      return btf === undefined ? [] : lines.map((record) => sourceLine(record, btf));
    },
    poisoned,
    get mapTypes() {
      const { btf: table } = context;
      return linked.value.mapTypes.map(({ key, value }) => (table === undefined || value === 0 ? undefined : { table, key, value }));
    },
  });
}

/** The kernel's symbol that a program is attached to, null for none. */
function attachedTo(fn: ObjectFunction, { target }: Prepared, operations: ReadonlyMap<string, string>): Loaded<string | null> {
  const kind = sectionKind(fn.section);
  if (kind?.progType === 'struct_ops') {
    const operation = operations.get(`${fn.sectionIndex} ${fn.start * SLOT}`);
    return operation === undefined
      ? failed('SEC("struct_ops") program isn\'t referenced anywhere, did you forget to use it?')
      : loaded(operation);
  }
  if (kind === undefined || !kind.attachesToSymbol) return loaded(null);
  const name = attachTarget(fn.section);
  if (name === undefined) return failed('no BTF-based attach target is specified, use bpf_program__set_attach_target()');
  if (kind.progType === 'ext') return failed('attach program FD is not set');
  const symbol = attachName(kind.progType, kind.attachType, name);
  if (symbol === null || target === undefined) return loaded(symbol);
  const found = target.find(kind.attachType === 'trace_raw_tp' ? KIND.typedef : KIND.func, symbol);
  return found === undefined ? failed(`failed to find kernel BTF type ID of '${name}': -3`) : loaded(symbol);
}

function linesOf(insns: Insns, records: readonly LineRecord[]): Uint32Array {
  const lines = new Uint32Array(insns.length);
  for (const [i, record] of records.entries()) lines.fill(lineNumber(record), record.insn, records[i + 1]?.insn ?? insns.length);
  return lines;
}
