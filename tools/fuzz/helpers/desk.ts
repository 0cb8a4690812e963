import type { DeclarationOf } from '../../extract/declarations.js';
import type { ProgramClass } from '../../extract/probe/classes.js';
import type { DeclaredAccess } from '../../extract/probe/declared.js';
import type { Random } from '../random.js';
import { Text } from '../text.js';
import type { FuzzMap, MapChoice } from './maps.js';

export type Helper = DeclarationOf<'helper'>;
export type Kfunc = DeclarationOf<'kfunc'>;

/** What the programs of one class may do. */
export interface Offer {
  readonly program: ProgramClass;
  readonly helpers: readonly Helper[];
  readonly others: readonly Helper[];
  readonly kfuncs: readonly Kfunc[];
  readonly context: readonly DeclaredAccess[];
  readonly maps: MapChoice;
  /** What its programs may return. */
  readonly result: number;
  /** Writes some steps. */
  readonly steps: (d: Desk, count: number) => void;
}

/** What a register is believed to hold. `open`: or NULL; `held`: a reference that has to be released. */
export type Thing =
  | { readonly is: 'ctx' | 'packet_end' }
  | { readonly is: 'number'; readonly most?: number }
  | { readonly is: 'packet'; readonly size: number }
  | { readonly is: 'value'; readonly map: FuzzMap; readonly open: boolean }
  | { readonly is: 'memory'; readonly size: number; readonly open: boolean; readonly held: boolean }
  | { readonly is: 'object'; readonly of: string; readonly open: boolean; readonly held: boolean };

/** Where things are on the stack, below the frame pointer. */
export const STACK = { key: -16, number: -24, dynptr: -40, buffer: -96, bufferSize: 48, context: -104 } as const;

const KEPT = [7, 8, 9] as const;

export const isOpen = (thing: Thing | undefined): boolean => thing !== undefined && 'open' in thing && thing.open;
export const isHeld = (thing: Thing | undefined): boolean => thing !== undefined && 'held' in thing && thing.held;

/** A function that is being written for a class of programs. */
export class Desk extends Text<Thing> {
  /** What the dynptr on the stack is of. */
  dynptr: 'nothing' | 'memory' | 'ring' = 'nothing';

  constructor(
    random: Random,
    error: number,
    readonly offer: Offer,
    parent?: Desk,
  ) {
    super(random, error, parent);
  }

  /** A register to write to, mostly one without a reference; what it held is given back first. */
  kept(): number {
    const free = KEPT.filter((reg) => !isHeld(this.held(reg)));
    const reg = this.random.pick(free.length > 0 ? free : KEPT);
    if (isHeld(this.held(reg)) && !this.wrong()) this.release(reg);
    return reg;
  }

  call(name: string): void {
    this.emit(`call ${name}`);
    this.afterCall();
  }

  /** Gives back what a register holds. */
  release(reg: number): void {
    const thing = this.held(reg);
    if (thing === undefined) return;
    this.hold(reg, undefined);
    this.giveBack(reg, thing);
  }

  /** The code that gives a thing back; what is believed stays. */
  giveBack(reg: number, thing: Thing): void {
    const over = isOpen(thing) && !this.wrong() ? this.label() : undefined;
    if (over !== undefined) this.emit(`if r${reg} == 0 goto ${over}`);
    this.emit(`r1 = r${reg}`);
    if (thing.is === 'memory') this.emit('r2 = 0', `call ${this.random.pick(['bpf_ringbuf_submit', 'bpf_ringbuf_discard'])}`);
    else {
      const of = thing.is === 'object' ? thing.of : '';
      const kfunc = this.offer.kfuncs.find(
        ({ flags, params }) => flags.some((f) => f.text === 'RELEASE') && params[0]?.type.name.text === of,
      );
      this.emit(`call ${kfunc?.name.text ?? 'bpf_sk_release'}`);
    }
    if (over !== undefined) this.emit(`${over}:`);
  }

  /** The code that gives everything back; what is believed stays. */
  releaseAll(): void {
    for (const [reg, thing] of this.all()) if (isHeld(thing) && !this.wrong()) this.giveBack(reg, thing);
  }

  /** Gives back everything and leaves. */
  leave(): void {
    this.releaseAll();
    if (this.dynptr === 'ring' && !this.wrong())
      this.emit(
        'r1 = r10',
        `r1 += ${STACK.dynptr}`,
        'r2 = 0',
        `call ${this.random.pick(['bpf_ringbuf_submit_dynptr', 'bpf_ringbuf_discard_dynptr'])}`,
      );
    this.emit(`r0 = ${this.wrong() ? 1 : this.offer.result}`, 'exit');
  }

  /** Takes a result that may be NULL, checks it mostly, and leaves where it is. */
  keep(thing: Thing): void {
    const reg = this.keptForResult();
    this.emit(`r${reg} = r0`);
    this.hold(reg, thing);
    if (isOpen(thing) && this.random.chance(0.85)) this.check(reg);
  }

  /** A register that is free without a call, which would spoil R0. */
  keptForResult(): number {
    const free = KEPT.filter((reg) => !isHeld(this.held(reg)));
    return this.random.pick(free.length > 0 ? free : KEPT);
  }

  /** Leaves where a register is NULL. */
  check(reg: number): void {
    const thing = this.held(reg);
    if (thing === undefined || !('open' in thing)) return;
    this.leaveWhereNull(reg, () => this.leave());
    this.hold(reg, { ...thing, open: false });
  }
}
