/** Arguments of helpers and kfuncs: mostly what the declaration wants, else whatever is at hand. */
import { place } from '../text.js';
import { callback } from './callbacks.js';
import { type Desk, type Helper, isOpen, type Kfunc, STACK } from './desk.js';
import type { FuzzMap } from './maps.js';

/** The helper that takes memory of map values only. */
const VALUES_ONLY = 'dynptr_from_mem';

/** Numbers of which the lower half alone, or a rounded one, would be another. */
const WIDE: readonly (string | number)[] = ['0x100000008 ll', '0x1000000000000081 ll', '0xffffffff ll', '0x80000000 ll'];

/** What the arguments of one call share. */
interface Call {
  readonly name: string;
  map: FuzzMap | undefined;
  /** How much memory the argument before offers. */
  size: number;
}

export function helperArguments(d: Desk, helper: Helper): void {
  const call: Call = { name: helper.name.text, map: undefined, size: 8 };
  helper.params.forEach(({ type }, i) => {
    const [first, ...more] = type.terms.map(({ name }) => name.text);
    if (d.wrong()) anything(d, i + 1);
    else wanted(d, call, i + 1, first ?? '', new Set(more));
  });
}

/** Is there, as far as is known, what a helper's arguments want. */
export function suits(d: Desk, { name: { text }, params }: Helper): boolean {
  if (text === VALUES_ONLY && !d.all().some(([, h]) => h.is === 'value' && !h.open)) return false;
  return params.every(({ type }) => {
    const [kind = '', ...flags] = type.terms.map(({ name }) => name.text);
    if (kind === 'dynptr')
      return flags.includes('uninit') || d.dynptr === (flags.includes('release') ? 'ring' : d.dynptr === 'ring' ? 'ring' : 'memory');
    if (kind === 'alloc_mem') return d.all().some(([, h]) => h.is === 'memory' && h.held && !h.open);
    if (kind in FIELD_MAPS) return d.all().some(([, h]) => h.is === 'value' && h.map.id === FIELD_MAPS[kind] && !h.open);
    if (EASY.has(kind) || flags.includes('maybe_null')) return true;
    return d
      .all()
      .some(
        ([, h]) => h.is === 'object' && !h.open && (kind !== 'btf_id' || h.of === 'btf_id') && (kind !== 'socket' || h.of === 'socket'),
      );
  });
}

/** Kinds of arguments that can be made anywhere. */
const EASY = new Set([
  'ctx',
  'const_map_ptr',
  'map_key',
  'map_value',
  'mem',
  'const_size',
  'const_size_or_zero',
  'const_alloc_size_or_zero',
  'func',
  'stack',
  'int',
  'long',
  'anything',
]);
/** The maps whose values have the field that an argument points to. */
const FIELD_MAPS: Readonly<Record<string, string>> = { spin_lock: 'locked', timer: 'timed', kptr: 'kptrs' };

function anything(d: Desk, reg: number): void {
  const { random } = d;
  const from = random.pick([...d.all().map(([r]) => r), 10, -1]);
  d.emit(from < 0 || from < reg ? `r${reg} = ${random.pick([0, 1, 8, -1, 64])}` : `r${reg} = r${from}`);
  if (from === 10 && random.chance(0.7)) d.emit(`r${reg} += ${random.pick([-8, -16, -40, -96, -7, 8])}`);
  else if (from > 5 && random.chance(0.15)) d.emit(`r${reg} += ${random.pick([1, 4, 8, 16, -8])}`);
}

function wanted(d: Desk, call: Call, reg: number, kind: string, flags: ReadonlySet<string>): void {
  const { random } = d;
  switch (kind) {
    case 'ctx':
      d.emit(`r${reg} = r6`);
      break;
    case 'const_map_ptr':
      call.map = d.offer.maps.for(call.name, random);
      d.emit(`r${reg} = map[${call.map.id}]`);
      break;
    case 'map_key':
      memory(d, reg, call.map?.key ?? 4, false);
      break;
    case 'map_value':
      if (flags.has('maybe_null') && random.chance(0.5)) d.emit(`r${reg} = 0`);
      else memory(d, reg, call.map?.value ?? 48, flags.has('uninit'));
      break;
    case 'mem':
      if (flags.has('maybe_null') && random.chance(0.3)) {
        call.size = random.chance(0.8) ? 0 : 8;
        d.emit(`r${reg} = 0`);
      } else call.size = memory(d, reg, random.pick([1, 4, 8, 16, 24, 40, 48]), flags.has('uninit'), call.name === VALUES_ONLY);
      break;
    case 'const_size':
    case 'const_size_or_zero':
    case 'const_alloc_size_or_zero':
      size(d, reg, call.size);
      break;
    case 'func':
      d.emit(`r${reg} = subprog[${callback(d, call.name)}]`);
      break;
    case 'stack':
      if (random.chance(0.3)) d.emit(`r${reg} = 0`);
      else d.emit(`${place(8, 10, STACK.context)} = 0`, `r${reg} = r10`, `r${reg} += ${STACK.context}`);
      break;
    case 'dynptr':
      d.emit(`r${reg} = r10`, `r${reg} += ${STACK.dynptr}`);
      if (flags.has('uninit')) d.dynptr = flags.has('ringbuf') ? 'ring' : 'memory';
      else if (flags.has('release')) d.dynptr = 'nothing';
      break;
    case 'spin_lock':
    case 'timer':
    case 'kptr':
      fieldOf(d, reg, kind);
      break;
    case 'alloc_mem':
      thing(d, reg, (h) => h.is === 'memory' && h.held);
      break;
    case 'int':
    case 'long':
      d.emit(`${place(8, 10, STACK.number)} = 0`, `r${reg} = r10`, `r${reg} += ${STACK.number}`);
      break;
    case 'anything':
      number(d, reg);
      break;
    default:
      thing(d, reg, (h) => h.is === 'object' && (!isOpen(h) || flags.has('maybe_null')));
  }
}

/** An object, or a thing of another kind that will hardly do. */
function thing(d: Desk, reg: number, test: Parameters<Desk['findThat']>[0]): void {
  const from = d.findThat(test) ?? d.find('object', 'memory', 'value');
  if (from === undefined) anything(d, reg);
  else if (from >= reg) d.emit(`r${reg} = r${from}`);
  else d.emit(`r${reg} = 0`);
}

function number(d: Desk, reg: number): void {
  const from = d.find('number');
  if (from !== undefined && from >= reg && d.random.chance(0.3)) d.emit(`r${reg} = r${from}`);
  else d.emit(`r${reg} = ${d.random.pick<string | number>(d.wrong() ? WIDE : [0, 0, 0, 0, 1, 1, 2, 8, -1, 0x10000])}`);
}

function size(d: Desk, reg: number, most: number): void {
  const { random } = d;
  const from = d.findThat((h) => h.is === 'number' && h.most !== undefined && h.most <= most);
  if (from !== undefined && from >= reg && random.chance(0.4)) d.emit(`r${reg} = r${from}`);
  else d.emit(`r${reg} = ${d.wrong() ? random.pick([0, -1, most + 1, 512, ...WIDE]) : random.chance(0.7) ? most : 1 + random.below(most)}`);
}

/** Is there an object for each parameter that wants one. */
export function kfuncSuits(d: Desk, { params, flags }: Kfunc): boolean {
  const owned = flags.some(({ text }) => text === 'RELEASE' || text === 'TRUSTED_ARGS');
  const { progType } = d.offer.program;
  if (params.some(({ type }) => CONTEXTS.has(type.name.text) && !CONTEXTS.get(type.name.text)?.includes(progType))) return false;
  return !owned || d.all().some(([, h]) => h.is === 'object' && !h.open && h.of === params[0]?.type.name.text);
}

/** A pointer to memory of a size; how much it offers. */
function memory(d: Desk, reg: number, bytes: number, uninit: boolean, ofValue = false): number {
  const { random } = d;
  const from = ofValue ? d.find('value') : random.chance(0.45) ? d.find('value', 'memory', 'packet') : undefined;
  const held = from === undefined ? undefined : d.held(from);
  if (from !== undefined && from >= reg && held !== undefined && (!isOpen(held) || d.wrong())) {
    d.emit(`r${reg} = r${from}`);
    const room = held.is === 'value' ? held.map.value : held.is === 'memory' || held.is === 'packet' ? held.size : 8;
    const moved = random.chance(0.2) && room > 8 ? random.pick([1, 4, 8]) : 0;
    if (moved > 0) d.emit(`r${reg} += ${moved}`);
    return room - moved;
  }
  const at = bytes <= 16 && random.chance(0.5) ? STACK.key : STACK.buffer;
  if (!(uninit && random.chance(0.7)) && !d.wrong())
    for (let off = 0; off < bytes; off += 8) d.emit(`${place(8, 10, at + off)} = ${random.chance(0.9) ? '0' : 'r10'}`);
  d.emit(`r${reg} = r10`, `r${reg} += ${at}`);
  return bytes;
}

/** A value of a map with such a field, at the field. */
function fieldOf(d: Desk, reg: number, field: 'spin_lock' | 'timer' | 'kptr'): void {
  const { random } = d;
  const from = d.findThat((h) => h.is === 'value' && h.map.id === FIELD_MAPS[field] && !h.open);
  if (from === undefined || from < reg) {
    anything(d, reg);
    return;
  }
  d.emit(`r${reg} = r${from}`);
  if (field === 'kptr') d.emit(`r${reg} += ${d.wrong() ? random.pick([0, 4, 16]) : 8}`);
}

/** Structures that are contexts, with the programs whose they are. */
const CONTEXTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['__sk_buff', ['sched_cls', 'sched_act', 'cgroup_skb', 'sk_skb', 'socket_filter']],
  ['xdp_md', ['xdp']],
]);

export function kfuncArguments(d: Desk, kfunc: Kfunc): void {
  const call: Call = { name: kfunc.name.text, map: undefined, size: 8 };
  kfunc.params.forEach(({ name, type }, i) => {
    const reg = i + 1;
    const of = type.name.text;
    if (d.wrong()) anything(d, reg);
    else if (type.stars === 0) {
      if (name.text.endsWith('__sz') || name.text.endsWith('mem_len')) size(d, reg, call.size);
      else number(d, reg);
    } else if (CONTEXTS.has(of)) d.emit(`r${reg} = r6`);
    else if (of.startsWith('bpf_dynptr')) d.emit(`r${reg} = r10`, `r${reg} += ${STACK.dynptr}`);
    else if (type.stars > 1) fieldOf(d, reg, 'kptr');
    else if (kfunc.params[i + 1]?.name.text.endsWith('__sz') || type.name.text === 'void')
      call.size = memory(d, reg, d.random.pick(kfunc.params[i + 1] ? [12, 12, 36, 16, 8] : [8]), false);
    else {
      const from = d.findThat((h) => h.is === 'object' && h.of === of);
      if (from !== undefined && from >= reg) d.emit(`r${reg} = r${from}`);
      else memory(d, reg, 40, false);
    }
  });
}
