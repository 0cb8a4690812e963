/** Steps on values of maps: loads, stores, exchanges and locks at their fields, beside them and at places that are not known. */
import type { Random } from '../random.js';
import { place, SIZES, type Size, Text } from '../text.js';
import type { Field, Layout } from './layout.js';

/** What a register is believed to hold. `from`: bytes of the value in front of where it points. */
export type Thing =
  | { readonly is: 'ctx' | 'number' }
  | { readonly is: 'value'; readonly map: Layout; readonly from: number; readonly open: boolean }
  | { readonly is: 'object'; readonly of: string; readonly open: boolean; readonly held: boolean };

const KEPT = [7, 8, 9] as const;
const RELEASE: Readonly<Record<string, string>> = {
  prog_test_ref_kfunc: 'bpf_kfunc_call_test_release',
  prog_test_member: 'bpf_kfunc_call_memb_release',
};

/** A program that is being written, over the maps that it has. */
export class Values extends Text<Thing> {
  constructor(
    random: Random,
    error: number,
    readonly maps: readonly Layout[],
  ) {
    super(random, error);
  }

  kept(): number {
    const free = KEPT.filter((reg) => !isHeld(this.held(reg)));
    return this.random.pick(free.length > 0 ? free : KEPT);
  }

  call(name: string): void {
    this.emit(`call ${name}`);
    this.afterCall();
  }

  release(reg: number, thing: Thing): void {
    if (thing.is !== 'object') return;
    const over = thing.open && !this.wrong() ? this.label() : undefined;
    if (over !== undefined) this.emit(`if r${reg} == 0 goto ${over}`);
    this.emit(`r1 = r${reg}`, `call ${RELEASE[thing.of] ?? 'bpf_kfunc_call_test_release'}`);
    if (over !== undefined) this.emit(`${over}:`);
  }

  /** Gives back everything and leaves. */
  leave(): void {
    for (const [reg, thing] of this.all()) if (isHeld(thing) && !this.wrong()) this.release(reg, thing);
    this.emit('r0 = 0', 'exit');
  }

  /** Takes a result, and leaves where it is NULL, mostly. */
  keep(thing: Thing): void {
    const reg = this.kept();
    this.emit(`r${reg} = r0`);
    this.hold(reg, thing);
    if (this.random.chance(0.88)) this.check(reg);
  }

  check(reg: number): void {
    const thing = this.held(reg);
    if (thing === undefined || !('open' in thing)) return;
    this.leaveWhereNull(reg, () => this.leave());
    this.hold(reg, { ...thing, open: false });
  }

  /** A register with a value, and the value; undefined when there is none. */
  value(): readonly [reg: number, map: Layout, from: number] | undefined {
    const reg = this.findThat((thing) => thing.is === 'value' && !thing.open);
    const thing = reg === undefined ? undefined : this.held(reg);
    return reg === undefined || thing?.is !== 'value' ? undefined : [reg, thing.map, thing.from];
  }
}

const isHeld = (thing: Thing | undefined) => thing?.is === 'object' && thing.held;
const sizeOf = (random: Random, { size }: Field): Size => SIZES.find((one) => one === size) ?? random.pick(SIZES);

export function lookup(v: Values): void {
  const map = v.random.pick(v.maps);
  v.emit(`${place(4, 10, -4)} = ${v.random.below(3)}`, 'r2 = r10', 'r2 += -4', `r1 = map[${map.id}]`);
  v.call('bpf_map_lookup_elem');
  v.keep({ is: 'value', map, from: 0, open: true });
}

/** Moves a pointer within its value, by a constant or by what is not known. */
export function move(v: Values): void {
  const found = v.value();
  if (found === undefined) return;
  const { random } = v;
  const [reg, map, from] = found;
  const to = v.kept();
  if (isHeld(v.held(to))) return;
  if (to !== reg) v.emit(`r${to} = r${reg}`);
  if (random.chance(0.5)) {
    const by = random.pick([0, 4, 8, 8, 16, -8]);
    v.emit(`r${to} += ${by}`);
    v.hold(to, { is: 'value', map, from: from + by, open: false });
    return;
  }
  const number = v.find('number');
  if (number === undefined || number === to) v.emit(`r3 = ${place(4, 6, 0)}`, `r3 &= ${random.pick([1, 7, 8, 15, 24])}`, `r${to} += r3`);
  else v.emit(`${random.pick(['r', 'w'])}${number} &= ${random.pick([3, 7, 8, 16])}`, `r${to} += r${number}`);
  v.hold(to, { is: 'value', map, from, open: false });
}

/** Loads or stores at a field, or a little beside it. */
export function access(v: Values): void {
  const found = v.value();
  if (found === undefined) return;
  const { random } = v;
  const [reg, map, from] = found;
  const field = random.pick(map.fields);
  const beside = v.wrong() || random.chance(0.05) ? random.pick([-8, -4, -1, 1, 2, 4, 8]) : 0;
  const size = random.chance(0.85) ? sizeOf(random, field) : random.pick(SIZES);
  const off = field.off - from + beside;
  const how = random.below(field.is === 'number' ? 4 : 3);
  if (how === 0 || (how === 1 && field.is !== 'kptr')) {
    const to = v.kept();
    if (isHeld(v.held(to))) return;
    v.emit(`r${to} = ${place(size, reg, off)}`);
    if (field.is !== 'kptr' && field.is !== 'kptr_ref') v.hold(to, { is: 'number' });
    else {
      v.hold(to, { is: 'object', of: field.of, open: true, held: false });
      if (random.chance(0.8)) v.check(to);
    }
  } else if (how === 1) {
    const object = v.findThat((thing) => thing.is === 'object' && thing.of === field.of && !thing.open);
    if (object !== undefined) v.emit(`${place(size, reg, off)} = r${object}`);
  } else if (how === 2) v.emit(`${place(size, reg, off)} = ${field.is === 'number' || v.wrong() ? random.pick([0, 1]) : 0}`);
  else {
    const number = v.find('number');
    const atomic = size >= 4 && random.chance(0.5);
    const operand = `(${size === 8 ? 'u64' : 'u32'} *)(r${reg} ${off < 0 ? '' : '+'}${off})`;
    if (number !== undefined) v.emit(atomic ? `lock *${operand} += r${number}` : `${place(size, reg, off)} = r${number}`);
  }
}

/** The place of a field of a kind, in R1; or by mistake of any other. */
function field(v: Values, ...kinds: readonly Field['is'][]): Field | undefined {
  const found = v.value();
  if (found === undefined) return undefined;
  const [reg, map, from] = found;
  const fitting = map.fields.filter(({ is }) => kinds.includes(is));
  if (fitting.length === 0 && !v.wrong()) return undefined;
  const one = v.random.pick(fitting.length === 0 || v.wrong() ? map.fields : fitting);
  const off = one.off - from + (v.wrong() ? v.random.pick([4, 8, -8]) : 0);
  v.emit(`r1 = r${reg}`, ...(off === 0 ? [] : [`r1 += ${off}`]));
  if (v.random.chance(v.error / 2)) v.emit(`r3 = ${place(4, 6, 0)}`, 'r3 &= 8', 'r1 += r3');
  return one;
}

export function exchange(v: Values): void {
  const at = field(v, 'kptr_ref');
  if (at === undefined) return;
  const object = v.findThat((thing) => thing.is === 'object' && thing.held && !thing.open && (thing.of === at.of || v.wrong()));
  if (object !== undefined && v.random.chance(0.6)) {
    v.emit(`r2 = r${object}`);
    v.hold(object, undefined);
  } else v.emit('r2 = 0');
  v.call('bpf_kptr_xchg');
  v.keep({ is: 'object', of: at.of, open: true, held: true });
}

export function get(v: Values): void {
  const at = field(v, 'kptr_ref');
  if (at === undefined || (at.of !== 'prog_test_ref_kfunc' && !v.wrong())) return;
  v.emit('r2 = 0', 'r3 = 0');
  v.call('bpf_kfunc_call_test_kptr_get');
  v.keep({ is: 'object', of: 'prog_test_ref_kfunc', open: true, held: true });
}

export function acquire(v: Values): void {
  if (v.random.chance(0.3)) {
    v.call('bpf_kfunc_call_memb_acquire');
    v.keep({ is: 'object', of: 'prog_test_member', open: true, held: true });
    return;
  }
  v.emit(`${place(8, 10, -16)} = 0`, 'r1 = r10', 'r1 += -16');
  v.call('bpf_kfunc_call_test_acquire');
  v.keep({ is: 'object', of: 'prog_test_ref_kfunc', open: true, held: true });
}

/** Loads a member of an object, or uses it otherwise. */
export function look(v: Values): void {
  const { random } = v;
  const reg = v.findThat((thing) => thing.is === 'object' && !thing.open);
  if (reg === undefined) return;
  const off = random.pick([0, 0, 4, 8, 16, 20, 24]);
  if (random.chance(0.7)) v.emit(`r0 = ${place(off === 8 ? 8 : 4, reg, off)}`);
  else {
    v.emit(`r1 = r${reg}`);
    v.call(random.pick(['bpf_kfunc_call_test_ref', 'bpf_kfunc_call_test_ref', 'bpf_kfunc_call_memb1_release']));
  }
}

export function giveBack(v: Values): void {
  const reg = v.findThat((thing) => thing.is === 'object' && thing.held);
  const thing = reg === undefined ? undefined : v.held(reg);
  if (reg === undefined || thing === undefined) return;
  v.release(reg, thing);
  v.afterCall();
  v.hold(reg, undefined);
}

export function special(v: Values): void {
  const at = field(v, 'spin_lock', 'timer');
  if (at === undefined) return;
  if (at.is === 'timer') {
    v.emit(`r2 = map[${v.random.pick(v.maps).id}]`, 'r3 = 0');
    v.call(v.random.pick(['bpf_timer_init', 'bpf_timer_init', 'bpf_timer_start', 'bpf_timer_cancel']));
    return;
  }
  v.call('bpf_spin_lock');
  if (v.random.chance(0.5)) access(v);
  if (v.wrong()) return;
  field(v, 'spin_lock');
  v.call('bpf_spin_unlock');
}

/** A helper, or a kfunc, that writes or reads a part of a value. */
export function memory(v: Values): void {
  const { random } = v;
  const found = v.value();
  if (found === undefined) return;
  const [reg, map, from] = found;
  const plain = map.fields.filter(({ is }) => is === 'number');
  const one = random.pick(plain.length === 0 || v.wrong() ? map.fields : plain);
  const size = v.wrong() || random.chance(0.1) ? random.pick([1, 8, map.size]) : one.size;
  const off = one.off - from;
  if (random.chance(0.3)) {
    v.emit(`r1 = r${reg}`, `r1 += ${off}`, `r2 = ${size}`);
    v.call('bpf_kfunc_call_test_mem_len_pass1');
  } else if (random.chance(0.5)) {
    v.emit('r1 = r6', 'r2 = 0', `r3 = r${reg}`, `r3 += ${off}`, `r4 = ${size}`);
    v.call('bpf_skb_load_bytes');
  } else {
    const other = random.pick(v.maps);
    v.emit(`${place(4, 10, -4)} = 0`, `r1 = map[${other.id}]`, 'r2 = r10', 'r2 += -4', `r3 = r${reg}`, 'r4 = 0');
    v.call('bpf_map_update_elem');
  }
}

export function number(v: Values): void {
  const reg = v.kept();
  if (isHeld(v.held(reg))) return;
  v.emit(`r${reg} = ${place(4, 6, v.random.pick([0, 4, 8]))}`);
  v.hold(reg, { is: 'number' });
}

export function spill(v: Values): void {
  const { random } = v;
  const all = v.all();
  if (all.length === 0) return;
  const [reg, thing] = random.pick(all);
  const to = v.kept();
  if (isHeld(v.held(to)) && to !== reg) return;
  v.emit(`${place(8, 10, -24)} = r${reg}`, `r${to} = ${place(8, 10, -24)}`);
  v.hold(to, thing);
  if (to !== reg && isHeld(thing)) v.hold(reg, undefined);
}
