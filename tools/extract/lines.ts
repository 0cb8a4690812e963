import { lineKey, type TypeLine } from '../../generator/facts/format.js';
import { type Btf, KIND } from '../load/btf/index.js';
import { type Reached, reach } from './closure.js';
import type { KernelBtf } from './kernel-btf.js';
import { Namer } from './names.js';
import { type ChosenRoots, chooseRoots, type RootRequest } from './roots.js';

const SIGNED = 1;
const CHAR = 2;
const BOOL = 4;

export interface FactLines {
  readonly lines: readonly TypeLine[];
  /** Requests that name nothing in any BTF. */
  readonly missing: readonly string[];
}

/**
 * The facts of vmlinux (first of `btfs`) and its modules: one line a type, sorted by BTF and by what they declare.
 * The functions named in `kfuncs` keep their BTF id, which the kernel's messages show.
 */
export function factLines(btfs: readonly KernelBtf[], requests: readonly RootRequest[], kfuncs: ReadonlySet<string>): FactLines {
  const layers = btfs.map((btf) => {
    const chosen = chooseRoots(btf, requests);
    return { btf, chosen, reached: reach(btf.types, chosen.roots) };
  });
  const found = new Set(layers.flatMap((layer) => [...layer.chosen.found]));
  // What modules reach in vmlinux is written with vmlinux.
  const all = merge(layers.map((layer) => layer.reached));
  const lines = layers.flatMap(({ btf, chosen, reached }, i) => ownLines(btf, i === 0 ? all : reached, chosen, kfuncs));
  return { lines, missing: requests.filter((r) => !found.has(r.text)).map((r) => r.text) };
}

function merge(reached: readonly Reached[]): Reached {
  const all = new Map<number, 'whole' | 'opaque'>();
  for (const one of reached) for (const [id, how] of one) if (all.get(id) !== 'whole') all.set(id, how);
  return all;
}

function ownLines(btf: KernelBtf, reached: Reached, chosen: ChosenRoots, kfuncs: ReadonlySet<string>): TypeLine[] {
  const names = new Namer(btf);
  const lines: TypeLine[] = [];
  for (const [id, how] of reached) {
    const line = id < btf.firstId || id >= btf.types.count ? undefined : typeLine(btf, names, id, how === 'whole');
    if (line) lines.push(line);
  }
  for (const { name, proto, id } of chosen.functions) {
    lines.push({ btf: btf.name, func: name, ...(kfuncs.has(name) ? { id } : {}), ...names.prototype(proto) });
  }
  for (const { name, proto } of chosen.protos) lines.push({ btf: btf.name, proto: name, ...names.prototype(proto) });
  const keyed = lines.map((line) => ({ line, key: lineKey(line) }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)).map(({ line }) => line);
}

function typeLine({ name: btf, types }: KernelBtf, names: Namer, id: number, whole: boolean): TypeLine | undefined {
  if (types.name(id) === '') return undefined;
  const name = names.nameOf(id).replace(/^(struct|union|enum|fwd) /, '');
  const size = types.sizeOrType(id);
  const body = (): { members: ReturnType<Namer['members']> } | { opaque: true } =>
    whole || types.vlen(id) === 0 ? { members: names.members(id) } : { opaque: true };
  switch (types.kind(id)) {
    case KIND.int:
      return { btf, int: name, size, ...encoding(types, id) };
    case KIND.float:
      return { btf, float: name, size };
    case KIND.enum:
    case KIND.enum64:
      return { btf, enum: name, size };
    case KIND.fwd:
      return { btf, fwd: name };
    case KIND.typedef:
      return { btf, typedef: name, type: names.ref(size) };
    case KIND.struct:
      return { btf, struct: name, size, ...body() };
    case KIND.union:
      return { btf, union: name, size, ...body() };
    default:
      return undefined;
  }
}

function encoding(types: Btf, id: number): { readonly encoding?: 'signed' | 'char' | 'bool' } {
  const bits = types.int(id).encoding;
  if (bits & BOOL) return { encoding: 'bool' };
  if (bits & CHAR) return { encoding: 'char' };
  return bits & SIGNED ? { encoding: 'signed' } : {};
}
