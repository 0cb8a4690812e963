import type { KernelSymbol, PlainType } from '@kfuncspec/runtime/v1';
import type { MapSource } from '../json-writer.js';
import { plainKey, type ValueLayout } from '../layout.js';
import { PROG_FLAGS } from '../program-json.js';
import { quote } from '../result.js';
import type { Cursor } from './cursor.js';
import type { Token } from './lexer.js';
import { parseLayout } from './parse-layout.js';
import { beginsType, parsePlainType } from './plain-types.js';

const MAX_U32 = 0xffffffff;
/** BPF_OBJ_NAME_LEN without the zero byte. */
const MAX_MAP_NAME = 15;

/** Flags of BPF_MAP_CREATE that a text may name. */
const MAP_FLAGS: Readonly<Record<string, number>> = { no_prealloc: 1, rdonly_prog: 1 << 7, wronly_prog: 1 << 8, mmapable: 1 << 10 };

/** A map as written: what the text calls it may differ from the name that the kernel gets. */
export interface MapStatement {
  readonly id: Token;
  readonly map: Omit<MapSource, 'inner'>;
  readonly inner: Token | undefined;
}

/** `m array key 4 value { … } entries 1`, behind `map`. Properties stand in any order. */
export function parseMap(c: Cursor): MapStatement | undefined {
  const id = c.peek();
  const idText = c.word('a name for the map');
  const type = c.text('a map type such as array');
  let name: string | undefined;
  let key: ValueLayout | undefined;
  let value: { readonly layout: ValueLayout; readonly hasBtf: boolean } | undefined;
  let keyIsLayout = false;
  let maxEntries = 1;
  let flags = 0;
  let inner: Token | undefined;
  while (!c.atEnd && c.error === undefined) {
    const property = c.peek();
    switch (c.word('key, value, entries, flags, inner or named')) {
      case 'key':
        keyIsLayout = c.peek()?.kind !== 'number';
        key = keyIsLayout ? parseLayout(c) : plainKey(c.number('a size in bytes', MAX_U32));
        break;
      case 'value':
        value =
          c.peek()?.kind === 'number'
            ? { layout: plainKey(c.number('a size in bytes', MAX_U32)), hasBtf: false }
            : { layout: parseLayout(c), hasBtf: true };
        break;
      case 'entries':
        maxEntries = c.number('a number of entries', MAX_U32);
        break;
      case 'flags':
        flags = parseMapFlags(c);
        break;
      case 'inner':
        inner = c.peek();
        c.text('the name of a map in front of this one');
        break;
      case 'named':
        name = c.text('the name that the kernel gets');
        break;
      default:
        if (property !== undefined) c.failAt(property, `a map has no property ${quote(property.text)}`);
    }
  }
  if (id === undefined || c.error !== undefined) return undefined;
  name ??= idText;
  if (name.length > MAX_MAP_NAME || !/^[\w.]*$/.test(name)) {
    c.failAt(
      id,
      `the kernel takes no map name ${quote(name)}: at most ${MAX_MAP_NAME} letters, digits, _ and . (another one can follow 'named')`,
    );
  }
  const map = {
    name,
    type,
    key: key ?? plainKey(0),
    value: value?.layout ?? plainKey(0),
    hasBtf: (value?.hasBtf ?? false) || keyIsLayout,
    maxEntries,
    flags,
  };
  return { id, map, inner };
}

function parseMapFlags(c: Cursor): number {
  if (c.peek()?.kind === 'number') return c.number('flags', MAX_U32);
  let flags = 0;
  do {
    const token = c.peek();
    const text = c.word('a number or flags such as rdonly_prog');
    const flag = Object.hasOwn(MAP_FLAGS, text) ? MAP_FLAGS[text] : undefined;
    if (flag !== undefined) flags |= flag;
    else if (token !== undefined)
      c.failAt(token, `unknown map flag ${quote(text)}: expected ${Object.keys(MAP_FLAGS).join(', ')} or a number`);
  } while (c.take(','));
  return flags;
}

export interface Attach {
  readonly type: string | null;
  readonly to: string | null;
}

/** `trace_fentry to bpf_fentry_test1`, `cgroup_inet_ingress` or `to name`, behind `attach`. */
export function parseAttach(c: Cursor): Attach {
  const type = c.is('to') ? null : c.text('an attach type or to');
  if (!c.take('to')) return { type, to: null };
  return { type, to: c.text('what to attach to') };
}

/** Flags of the program, behind `flags`. */
export function parseFlags(c: Cursor): string[] {
  const flags: string[] = [];
  do {
    const token = c.peek();
    const text = c.word('a flag such as sleepable');
    if (token !== undefined && !PROG_FLAGS.has(text))
      c.failAt(token, `unknown flag ${quote(text)}: expected ${[...PROG_FLAGS].join(', ')}`);
    flags.push(text);
  } while (c.take(',') || c.peek()?.kind === 'word');
  return flags;
}

/** A symbol of the kernel, and where it was declared. */
export interface KsymStatement {
  readonly name: Token;
  readonly symbol: KernelSymbol;
}

export interface FunctionStatement {
  /** Its label. */
  readonly id: Token;
  /** What BTF calls it: the same, when nothing else is said. */
  readonly name: string;
  readonly isGlobal: boolean;
  readonly returns: PlainType;
  readonly params: readonly PlainType[];
}

const INT: PlainType = { kind: 'int', name: '', size: 4 };

/**
 * `sub global int (struct pair size 8 *, int) named "f"`, behind `func`: what BTF says of the function that begins here; static, int
 * and without parameters when not said.
 */
export function parseFunction(c: Cursor): FunctionStatement | undefined {
  const id = c.peek();
  let name = c.word('the name of a function');
  let isGlobal = false;
  let returns = INT;
  let params: readonly PlainType[] = [];
  while (!c.atEnd && c.error === undefined) {
    const token = c.peek();
    if (token?.kind === 'word' && beginsType(token.text)) {
      returns = parsePlainType(c);
      continue;
    }
    if (c.is('(')) {
      params = parseParams(c);
      continue;
    }
    const text = c.word('static, global, a type such as int, (, or named');
    if (text === 'global' || text === 'static') isGlobal = text === 'global';
    else if (text === 'named') name = c.text('the name in BTF');
    else if (token !== undefined) c.failAt(token, `${quote(text)}: expected static, global, a type such as int, (, or named`);
  }
  return id === undefined ? undefined : { id, name, isGlobal, returns, params };
}

/** `(int, struct pair size 8 *)` */
function parseParams(c: Cursor): PlainType[] {
  const params: PlainType[] = [];
  c.expect('(');
  while (!c.take(')') && c.error === undefined) {
    if (params.length > 0) c.expect(',');
    params.push(parsePlainType(c));
  }
  return params;
}

/** `runqueues percpu struct rq size 3264 id 4711 module 1`, behind `ksym`: what the kernel's BTF says of it. */
export function parseKsym(c: Cursor): KsymStatement | undefined {
  const name = c.peek();
  const symbol = { id: 0, module: 0, name: c.text('the name of a variable'), isVariable: true, isPercpu: false, isPlain: true };
  let type: PlainType = { kind: 'void', name: '', size: 0 };
  while (!c.atEnd && c.error === undefined) {
    const token = c.peek();
    if (token?.kind === 'word' && beginsType(token.text)) {
      type = parsePlainType(c);
      continue;
    }
    const text = c.word('percpu, typedef, function, a type such as int, id or module');
    if (text === 'percpu') symbol.isPercpu = true;
    else if (text === 'typedef') symbol.isPlain = false;
    else if (text === 'function') symbol.isVariable = false;
    else if (text === 'id') symbol.id = c.number('a BTF id', MAX_U32);
    else if (text === 'module') symbol.module = c.number('the number of a module', MAX_U32);
    else if (token !== undefined) c.failAt(token, `${quote(text)}: expected percpu, typedef, function, a type such as int, id or module`);
  }
  return name === undefined ? undefined : { name, symbol: { ...symbol, type } };
}
