import type { Random } from './random.js';

export const SIZES = [1, 2, 4, 8] as const;
export type Size = (typeof SIZES)[number];
const WIDTHS = { 1: 'u8', 2: 'u16', 4: 'u32', 8: 'u64' } as const;

/** A memory operand; the offset keeps its sign in front. */
export const place = (size: Size, reg: number, off: number) => `*(${WIDTHS[size]} *)(r${reg} ${off < 0 ? '' : '+'}${off})`;

/** The text of a function that is being written, with a rough idea of what its registers hold; functions behind it are its root's. */
export class Text<H extends { readonly is: string }> {
  readonly #lines: string[] = [];
  readonly #functions: string[][] = [];
  #held = new Map<number, H>();
  #labels = 0;

  constructor(
    readonly random: Random,
    /** How often a step is made wrong on purpose. */
    readonly error: number,
    /** The function that this one was begun in. */
    readonly parent?: Text<H>,
  ) {}

  emit(...lines: string[]): void {
    this.#lines.push(...lines);
  }

  wrong(): boolean {
    return this.random.chance(this.error);
  }

  label(): string {
    return this.parent?.label() ?? `l${this.#labels++}`;
  }

  hold(reg: number, held: H | undefined): void {
    if (held === undefined) this.#held.delete(reg);
    else this.#held.set(reg, held);
  }

  held(reg: number): H | undefined {
    return this.#held.get(reg);
  }

  /** All that is held, by register. */
  all(): [reg: number, held: H][] {
    return [...this.#held];
  }

  /** A register that holds such a thing, or by mistake any; undefined when there is none. */
  find(...kinds: readonly H['is'][]): number | undefined {
    return this.findThat(({ is }) => kinds.includes(is));
  }

  /** A register of which `test` holds, or by mistake any; undefined when there is none. */
  findThat(test: (held: H) => boolean): number | undefined {
    if (this.wrong()) return this.random.pick([...this.#held.keys(), 10]);
    const found = this.all().flatMap(([reg, held]) => (test(held) ? [reg] : []));
    return found.length === 0 ? undefined : this.random.pick(found);
  }

  /** Where a register is NULL the function is left: `leave` writes how, while the register holds nothing. */
  leaveWhereNull(reg: number, leave: () => void): void {
    const there = this.label();
    this.hold(reg, undefined);
    this.emit(`if r${reg} != 0 goto ${there}`);
    leave();
    this.emit(`${there}:`);
  }

  /** After a call only the kept registers hold something. */
  afterCall(): void {
    for (let reg = 0; reg <= 5; reg++) this.#held.delete(reg);
  }

  /** Adds a function behind all others. */
  addFunction(lines: string[]): void {
    if (this.parent !== undefined) this.parent.addFunction(lines);
    else this.#functions.push(lines);
  }

  /** This function's lines, and for the root those of the functions behind it. */
  text(): string[] {
    return [...this.#lines, ...this.#functions.flat()];
  }
}
