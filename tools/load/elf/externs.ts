import type { KernelSymbol } from '@kfuncspec/runtime/v1';
import { type Btf, KIND, kindName } from '../btf/index.js';
import { failed, type Loaded, loaded } from '../result.js';
import { Comparison } from './core/compatible.js';
import { essentialName } from './core/names.js';
import { type KconfigContext, type KconfigSection, placeSettings } from './kconfig-section.js';
import { kernelSymbol } from './kernel-symbol.js';
import type { ExternType, ObjectBtf } from './object-btf.js';
import { BIND, type Elf, SYMBOL } from './reader.js';

/** What an `extern` of an object stands for. */
export type Extern =
  /** A function of the kernel; `known` is false for a weak one that it doesn't have. `symbol` is there when its BTF id is known. */
  | { readonly kind: 'kfunc'; readonly name: string; readonly order: number; readonly known: boolean; readonly symbol?: KernelSymbol }
  /** A variable of the kernel, without `symbol` for a weak one that it doesn't have. */
  | { readonly kind: 'variable'; readonly name: string; readonly symbol?: KernelSymbol }
  /** Any symbol of the kernel, declared without a type: its address, or 0 for a weak one that the kernel doesn't have. */
  | { readonly kind: 'address'; readonly name: string }
  | { readonly kind: 'kconfig'; readonly name: string; readonly offset: number };

/** What the object is resolved against. */
export interface ExternContext extends KconfigContext {
  /** Kfuncs that the kernel has besides those of its BTF, those of modules. */
  readonly kfuncs?: ReadonlySet<string> | undefined;
}

/** The externs of an object by symbol; each is resolved on its own, so that one that the kernel lacks spoils only its users. */
export interface Externs {
  readonly bySymbol: ReadonlyMap<number, Loaded<Extern>>;
  /** Undefined when the object has no such section. */
  readonly kconfig: KconfigSection | undefined;
}

const ESRCH = 3;

interface Candidate {
  readonly symbol: number;
  readonly name: string;
  readonly weak: boolean;
  readonly type: ExternType;
}

/** Names of the kernel that the externs may be looked up by. */
export function externNames(object: ObjectBtf): string[] {
  return [...object.externNames()].map(essentialName);
}

/**
 * Resolves the undefined symbols of an object; one that the object's BTF doesn't describe spoils all of it. Must come before the kernel's
 * view of them replaces their types.
 */
export function resolveExterns(elf: Elf, object: ObjectBtf | undefined, context: ExternContext): Loaded<Externs> {
  const bySymbol = new Map<number, Loaded<Extern>>();
  const candidates: Candidate[] = [];
  for (const [symbol, { name, bind, type, section }] of elf.symbols.entries()) {
    if (section !== 0 || (bind !== BIND.global && bind !== BIND.weak) || type !== SYMBOL.notype || name === '') continue;
    const found = object?.extern(name);
    if (found === undefined) return failed(object?.missingExtern(name) ?? `failed to find BTF for extern '${name}': ${-ESRCH}`);
    candidates.push({ symbol, name, weak: bind === BIND.weak, type: found });
  }
  if (object === undefined) return loaded({ bySymbol, kconfig: undefined });
  const symbols = candidates.filter(({ type }) => type.section === '.ksyms').sort((a, b) => compareText(a.name, b.name));
  const settings = candidates.filter(({ type }) => type.section === '.kconfig');
  // the order is libbpf's, settings first: a number in the message about a kfunc that isn't there goes by it
  for (const [i, candidate] of symbols.entries()) {
    bySymbol.set(candidate.symbol, resolveSymbol(object.btf, candidate, settings.length + i, context));
  }
  const section = placeSettings(
    object,
    settings.map(({ name, weak, type }) => ({ name, weak, type: type.type })),
    context,
  );
  for (const [i, { symbol, name }] of settings.entries()) {
    const offset = section.offsets[i] ?? loaded(0);
    bySymbol.set(symbol, offset.ok ? loaded({ kind: 'kconfig', name, offset: offset.value }) : offset);
  }
  return loaded({ bySymbol, kconfig: section.size > 0 ? section : undefined });
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function resolveSymbol(local: Btf, { name, weak, type }: Candidate, order: number, context: ExternContext): Loaded<Extern> {
  return local.kind(type.id) === KIND.func
    ? resolveKfunc(local, name, weak, type, order, context)
    : resolveVariable(local, name, weak, type, context);
}

function resolveKfunc(
  local: Btf,
  fullName: string,
  weak: boolean,
  type: ExternType,
  order: number,
  context: ExternContext,
): Loaded<Extern> {
  const name = essentialName(fullName);
  const { target, kfuncs } = context;
  const known: Extern = { kind: 'kfunc', name, order, known: true };
  const absent: Loaded<Extern> = loaded({ kind: 'kfunc', name, order, known: false });
  if (target === undefined) return loaded(known);
  const found = target.find(KIND.func, name);
  if (found === undefined) {
    if (kfuncs?.has(name) === true) return loaded(known);
    return weak ? absent : failed(`extern (func ksym) '${fullName}': not found in kernel or module BTFs`);
  }
  const { btf, id, owner } = found;
  const proto = btf.sizeOrType(id);
  const same = new Comparison(local, btf).types(type.type, proto);
  if (same === true) return loaded({ ...known, symbol: kernelSymbol(target, found) });
  if (weak) return absent;
  return failed(`extern (func ksym) '${fullName}': func_proto [${type.type}] incompatible with ${owner} [${proto}]`);
}

function resolveVariable(local: Btf, name: string, weak: boolean, type: ExternType, context: ExternContext): Loaded<Extern> {
  const { target } = context;
  const localType = local.skipModifiers(type.type);
  if (localType === 0) return loaded({ kind: 'address', name });
  if (target === undefined) return failed(`extern (var ksym) '${name}' needs the BTF of the kernel (--btf)`);
  const found = target.find(KIND.var, name);
  if (found === undefined) {
    return weak ? loaded({ kind: 'variable', name }) : failed(`extern (var ksym) '${name}': not found in kernel BTF`);
  }
  const { btf, id } = found;
  const targetType = btf.skipModifiers(btf.sizeOrType(id));
  if (new Comparison(local, btf).types(localType, targetType) === true) {
    return loaded({ kind: 'variable', name, symbol: kernelSymbol(target, found) });
  }
  const described = (table: Btf, t: number): string => `[${t}] ${kindName(table.kind(t))} ${table.name(t)}`;
  return failed(
    `extern (var ksym) '${name}': incompatible types, expected ${described(local, localType)}, but kernel has ${described(btf, targetType)}`,
  );
}
