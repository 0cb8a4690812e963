import type { BtfMember, BtfType } from '@kfuncspec/runtime/v1';
import {
  FACTS_FORMAT,
  type FactsHeader,
  lineKey,
  type MemberLine,
  type ParamLine,
  type TypeLine,
  type TypeRef,
  type UnnamedType,
} from './format.js';

/** A function or prototype: `type` and `returns` are indexes into the facts' types, modifiers and typedefs stripped. */
export interface FactFunction {
  readonly btf: string;
  readonly name: string;
  /** BTF id in the build that was read, for kfuncs: the kernel's messages show it. */
  readonly id: number | undefined;
  readonly params: readonly { readonly name: string; readonly type: number; readonly text: string }[];
  readonly returns: number;
  readonly returnsText: string;
}

export interface Facts {
  readonly kernel: string;
  /** In the order in which the kernel searches them: vmlinux, then modules as loaded. */
  readonly btfs: readonly string[];
  /** 0 is void. Equal indexes mean the same type of the same BTF. */
  readonly types: readonly BtfType[];
  /** Which BTF each type stands in: an index into `btfs`, same order as `types`. */
  readonly typeBtf: readonly number[];
  /** Structs and unions whose members were not recorded. */
  readonly opaque: ReadonlySet<number>;
  readonly functions: ReadonlyMap<string, FactFunction>;
  readonly protos: ReadonlyMap<string, FactFunction>;
  /** A named type (`struct sock`, `u32`) as the kernel finds it by name: in vmlinux, else in the first module that has it (bpf_find_btf_id). */
  readonly find: (key: string) => number | undefined;
  /** A named type as seen from one BTF: its own, else vmlinux's. */
  readonly findIn: (btf: string, key: string) => number | undefined;
}

const VMLINUX = 'vmlinux';
const POINTER_SIZE = 8;
const VOID: BtfType = { kind: 'void', name: '', size: 0, type: 0, count: 0, members: [], tags: [] };

/**
 * Reads a kernel's types.jsonl, and those of directories that extend it with modules of their own; throws an Error when one
 * is not what tools/extract writes.
 */
export function readFacts(texts: readonly string[]): Facts {
  const btfs: string[] = [];
  const lines: TypeLine[] = [];
  let kernel: string | undefined;
  for (const text of texts) {
    const [first = '', ...rest] = text.trimEnd().split('\n');
    const header: FactsHeader = JSON.parse(first);
    if (header.format !== FACTS_FORMAT) throw new Error(`facts: the first line does not say ${FACTS_FORMAT}`);
    if (kernel !== undefined && kernel !== header.kernel) throw new Error(`facts of ${header.kernel} do not extend those of ${kernel}`);
    kernel = header.kernel;
    btfs.push(...header.btfs.filter((name) => !btfs.includes(name)));
    for (const line of rest) lines.push(JSON.parse(line));
  }
  return new Builder(btfs, lines).facts(kernel ?? '');
}

class Builder {
  readonly #lines = new Map<string, TypeLine>();
  readonly #indexes = new Map<string, number>();
  readonly #types: BtfType[] = [VOID];
  readonly #typeBtf: number[] = [0];
  readonly #opaque = new Set<number>();

  constructor(
    readonly btfs: readonly string[],
    lines: readonly TypeLine[],
  ) {
    for (const line of lines) this.#lines.set(`${line.btf}:${lineKey(line)}`, line);
  }

  facts(kernel: string): Facts {
    const functions = new Map<string, FactFunction>();
    const protos = new Map<string, FactFunction>();
    for (const line of this.#lines.values()) {
      if ('func' in line) functions.set(functions.has(line.func) ? `${line.btf}:${line.func}` : line.func, this.#function(line, line.func));
      else if ('proto' in line) protos.set(line.proto, this.#function(line, line.proto));
      else this.#named(line.btf, lineKey(line));
    }
    const findIn = (btf: string, key: string): number | undefined =>
      this.#indexes.get(`${btf}:${key}`) ?? this.#indexes.get(`${VMLINUX}:${key}`);
    const find = (key: string): number | undefined => {
      for (const btf of this.btfs) {
        const index = this.#indexes.get(`${btf}:${key}`);
        if (index !== undefined) return index;
      }
      return undefined;
    };
    return { kernel, btfs: this.btfs, types: this.#types, typeBtf: this.#typeBtf, opaque: this.#opaque, functions, protos, find, findIn };
  }

  #function(line: { btf: string; id?: number; params: readonly ParamLine[]; returns: TypeRef }, name: string): FactFunction {
    const params = line.params.map(([param, type]) => ({ name: param, type: this.#ref(line.btf, type), text: refText(type) }));
    return { btf: line.btf, name, id: line.id, params, returns: this.#ref(line.btf, line.returns), returnsText: refText(line.returns) };
  }

  /** The index of what `ref` means within `btf`. */
  #ref(btf: string, ref: TypeRef): number {
    if (typeof ref !== 'string') return this.#suffixes(btf, this.#unnamed(btf, ref), ref.suffix ?? '');
    const text = ref.replace(/^const /, '');
    const end = text.search(/[*[%]/);
    const base = end < 0 ? text : text.slice(0, end);
    return this.#suffixes(btf, this.#base(btf, base), end < 0 ? '' : text.slice(end), this.#isTypedef(btf, base) ? base : '');
  }

  #isTypedef(btf: string, name: string): boolean {
    const line = this.#lines.get(`${btf}:${name}`) ?? this.#lines.get(`${VMLINUX}:${name}`);
    return line !== undefined && 'typedef' in line;
  }

  #base(btf: string, name: string): number {
    if (name === 'void') return 0;
    if (name === 'proto') return this.#shared(btf, 'proto', { ...VOID, kind: 'func_proto' });
    const unnamedEnum = /^enum\((\d+)\)$/.exec(name);
    if (unnamedEnum) return this.#shared(btf, name, { ...VOID, kind: 'enum', size: Number(unnamedEnum[1]) });
    if (name.startsWith(`${VMLINUX}:`)) return this.#named(VMLINUX, name.slice(VMLINUX.length + 1));
    return this.#named(this.#lines.has(`${btf}:${name}`) ? btf : VMLINUX, name);
  }

  #named(btf: string, name: string): number {
    const key = `${btf}:${name}`;
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    const line = this.#lines.get(key);
    if (!line) throw new Error(`facts: no line for '${name}' of ${btf}`);
    if ('typedef' in line) {
      const target = this.#ref(btf, line.type);
      this.#indexes.set(key, target);
      return target;
    }
    const index = this.#add(btf, VOID);
    this.#indexes.set(key, index);
    this.#types[index] = this.#fromLine(btf, line, index);
    return index;
  }

  #fromLine(btf: string, line: TypeLine, index: number): BtfType {
    if ('struct' in line || 'union' in line) {
      if ('opaque' in line) this.#opaque.add(index);
      const members = 'members' in line ? this.#members(btf, line.members) : [];
      const composite =
        'struct' in line ? ({ kind: 'struct', name: plain(line.struct) } as const) : ({ kind: 'union', name: plain(line.union) } as const);
      return { ...VOID, ...composite, size: line.size, members };
    }
    if ('int' in line) return { ...VOID, kind: 'int', name: line.int, size: line.size };
    if ('float' in line) return { ...VOID, kind: 'float', name: line.float, size: line.size };
    if ('enum' in line) return { ...VOID, kind: 'enum', name: plain(line.enum), size: line.size };
    if ('fwd' in line) return { ...VOID, kind: 'fwd', name: plain(line.fwd.replace(/^\w+ /, '')) };
    throw new Error(`facts: '${lineKey(line)}' is no type`);
  }

  #unnamed(btf: string, type: UnnamedType): number {
    const index = this.#add(btf, VOID);
    this.#types[index] = {
      ...VOID,
      kind: type.struct === undefined ? 'union' : 'struct',
      size: type.size,
      members: this.#members(btf, type.members),
    };
    return index;
  }

  #members(btf: string, members: readonly MemberLine[]): BtfMember[] {
    return members.map(([name, bitOffset, type, bitSize = 0]) => ({ name, type: this.#ref(btf, type), bitOffset, bitSize }));
  }

  /**
   * `typedef` is the name by which the base goes. An array of structures that go by one keeps the name as its own: the verifier does
   * not look through it there.
   */
  #suffixes(btf: string, base: number, suffixes: string, typedef = ''): number {
    let type = base;
    let tags: string[] = [];
    for (const [, star, count, tag] of suffixes.matchAll(/(\*)|\[(\d+)\]|%(\S+) /g)) {
      if (tag !== undefined) tags = [tag, ...tags];
      else if (star) {
        type = this.#shared(btf, `${type}${tags.map((t) => `%${t}`).join('')}*`, { ...VOID, kind: 'ptr', size: POINTER_SIZE, type, tags });
        tags = [];
      } else {
        const element = this.#types[type];
        const elements = Number(count);
        const name = type === base && (element?.kind === 'struct' || element?.kind === 'union') ? typedef : '';
        // The size of an array of an unfinished struct can't be asked for: C has no such type.
        type = this.#shared(btf, `${type}[${elements}]${name}`, {
          ...VOID,
          kind: 'array',
          name,
          size: (element?.size ?? 0) * elements,
          type,
          count: elements,
        });
      }
    }
    return type;
  }

  /** Types built on others are the same when what they are built on is. */
  #shared(btf: string, key: string, type: BtfType): number {
    const known = this.#indexes.get(` ${key}`);
    if (known !== undefined) return known;
    const index = this.#add(btf, type);
    this.#indexes.set(` ${key}`, index);
    return index;
  }

  #add(btf: string, type: BtfType): number {
    this.#types.push(type);
    this.#typeBtf.push(this.btfs.indexOf(btf));
    return this.#types.length - 1;
  }
}

function plain(name: string): string {
  return name.replace(/#\d+$/, '');
}

function refText(ref: TypeRef): string {
  return typeof ref === 'string' ? ref : `${ref.struct === undefined ? 'union' : 'struct'} {…}${ref.suffix ?? ''}`;
}
