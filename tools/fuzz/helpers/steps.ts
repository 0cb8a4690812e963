/** Random steps of a program that calls helpers and kfuncs of all kinds. */
import { place, SIZES } from '../text.js';
import { helperArguments, kfuncArguments, kfuncSuits, suits } from './arguments.js';
import { type Desk, isHeld, isOpen } from './desk.js';
import { MAPS } from './maps.js';

/** How often another callee is picked when what this one wants is not at hand. */
const TRIES = 12;

function helper(d: Desk): void {
  const { random, offer } = d;
  let one = random.pick(d.wrong() || offer.helpers.length === 0 ? offer.others : offer.helpers);
  for (let tries = 0; tries < TRIES && !suits(d, one) && !d.wrong(); tries++) one = random.pick(offer.helpers);
  helperArguments(d, one);
  const released = one.params.some(({ type }) => type.terms.some(({ name }) => name.text === 'release'));
  if (released) forget(d);
  d.call(`bpf_${one.name.text}`);
  const [kind = '', ...flags] = one.returns.terms.map(({ name }) => name.text);
  const open = flags.includes('maybe_null');
  const held = one.flags.some(({ text }) => text.startsWith('ACQUIRES') && text !== 'ACQUIRES_FROM_SOCKMAP');
  if (one.flags.some(({ text }) => text === 'CHANGES_PKT_DATA'))
    for (const [reg, h] of d.all()) if (h.is === 'packet' || h.is === 'packet_end') d.hold(reg, undefined);
  if (kind === 'integer') {
    if (random.chance(0.3)) d.keep({ is: 'number' });
  } else if (kind === 'map_value') d.keep({ is: 'value', map: MAPS[0] ?? random.pick(MAPS), open });
  else if (kind === 'alloc_mem') d.keep({ is: 'memory', size: 8, open, held });
  else if (kind !== 'void') d.keep({ is: 'object', of: kind, open, held });
}

/** What the last arguments gave away is no longer held: which, is not known, so it is what R1 was copied from, mostly the only one. */
function forget(d: Desk): void {
  const held = d.all().filter(([, thing]) => isHeld(thing));
  if (held.length > 0) {
    const [reg] = d.random.pick(held);
    d.hold(reg, undefined);
  }
}

function kfunc(d: Desk): void {
  const { random, offer } = d;
  if (offer.kfuncs.length === 0) {
    helper(d);
    return;
  }
  let one = random.pick(offer.kfuncs);
  for (let tries = 0; tries < TRIES && !kfuncSuits(d, one) && !d.wrong(); tries++) one = random.pick(offer.kfuncs);
  const has = (flag: string) => one.flags.some(({ text }) => text === flag);
  kfuncArguments(d, one);
  if (has('RELEASE')) forget(d);
  d.call(one.name.text);
  if (one.returns.stars > 0) d.keep({ is: 'object', of: one.returns.name.text, open: has('RET_NULL'), held: has('ACQUIRE') });
}

function lookup(d: Desk): void {
  const { random } = d;
  const map = random.pick(MAPS.filter(({ id }) => ['values', 'array', 'percpu', 'locked', 'timed', 'kptrs', 'socks', 'lru'].includes(id)));
  d.emit(`${place(8, 10, -16)} = 0`, 'r2 = r10', 'r2 += -16', `r1 = map[${map.id}]`);
  d.call('bpf_map_lookup_elem');
  d.keep(map.id === 'socks' ? { is: 'object', of: 'socket', open: true, held: true } : { is: 'value', map, open: true });
}

const LARGEST_OFFSET = 0x7000;
const OBJECTS: ReadonlySet<string> = new Set(['socket', 'sock_common', 'tcp_sock', 'btf_id', 'flow_keys', 'xdp_sock', 'tp_buffer']);

/** Loads from the context what its type says is there. */
function context(d: Desk): void {
  const { random, offer } = d;
  const reads = offer.context.filter(({ access }) => access === 'read');
  const reg = d.kept();
  if (reads.length === 0) {
    d.emit(`r${reg} = ${place(8, 6, 8 * random.below(4))}`);
    d.hold(reg, random.chance(0.8) ? { is: 'object', of: 'btf_id', open: false, held: false } : { is: 'number' });
    return;
  }
  const writes = offer.context.filter(({ access }) => access === 'write');
  if (writes.length > 0 && random.chance(0.15)) {
    const write = random.pick(writes);
    const size = SIZES.find((one) => one === random.pick(write.sizes)) ?? 4;
    const off = write.from + size * random.below(Math.max(1, Math.floor((Math.min(write.to, LARGEST_OFFSET) - write.from) / size)));
    const number = d.find('number');
    if (number === undefined) d.emit('r1 = 0');
    d.emit(`${place(size, 6, off)} = r${number ?? 1}`);
    return;
  }
  const pointers = reads.filter(({ type }) => type !== 'scalar');
  const read = random.pick(pointers.length > 0 && random.chance(0.6) ? pointers : reads);
  const size = SIZES.find((one) => one === random.pick(read.sizes)) ?? 4;
  const off = read.from + size * random.below(Math.max(1, Math.floor((Math.min(read.to, LARGEST_OFFSET) - read.from) / size)));
  const [type = '', ...flags] = read.type.split('|');
  if (type === 'packet' || type === 'packet_end' || type === 'packet_meta') {
    packet(d);
    return;
  }
  d.emit(`r${reg} = ${place(size, 6, off)}`);
  d.hold(reg, OBJECTS.has(type) ? { is: 'object', of: type, open: flags.includes('maybe_null'), held: false } : { is: 'number' });
  if (flags.includes('maybe_null') && random.chance(0.8)) d.check(reg);
}

/** A pointer to the packet, checked against its end. */
function packet(d: Desk): void {
  const { random, offer } = d;
  const at = (type: string) => offer.context.find((read) => read.type === type && read.access === 'read');
  const [from, end] = [at('packet'), at('packet_end')];
  if (from === undefined || end === undefined) return;
  const size = from.sizes.includes(8) ? 8 : 4;
  const reg = d.kept();
  const reach = random.pick([8, 20, 40, 48]);
  const there = d.label();
  d.emit(`r${reg} = ${place(size, 6, from.from)}`, `r1 = ${place(size, 6, end.from)}`, `r2 = r${reg}`, `r2 += ${reach}`);
  d.hold(reg, undefined);
  d.emit(`if r2 ${d.wrong() ? '>=' : '<='} r1 goto ${there}`);
  d.leave();
  d.emit(`${there}:`);
  d.hold(reg, { is: 'packet', size: reach });
}

function access(d: Desk): void {
  const { random } = d;
  const reg = d.findThat((h) => h.is !== 'number' && h.is !== 'ctx' && (!isOpen(h) || random.chance(0.05)));
  if (reg === undefined) return;
  const thing = d.held(reg);
  if (thing?.is === 'object' && thing.of === 'btf_id' && random.chance(0.6)) {
    const to = d.kept();
    d.emit(`r${to} = ${place(8, reg, 8 * random.below(random.pick([4, 16, 100])))}`);
    d.hold(to, thing);
    return;
  }
  const size = random.pick(SIZES);
  const off = size * random.below(d.wrong() ? 40 : 3);
  if (random.chance(0.65)) d.emit(`r0 = ${place(size, reg, off)}`);
  else d.emit(`${place(size, reg, off)} = ${random.pick([0, 1])}`);
}

function number(d: Desk): void {
  const { random } = d;
  const most = random.pick([1, 7, 15, 31]);
  d.call('bpf_get_prandom_u32');
  const reg = d.keptForResult();
  d.emit(`r${reg} = r0`);
  if (random.chance(0.7)) d.emit(`r${reg} &= ${most}`);
  d.hold(reg, { is: 'number', most });
}

function lock(d: Desk): void {
  const reg = d.findThat((h) => h.is === 'value' && h.map.id === 'locked' && !h.open);
  if (reg === undefined) return;
  d.emit(`r1 = r${reg}`);
  d.call('bpf_spin_lock');
  if (d.random.chance(0.6)) d.emit(`${place(8, reg, 8)} = 1`);
  else if (d.wrong()) helper(d);
  if (d.wrong()) return;
  d.emit(`r1 = r${reg}`);
  d.call('bpf_spin_unlock');
}

function recheck(d: Desk): void {
  const reg = d.findThat(isOpen);
  if (reg !== undefined) d.check(reg);
}

function spill(d: Desk): void {
  const { random } = d;
  const all = d.all();
  if (all.length === 0) return;
  const [reg, thing] = random.pick(all);
  const to = d.kept();
  if (d.held(reg) !== thing) return;
  d.emit(`${place(8, 10, -48)} = r${reg}`, `r${to} = ${place(8, 10, -48)}`);
  d.hold(to, thing);
  // two registers hold one reference: only one of them gives it back
  if (to !== reg && isHeld(thing)) d.hold(reg, undefined);
}

function releaseSome(d: Desk): void {
  const reg = d.findThat(isHeld);
  if (reg !== undefined) d.release(reg);
}

/** Branches that meet again. */
function branch(d: Desk): void {
  const reg = d.find('number');
  if (reg === undefined) return;
  const end = d.label();
  d.emit(`if r${reg} ${d.random.pick(['==', '>', 's<', '&'])} ${d.random.pick([0, 1, 4])} goto ${end}`);
  const before = new Map(d.all());
  d.random.pick([access, number, recheck, lock])(d);
  for (const [other, thing] of d.all()) if (before.get(other) !== thing) d.hold(other, before.get(other));
  d.emit(`${end}:`);
}

const STEPS: readonly (readonly [percent: number, step: (d: Desk) => void])[] = [
  [42, helper],
  [10, kfunc],
  [11, lookup],
  [10, context],
  [4, packet],
  [6, access],
  [5, number],
  [3, lock],
  [3, recheck],
  [2, spill],
  [2, releaseSome],
  [2, branch],
];
const BY_ROLL = STEPS.flatMap(([percent, step]) => Array.from({ length: percent }, () => step));

export function steps(d: Desk, count: number): void {
  for (let i = 0; i < count; i++) d.random.pick(BY_ROLL)(d);
}
