import { KIND, protoBehind } from '../load/btf/index.js';
import type { Root } from './closure.js';
import type { KernelBtf } from './kernel-btf.js';

/** One line of a roots file: `struct sock 2`, `func bpf_lsm_* 0`, `proto tcp_congestion_ops.* 1`. */
export interface RootRequest {
  readonly kind: 'struct' | 'union' | 'typedef' | 'func' | 'proto';
  /** A name; `*` stands for any characters. */
  readonly pattern: RegExp;
  readonly depth: number;
  readonly text: string;
}

interface NamedProto {
  /** BTF id of the function, or of the type that names the prototype. */
  readonly id: number;
  readonly name: string;
  readonly proto: number;
}

export interface ChosenRoots {
  readonly roots: readonly Root[];
  readonly functions: readonly NamedProto[];
  readonly protos: readonly NamedProto[];
  /** `text` of the requests that named something here. */
  readonly found: ReadonlySet<string>;
}

const LINE = /^(struct|union|typedef|func|proto) (\S+) (\d+)$/;

/** Reads a roots file: a request a line, `//` begins a comment. */
export function readRoots(text: string): RootRequest[] {
  const requests: RootRequest[] = [];
  for (const [i, raw] of text.split('\n').entries()) {
    const line = raw.replace(/\/\/.*/, '').trim();
    if (line === '') continue;
    const match = LINE.exec(line);
    const kind = match?.[1];
    const name = match?.[2];
    if (!name || !isKind(kind)) throw new Error(`roots, line ${i + 1}: expected KIND NAME DEPTH, found '${line}'`);
    requests.push(rootRequest(kind, name, Number(match?.[3])));
  }
  return requests;
}

/** A request for what is called `name` (`*` stands for any characters). */
export function rootRequest(kind: RootRequest['kind'], name: string, depth: number): RootRequest {
  const pattern = new RegExp(`^${name.replace(/[.+?^$()[\]{}|\\]/g, '\\$&').replace(/\*/g, '.*')}$`);
  return { kind, pattern, depth, text: `${kind} ${name}` };
}

function isKind(kind: string | undefined): kind is RootRequest['kind'] {
  return kind !== undefined && ['struct', 'union', 'typedef', 'func', 'proto'].includes(kind);
}

/** What the requests name among a BTF's own types. Of several functions with one name the first is meant, as btf_find_by_name_kind does. */
export function chooseRoots(btf: KernelBtf, requests: readonly RootRequest[]): ChosenRoots {
  const roots: Root[] = [];
  const functions = new Map<string, NamedProto>();
  const protos = new Map<string, NamedProto>();
  const found = new Set<string>();
  const take = (request: RootRequest, id: number): void => {
    roots.push({ id, depth: request.depth });
    found.add(request.text);
  };
  for (let id = btf.firstId; id < btf.types.count; id++) {
    const name = btf.types.name(id);
    const kind = btf.types.kind(id);
    for (const request of requests) {
      if (request.kind === 'proto') {
        for (const named of namedProtos(btf, id, name)) {
          if (!request.pattern.test(named.name) || protos.has(named.name)) continue;
          protos.set(named.name, named);
          take(request, named.proto);
        }
      } else if (kind === KIND[request.kind] && request.pattern.test(name)) {
        take(request, id);
        if (kind === KIND.func && !functions.has(name)) functions.set(name, { id, name, proto: btf.types.sizeOrType(id) });
      }
    }
  }
  return { roots, functions: [...functions.values()], protos: [...protos.values()], found };
}

/** Prototypes behind a typedef (`btf_trace_X`) or the members of a struct (`tcp_congestion_ops.init`). */
function namedProtos({ types }: KernelBtf, id: number, name: string): NamedProto[] {
  const behind = (of: string, pointer: number): NamedProto[] => {
    const proto = protoBehind(types, pointer);
    return proto === undefined ? [] : [{ id, name: of, proto }];
  };
  if (types.kind(id) === KIND.typedef) return behind(name, types.sizeOrType(id));
  if (types.kind(id) !== KIND.struct || name === '') return [];
  return types.members(id).flatMap((m) => behind(`${name}.${m.name}`, m.type));
}
