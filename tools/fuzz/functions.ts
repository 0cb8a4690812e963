import type { Random } from './random.js';

/**
 * Random programs of several functions, as text: global and static ones with prototypes of all kinds, which call one another with arguments
 * that mostly fit, use what they get, and run callbacks.
 */

/** What a parameter is, by its prototype, and what an argument or register is believed to be. */
type Kind = { readonly is: 'number' | 'ctx' | 'odd' } | { readonly is: 'memory'; readonly size: number };

interface Param {
  readonly kind: Kind;
  readonly type: string;
}

interface Func {
  readonly name: string;
  readonly linkage: 'global' | 'static';
  readonly returns: string;
  readonly params: readonly Param[];
}

const SIZES = [1, 2, 4, 8] as const;
const WIDTHS = { 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' } as const;
const KEPT = [6, 7, 8, 9] as const;
const VALUE_SIZE = 48;
const HEADER = `map values hash key 4 value ${VALUE_SIZE} entries 4\nmap array array key 4 value ${VALUE_SIZE} entries 1\n`;

function randomParam(random: Random, mayBeContext: boolean): Param {
  const roll = random.below(100);
  if (roll < 35 || (roll < 50 && !mayBeContext)) return { kind: { is: 'number' }, type: random.pick(['int', 'u64', 'u8', 'u16', 'enum']) };
  if (roll < 50) return { kind: { is: 'ctx' }, type: 'struct __sk_buff size 192 *' };
  if (roll < 98) {
    const size = random.pick([0, 1, 4, 8, 8, 12, 16, 16, 24, VALUE_SIZE, VALUE_SIZE + 1]);
    return { kind: { is: 'memory', size }, type: `struct s${size} size ${size} *` };
  }
  const type = random.pick(['void *', 'fwd somewhere *', 'ptr *', 'struct by_value size 8', 'float', 'struct xdp_md size 24 *']);
  return { kind: type === 'ptr *' ? { is: 'memory', size: 8 } : { is: 'odd' }, type };
}

/** The caller must have what is passed on: the context, above all. */
function randomFunction(random: Random, name: string, caller: Func): Func {
  const mayBeContext = caller.params.some(({ kind }) => kind.is === 'ctx') || random.chance(0.02);
  const count = random.chance(0.01) ? 6 : random.below(5);
  return {
    name,
    linkage: random.chance(0.65) ? 'global' : 'static',
    returns: random.chance(0.98) ? random.pick(['int', 'u64', 'enum']) : 'void',
    params: Array.from({ length: count }, () => randomParam(random, mayBeContext)),
  };
}

/** One function's instructions; it may call those behind it. */
class Body {
  readonly lines: string[] = [];
  readonly #held = new Map<number, Kind>();
  #labels = 0;

  constructor(
    readonly random: Random,
    readonly self: Func,
    readonly callable: readonly Func[],
    /** How often a step is made wrong on purpose. */
    readonly error: number,
  ) {
    for (const [i, { kind }] of self.params.slice(0, KEPT.length).entries()) {
      this.emit(`r${6 + i} = r${i + 1}`);
      this.#held.set(6 + i, kind);
    }
  }

  emit(...lines: string[]): void {
    this.lines.push(...lines);
  }

  wrong(): boolean {
    return this.random.chance(this.error);
  }

  label(): string {
    return `${this.self.name}_${this.#labels++}`;
  }

  /** A kept register of a kind, or by mistake any; undefined when there is none. */
  find(is: Kind['is']): number | undefined {
    if (this.wrong()) return this.random.pick([...this.#held.keys(), 10]);
    const found = [...this.#held].filter(([, kind]) => kind.is === is).map(([r]) => r);
    return found.length === 0 ? undefined : this.random.pick(found);
  }

  sizeOf(reg: number): number {
    const kind = this.#held.get(reg);
    return kind?.is === 'memory' ? kind.size : 8;
  }

  /** Puts an argument into a register that is not kept. */
  argument(reg: number, kind: Kind): void {
    const { random } = this;
    const from = this.wrong() ? random.pick([...this.#held.keys(), 10]) : kind.is === 'odd' ? undefined : this.find(kind.is);
    if (from !== undefined && (kind.is !== 'memory' || this.wrong() || this.sizeOf(from) >= kind.size) && random.chance(0.6)) {
      this.emit(`r${reg} = r${from}`);
      if (this.wrong()) this.emit(`r${reg} += ${random.pick([1, 4, 8, -8])}`);
    } else if (kind.is === 'number') {
      this.emit(`r${reg} = ${random.pick([0, 1, 7, -1, 4096])}`);
    } else if (kind.is === 'memory' && random.chance(0.9)) this.memory(reg, kind.size);
    else this.emit(`r${reg} = 0`);
  }

  memory(reg: number, size: number): void {
    const { random } = this;
    if (size <= VALUE_SIZE && random.chance(0.4)) {
      const room = VALUE_SIZE - size + (this.wrong() ? 8 : 0);
      this.emit(`r${reg} = map[array][0]+${Math.min(VALUE_SIZE - 1, random.below(room + 1))}`);
      return;
    }
    const slots = Math.max(1, Math.ceil(size / 8)) + (this.wrong() ? -1 : 0);
    for (let i = 1; i <= slots; i++) this.emit(random.chance(0.8) ? `*(u64 *)(r10 ${-8 * i}) = 0` : `*(u64 *)(r10 ${-8 * i}) = r10`);
    this.emit(`r${reg} = r10`, `r${reg} += ${-8 * slots}`);
  }

  keep(kind: Kind): void {
    const reg = this.random.pick(KEPT);
    this.emit(`r${reg} = r0`);
    this.#held.set(reg, kind);
  }

  // ---- steps

  call(func: Func | undefined): void {
    if (func === undefined) return;
    for (const [i, { kind }] of func.params.slice(0, 5).entries()) this.argument(i + 1, kind);
    this.emit(`call ${func.name}`);
    if (this.random.chance(0.6)) this.keep({ is: 'number' });
  }

  access(): void {
    const { random } = this;
    const reg = this.find('memory');
    if (reg === undefined) return;
    const out = this.label();
    if (!this.wrong()) this.emit(`if r${reg} == 0x0 goto ${out}`);
    const size = random.pick(SIZES);
    const last = Math.max(0, this.sizeOf(reg) - size) + (this.wrong() ? 1 : 0);
    const off = random.below(last + 1);
    const place = `*(${WIDTHS[size]} *)(r${reg} +${off})`;
    if (off + size <= this.sizeOf(reg) || this.wrong()) this.emit(random.chance(0.5) ? `r0 = ${place}` : `${place} = 1`);
    this.emit(`${out}:`);
  }

  index(): void {
    const { random } = this;
    const reg = this.find('number');
    if (reg === undefined) return;
    const out = this.label();
    this.emit(`r1 = r${reg}`);
    const most = VALUE_SIZE - 8 + (this.wrong() ? random.pick([1, 100]) : 0);
    const how = random.below(3);
    if (how === 0) this.emit('r1 &= 31');
    else if (how === 1) this.emit(`if r1 > ${most} goto ${out}`);
    else this.emit(`if r1 s> ${most} goto ${out}`, ...(this.wrong() ? [] : [`if r1 s< 0 goto ${out}`]));
    this.emit('r2 = map[array][0]+0', 'r2 += r1', random.chance(0.5) ? 'r3 = *(u64 *)(r2 +0)' : '*(u8 *)(r2 +7) = 0', `${out}:`);
  }

  context(): void {
    const reg = this.find('ctx');
    if (reg === undefined) return;
    this.emit(`r0 = *(u32 *)(r${reg} +${this.random.pick([0, 4, 8, 40])})`);
    if (this.random.chance(0.5)) this.keep({ is: 'number' });
  }

  branch(depth: number): void {
    const { random } = this;
    const reg = this.find('number');
    if (reg === undefined) return;
    const [other, end] = [this.label(), this.label()];
    const before = new Map(this.#held);
    this.emit(`if r${reg} ${random.pick(['==', '!=', '>', 's<', '&'])} ${random.pick([0, 1, 8, 100])} goto ${other}`);
    this.steps(1 + random.below(2), depth + 1);
    this.emit(`goto ${end}`, `${other}:`);
    this.steps(1, depth + 1);
    this.emit(`${end}:`);
    for (const [r, kind] of this.#held) if (before.get(r) !== kind) this.#held.delete(r);
  }

  loop(): void {
    const start = this.label();
    const reg = this.random.pick(KEPT);
    this.#held.delete(reg);
    this.emit(`r${reg} = 0`, `${start}:`);
    const number = this.find('number');
    if (number !== undefined && this.random.chance(0.5)) this.emit(`r1 = r${number}`, 'r1 += 1');
    this.emit(`r${reg} += 1`, `if r${reg} < ${this.random.pick([2, 5, 30])} goto ${start}`);
    this.#held.set(reg, { is: 'number' });
  }

  callback(): void {
    const target = this.callable.filter((f) => f.linkage === 'static' || this.wrong()).at(-1);
    if (target === undefined) return;
    const from = this.find('memory');
    this.emit(`r1 = ${this.random.pick([0, 1, 8])}`, `r2 = subprog[${target.name}]`);
    if (from !== undefined && this.wrong()) this.emit(`r3 = r${from}`);
    else this.emit('r3 = 0');
    this.emit('r4 = 0', 'call bpf_loop');
  }

  lookup(): void {
    this.emit('*(u32 *)(r10 -4) = 0', 'r2 = r10', 'r2 += -4', 'r1 = map[values]', 'call bpf_map_lookup_elem');
    this.keep({ is: 'memory', size: VALUE_SIZE });
  }

  spill(): void {
    const reg = this.random.pick([...this.#held.keys(), 10]);
    this.emit(`*(u64 *)(r10 -56) = r${reg}`, 'r0 = *(u64 *)(r10 -56)');
    const kind = this.#held.get(reg);
    if (kind !== undefined) this.keep(kind);
  }

  steps(count: number, depth: number): void {
    for (let i = 0; i < count; i++) {
      const roll = this.random.below(100);
      if (roll < 34) this.call(this.callable[this.random.below(this.callable.length)]);
      else if (roll < 52) this.access();
      else if (roll < 64) this.index();
      else if (roll < 72) this.context();
      else if (roll < 80 && depth < 2) this.branch(depth);
      else if (roll < 84) this.loop();
      else if (roll < 88) this.callback();
      else if (roll < 94) this.lookup();
      else this.spill();
    }
  }

  finish(): string {
    const number = this.find('number');
    const result = this.wrong()
      ? this.random.pick(['r10', 'r6', '-1'])
      : number !== undefined && this.random.chance(0.5)
        ? `r${number}`
        : '0';
    this.emit(`r0 = ${result}`, 'exit');
    const { name, linkage, returns, params } = this.self;
    const types = params.map(({ type }) => type).join(', ');
    return `func ${name} ${linkage} ${returns} (${types})\n${this.lines.join('\n')}\n`;
  }
}

/** The text of a random program of several functions. */
export function randomFunctions(random: Random, name: string): string {
  const error = random.pick([0.003, 0.01, 0.02, 0.05, 0.1]);
  // whatever the program's own prototype says, it gets the context
  const main: Func = {
    name: 'main',
    linkage: 'global',
    returns: 'int',
    params: [{ kind: { is: 'ctx' }, type: randomParam(random, true).type }],
  };
  const functions = [main];
  const count = 1 + random.below(4);
  for (let i = 1; i <= count; i++) functions.push(randomFunction(random, `f${i}`, functions[i - 1] ?? main));
  const bodies = functions.map((self, i) => {
    const body = new Body(random, self, functions.slice(i + 1), error);
    body.steps(random.below(3), 0);
    // each function is named by the one in front of it, so that none is left out
    if (random.chance(0.97)) body.call(functions[i + 1]);
    body.steps(random.below(5), 0);
    return body.finish();
  });
  const order = random.chance(0.7) ? bodies : [bodies[0] ?? '', ...bodies.slice(1).reverse()];
  const flags = random.chance(0.1) ? 'flags test_state_freq\n' : '';
  return `program sched_cls ${JSON.stringify(name)}\n${flags}${HEADER}${order.join('')}`;
}
